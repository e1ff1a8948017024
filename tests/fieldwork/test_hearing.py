"""Whoever takes in what people write is known to live, or not to."""

from datetime import UTC, datetime, timedelta

from fieldwork.hearing import GONE, deaf_until, heard, is_deaf, silence, silences
from inspection.incident import IncidentKind
from inspection.pause import Standstill
from storage.ledger import SqlLedger
from storage.store import Store
from tests.storage.samples import NOW, ROSTER, contact_of, open_inspection

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def noted(ledger: SqlLedger, *bots: str) -> list[Standstill]:
    with ledger.read() as book:
        return list(book.outages.since(LONG_AGO, bots))


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


def test_of_two_bots_the_one_that_nobody_listens_to_is_missed_alone(store: Store) -> None:
    heard(store.ledger, NOW, ["chat", "south"])
    for minute in range(1, 31):
        heard(store.ledger, after(minutes=minute), ["chat"])
    with store.ledger.read() as book:
        now = after(minutes=30)
        assert silence(book, now) is None
        assert deaf_until(book, now) is None
        assert deaf_until(book, now, ["chat"]) is None
        assert deaf_until(book, now, ["chat", "south"]) == after(minutes=31)
        assert silences(book, ["chat", "south"], now) == (Standstill(NOW, now),)
        assert [bot for bot in ("chat", "south") if is_deaf(book, bot, now)] == ["south"]
    heard(store.ledger, after(minutes=30), ["south"])
    assert noted(store.ledger) == noted(store.ledger, "chat") == []
    assert noted(store.ledger, "south") == [Standstill(NOW, after(minutes=30))]


def test_nobody_waits_longer_than_a_day_for_a_bot_that_nobody_listens_to(store: Store) -> None:
    heard(store.ledger, NOW, ["chat", "south"])
    later = NOW + 3 * GONE
    for moment in (NOW + GONE, NOW + 2 * GONE, later):
        heard(store.ledger, moment, ["chat"])
    with store.ledger.read() as book:
        assert deaf_until(book, later, ["south"]) is None
        assert is_deaf(book, "south", later)
        assert silences(book, ["south"], later) == (Standstill(NOW, NOW + GONE),)


def test_a_silence_of_everybody_is_noted_once_whichever_bot_is_back_first(store: Store) -> None:
    both = ["chat", "south"]
    heard(store.ledger, NOW, both)
    heard(store.ledger, after(minutes=30), ["south"])
    heard(store.ledger, after(minutes=30, seconds=2), ["chat"])
    assert noted(store.ledger, *both) == [Standstill(NOW, after(minutes=30))]
