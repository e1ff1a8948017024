from datetime import timedelta

from fieldwork import pausing
from fieldwork.book import StoredPause
from storage.ledger import SqlLedger
from tests.storage.samples import NOW

DAY = timedelta(days=1)


def flood(region: str = "530128", *, days: int | None = None) -> StoredPause:
    until = None if days is None else NOW + days * DAY
    return StoredPause(id=0, region=region, reason="洪水", began_at=NOW, until=until)


def test_a_pause_is_kept_with_its_words_and_ended_once(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        first, second = book.pauses.begin(flood()), book.pauses.begin(flood("", days=3))
        assert book.pauses.end(first.id, NOW + DAY, "路通了")
        assert not book.pauses.end(first.id, NOW + 2 * DAY, "again")
    with ledger.read() as book:
        ended, other = book.pauses.all()
        assert (ended.id, ended.reason, ended.ended_why) == (first.id, "洪水", "路通了")
        assert ended.ended_at == NOW + DAY
        assert other == second


def test_two_processes_that_see_the_last_day_over_note_it_once(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        stored = book.pauses.begin(flood(days=1))
    for _ in range(2):
        with ledger.write() as book:
            pausing.end(book, stored, "", NOW + 2 * DAY, actor="scheduler")
    with ledger.read() as book:
        assert book.audit.newest().index == 1


def test_what_rules_need_is_known_without_the_words(ledger: SqlLedger) -> None:
    """The end is the earlier of the last day's and the one that somebody gave it."""
    with ledger.write() as book:
        ids = [book.pauses.begin(flood(days=days)).id for days in (None, 2, None, 2, 2)]
        assert all(pause.ends_at is None for pause in book.pauses.known()[::2][:2])
        book.pauses.end(ids[2], NOW + DAY, "")
        book.pauses.end(ids[3], NOW + DAY, "")
        book.pauses.end(ids[4], NOW + 5 * DAY, "")
    with ledger.read() as book:
        ends = [pause.ends_at for pause in book.pauses.known()]
        assert ends == [None, NOW + 2 * DAY, NOW + DAY, NOW + DAY, NOW + 2 * DAY]
        assert [pause.pause for pause in book.pauses.all()] == list(book.pauses.known())
