from dataclasses import replace
from datetime import date

import pytest

from fieldwork.book import Overtaken
from inspection.disposition import Disposition
from inspection.finding import Finding, FindingKind
from storage.ledger import SqlLedger
from tests.storage.samples import HOUR, NOW, contact_of, open_inspection, pick_of

FINDING = Finding(
    kind=FindingKind.PRESENCE_CONTRADICTED,
    severity="serious",
    why={"zh": "两户都说没有见到", "en": "Two households saw nobody"},
    evidence=({"contact": "1", "answer": "no"}, {"contact": "2", "answer": "no"}),
    found_at=NOW + HOUR,
)


def test_an_inspection_comes_back_with_its_pick(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        number = open_inspection(book)
    with ledger.read() as book:
        inspection = book.inspections.get(number)
    assert inspection.pick == replace(pick_of(slot=1), id=1)
    assert inspection.asked_days == (date(2026, 3, 1), date(2026, 3, 2))
    assert inspection.policy_version == "abc"
    assert inspection.opened_at == NOW
    assert inspection.assessed_at is None


def test_it_is_ready_once_its_last_contact_is_closed(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        number = open_inspection(book)
        open_inspection(book, "T2", hours=1)
        assert book.inspections.ready() == []
        first = book.contacts.open(contact_of(number, "H1", tag="a"))
        second = book.contacts.open(contact_of(number, "H2", tag="b"))
        for contact in (first, second):
            assert book.inspections.ready() == []
            book.contacts.save(replace(contact, disposition=Disposition.COMPLETE, next_at=None))
        assert book.inspections.ready() == [number]
        book.inspections.assessed(number, [], NOW)
        assert book.inspections.ready() == []


def test_findings_come_back_in_order(ledger: SqlLedger) -> None:
    other = replace(FINDING, kind=FindingKind.COACHED, evidence=())
    with ledger.write() as book:
        number = open_inspection(book)
        book.inspections.assessed(number, [FINDING, other], NOW + HOUR)
    with ledger.read() as book:
        assert book.inspections.findings(number) == [FINDING, other]
        assert book.inspections.findings(number + 1) == []
        assert book.inspections.get(number).assessed_at == NOW + HOUR


def test_it_is_assessed_once(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        number = open_inspection(book)
        book.inspections.assessed(number, [FINDING], NOW)
    with pytest.raises(Overtaken, match="assessed already"), ledger.write() as book:
        book.inspections.assessed(number, [FINDING], NOW)
    with ledger.read() as book:
        assert len(book.inspections.findings(number)) == 1
        with pytest.raises(LookupError, match="no inspection 99"):
            book.inspections.get(99)


def test_they_are_found_by_moment_the_end_excluded(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        late, early = (open_inspection(book, hours=hours) for hours in (2, 0))
        between = book.inspections.between(NOW, NOW + 2 * HOUR)
        assert [inspection.id for inspection in between] == [early]
        between = book.inspections.between(NOW, NOW + 3 * HOUR)
        assert [inspection.id for inspection in between] == [early, late]
        book.inspections.assessed(late, [], NOW)
        book.inspections.assessed(early, [], NOW + HOUR)
        assessed = book.inspections.assessed_between(NOW, NOW + 2 * HOUR)
        assert [inspection.id for inspection in assessed] == [late, early]
        assert book.inspections.assessed_between(NOW + HOUR, NOW + HOUR) == []
