from datetime import date

from fieldwork.book import StoredSummary
from storage.ledger import SqlLedger
from tests.storage.samples import HOUR, NOW, open_inspection

DAY = date(2026, 3, 2)


def test_a_summary_is_missing_from_assessment_until_it_is_added(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        first, second = (open_inspection(book, hours=hours) for hours in (0, 1))
        assert book.summaries.missing() == []
        book.inspections.assessed(second, [], NOW)
        book.inspections.assessed(first, [], NOW + HOUR)
        assert book.summaries.missing() == [first, second]
        summary = StoredSummary(
            inspection=first, inspector="I1", text="两户都没有见到", made_at=NOW
        )
        book.summaries.add(summary)
        book.summaries.add(StoredSummary(inspection=first, inspector="I1", text="", made_at=NOW))
        assert book.summaries.missing() == [second]
        assert book.summaries.of_inspection(first) == [summary]
        assert book.summaries.of_inspection(second) == []


def test_a_digest_a_day_and_inspector(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        assert book.summaries.latest_digest() is None
        assert book.summaries.add_digest("I1", DAY, "今日三户", NOW)
        assert not book.summaries.add_digest("I1", DAY, "今日四户", NOW)
        assert book.summaries.add_digest("I2", DAY, "今日两户", NOW)
        assert book.summaries.add_digest("I1", date(2026, 3, 1), "", NOW)
        assert book.summaries.latest_digest() == DAY


def test_when_the_latest_digest_of_an_earlier_day_was_made(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        assert book.summaries.latest_digest_at(before=DAY) is None
        book.summaries.add_digest("I1", DAY, "", NOW)
        book.summaries.add_digest("I1", date(2026, 3, 3), "", NOW + HOUR)
        assert book.summaries.latest_digest_at(before=DAY) is None
        assert book.summaries.latest_digest_at(before=date(2026, 3, 3)) == NOW
        assert book.summaries.latest_digest_at(before=date(2026, 3, 9)) == NOW + HOUR
