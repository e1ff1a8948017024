"""Whoever takes in what people write is known to live, or not to."""

from datetime import UTC, datetime, timedelta

from fieldwork.hearing import deaf_until, heard, silence
from inspection.incident import IncidentKind
from inspection.pause import Standstill
from storage.ledger import SqlLedger
from storage.store import Store
from tests.storage.samples import NOW, ROSTER, contact_of, open_inspection

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def noted(ledger: SqlLedger) -> list[Standstill]:
    with ledger.read() as book:
        return list(book.outages.since(LONG_AGO))


def after(**more: float) -> datetime:
    return NOW + timedelta(**more)


def test_who_never_took_anything_in_is_not_missed(store: Store) -> None:
    with store.ledger.read() as book:
        assert deaf_until(book, NOW) is None
        assert silence(book, NOW) is None


def test_a_silence_is_noted_by_the_first_that_is_back_and_once(store: Store) -> None:
    for moment in (NOW, after(minutes=30), after(minutes=30), after(minutes=31)):
        heard(store.ledger, moment)
    assert noted(store.ledger) == [Standstill(NOW, after(minutes=30))]


def test_signs_that_follow_each_other_leave_no_silence(store: Store) -> None:
    for seconds in range(0, 600, 20):
        heard(store.ledger, after(seconds=seconds))
    assert noted(store.ledger) == []


def test_a_clock_that_was_put_back_makes_nobody_deaf(store: Store) -> None:
    heard(store.ledger, after(hours=3))
    heard(store.ledger, NOW)
    heard(store.ledger, after(seconds=30))
    assert noted(store.ledger) == []


def test_a_silence_holds_the_others_after_three_minutes_and_counts_after_one(store: Store) -> None:
    heard(store.ledger, NOW)
    with store.ledger.read() as book:
        assert silence(book, after(minutes=1)) is None
        assert silence(book, after(minutes=2)) == Standstill(NOW, after(minutes=2))
        assert deaf_until(book, after(minutes=3)) is None
        assert deaf_until(book, after(minutes=4)) == after(minutes=5)


def test_administrators_hear_of_it_where_somebody_waited(store: Store) -> None:
    heard(store.ledger, NOW)
    heard(store.ledger, after(hours=1))
    with store.ledger.read() as book:
        assert book.incidents.latest(IncidentKind.OUTAGE) is None
    with store.ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        book.contacts.open(contact_of(open_inspection(book)))
    heard(store.ledger, after(hours=2))
    with store.ledger.read() as book:
        told = book.incidents.latest(IncidentKind.OUTAGE)
        assert told is not None
        assert told.about == "1.0"
