from dataclasses import replace
from datetime import timedelta

from fieldwork.book import StoredRisk
from storage.ledger import SqlLedger
from tests.storage.samples import NOW

DAY = timedelta(days=1)
TODAY = NOW.date()
OPEN = StoredRisk(
    id=0, team="T1", factor_milli=1500, set_at=NOW, last_day=None, reason="两个未结案件"
)


def test_a_share_is_kept_with_its_words_and_ended_once(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        first = book.risks.begin(OPEN)
        second = book.risks.begin(replace(OPEN, team="T2", last_day=TODAY))
        assert book.risks.end(first.id, NOW + DAY, "结案")
        assert not book.risks.end(first.id, NOW + 2 * DAY, "again")
    with ledger.read() as book:
        ended, other = book.risks.all()
    assert ended == replace(first, ended_at=NOW + DAY, ended_why="结案")
    assert other == second


def test_factors_are_those_in_force_on_the_day_with_the_last_day_included(
    ledger: SqlLedger,
) -> None:
    with ledger.write() as book:
        book.risks.end(book.risks.begin(OPEN).id, NOW, "")
        stored = [
            book.risks.begin(replace(OPEN, team="T2", factor_milli=700)),
            book.risks.begin(replace(OPEN, team="T3", last_day=TODAY)),
        ]
    with ledger.read() as book:
        assert book.risks.factors(TODAY) == {"T2": 700, "T3": 1500}
        assert book.risks.factors(TODAY + DAY) == {"T2": 700}
    assert [one.in_force(TODAY + DAY) for one in stored] == [True, False]
