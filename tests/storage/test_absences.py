from dataclasses import replace
from datetime import date, timedelta

import pytest

from fieldwork.book import StoredAbsence
from inspection.absence import Absence
from inspection.hours import Hours
from inspection.passing import Passed, PassReason
from storage.ledger import SqlLedger
from tests.storage.samples import NOW, SLOT, pick_of

LEAVE = StoredAbsence(
    id=0,
    absence=Absence(
        official="O1",
        kind="leave",
        first_day=date(2026, 3, 2),
        last_day=date(2026, 3, 4),
        hours=Hours.parse("08:00-12:00"),
        logged=3,
    ),
    note="住院",
    recorded_at=NOW,
    recorded_by="I1",
)


def test_an_absence_is_kept_found_by_its_days_and_cancelled_once(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        stored = book.absences.add(LEAVE)
        book.absences.cancel(stored.id, at=NOW, by="I2", entry=7)
        book.absences.cancel(stored.id, at=NOW + timedelta(days=1), by="I3", entry=9)
    with ledger.read() as book:
        kept = book.absences.get(stored.id)
        assert (kept.note, kept.absence.hours.text()) == ("住院", "08:00-12:00")
        assert (kept.cancelled_by, kept.cancelled_at, kept.absence.cancelled) == ("I2", NOW, 7)
        assert book.absences.of_official("O1") == [kept]
        assert book.absences.of_official("O2") == []
        for first, last, found in ((1, 1, 0), (1, 2, 1), (4, 9, 1), (5, 9, 0)):
            days = date(2026, 3, first), date(2026, 3, last)
            assert len(book.absences.touching(*days)) == len(book.absences.on(*days)) == found


def test_what_rules_need_is_known_without_the_words(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.absences.add(LEAVE)
    with ledger.read() as book:
        (known,) = book.absences.touching(date(2026, 3, 4), date(2026, 3, 4))
        assert known == LEAVE.absence
        with pytest.raises(LookupError, match="no absence 99"):
            book.absences.get(99)


def test_who_was_passed_over_is_kept_with_the_pick(ledger: SqlLedger) -> None:
    away = Passed(kind="official", rank=1, reason=PassReason.ON_LEAVE)
    home = Passed(kind="household", rank=2, reason=PassReason.RESTING)
    with ledger.write() as book:
        slot = book.slots.commit(replace(SLOT), b"frame")
        pick = book.slots.add_pick(pick_of(slot.id))
        assert list(book.slots.passed(pick.id)) == []
        book.slots.pass_over({pick.id: [away]})
        book.slots.pass_over({pick.id: [away, home]})
    with ledger.read() as book:
        assert list(book.slots.passed(pick.id)) == [away, home]
