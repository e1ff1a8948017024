from datetime import date, timedelta

from fieldwork.book import Told
from storage.ledger import SqlLedger
from tests.storage.samples import NOW, ROSTER

DAY = date(2026, 3, 2)
NEXT = DAY + timedelta(days=1)


def test_of_a_day_the_latest_word_holds(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        add = book.announcements.add
        assert add("O1", "v1", how="sent", from_day=DAY, at=NOW)
        assert not add("O1", "v1", how="sent", from_day=DAY, at=NOW)
        assert add("O1", "v2", how="sent", from_day=NEXT, at=NOW)
        assert add("O1", "v3", how="given", from_day=DAY, at=NOW)
        assert add("O2", "v1", how="failed", from_day=DAY, at=NOW)
        assert (book.announcements.count("O1"), book.announcements.count("O3")) == (3, 0)
    with ledger.read() as book:
        assert book.announcements.latest(DAY) == {
            "O1": Told(version="v3", from_day=DAY, how="given", ever=True),
            "O2": Told(version="v1", from_day=DAY, how="failed", ever=False),
        }
        assert book.announcements.latest(NEXT, ["O1"]) == {
            "O1": Told(version="v2", from_day=NEXT, how="sent", ever=True)
        }
        assert book.announcements.latest(DAY - timedelta(days=1)) == {}
        assert book.announcements.latest(DAY, []) == {}
        assert [one.announced for one in book.roster.officials()] == ["v3", ""]
        assert book.roster.official("O2").announced == ""


def test_who_was_told_once_stays_told_where_a_later_word_failed(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.announcements.add("O1", "v1", how="given", from_day=DAY, at=NOW)
        book.announcements.add("O1", "v2", how="failed", from_day=NEXT, at=NOW)
        assert book.announcements.latest(NEXT)["O1"].ever
        assert book.announcements.latest(NEXT)["O1"].version == "v2"


def test_a_versions_document_is_kept_once(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        assert book.announcements.document("v1") is None
        book.announcements.keep("v1", {"official.hours": "08:00-18:00", "draw.rate_milli": 2000})
        book.announcements.keep("v1", {"official.hours": "09:00-10:00"})
        assert book.announcements.document("v1") == {
            "official.hours": "08:00-18:00",
            "draw.rate_milli": 2000,
        }
