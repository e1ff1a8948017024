from dataclasses import replace
from datetime import date, timedelta

import pytest

from fieldwork.book import Keyed, Opened, Overtaken
from storage.ledger import SqlLedger
from storage.store import Store
from storage.tables import slots
from tests.storage.samples import NOW, SLOT, open_inspection, pick_of, slot_opening

KEYED = Keyed(custodians='[{"code":"c0dec0dec0de"}]', beacon='{"kind":"none"}')


def test_a_slot_comes_back_as_it_was_committed(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        committed = book.slots.commit(replace(SLOT, id=99), b"the frame")
    assert committed == replace(SLOT, id=1)
    with ledger.read() as book:
        assert book.slots.find("checks", SLOT.label) == committed
        assert book.slots.get(1) == committed
        assert book.slots.frame(1) == b"the frame"
        assert book.slots.find("checks", "another") is None
        assert book.slots.find("another", SLOT.label) is None
        with pytest.raises(LookupError, match="no slot 2"):
            book.slots.get(2)
        with pytest.raises(LookupError, match="no slot 2"):
            book.slots.frame(2)


def test_slots_go_their_way_once(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        first = book.slots.commit(slot_opening(0), b"").id
        second = book.slots.commit(slot_opening(1), b"").id
        book.slots.drawn(first, KEYED, "no beacon")
        book.slots.closed(first)
        book.slots.missed(second, "custodian silent", 5)
        assert book.slots.get(second).reason == "custodian silent"
        assert book.slots.counts("checks") == {"CLOSED": 1, "MISSED": 1}
        assert book.slots.counts("another") == {}


def test_a_step_that_was_taken_is_not_taken_again(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        slot = book.slots.commit(SLOT, b"").id
        with pytest.raises(Overtaken, match=f"slot {slot} is COMMITTED; expected DRAWN"):
            book.slots.closed(slot)
        book.slots.drawn(slot, KEYED, "no beacon")
        with pytest.raises(Overtaken, match="is DRAWN; expected COMMITTED"):
            book.slots.drawn(slot, KEYED, "no beacon")
        with pytest.raises(Overtaken, match="is DRAWN"):
            book.slots.missed(slot, "late", 5)
        with pytest.raises(LookupError, match="no slot 9"):
            book.slots.closed(9)


def test_a_slot_is_revealed_once_and_only_after_it_was_closed(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        slot = book.slots.commit(SLOT, b"").id
        book.slots.drawn(slot, KEYED, "")
        with pytest.raises(Overtaken, match="is DRAWN; expected CLOSED"):
            book.slots.revealed(slot)
        book.slots.closed(slot)
        book.slots.revealed(slot)
        with pytest.raises(Overtaken, match="is REVEALED"):
            book.slots.revealed(slot)


def test_nothing_is_unsettled_once_every_slot_is_over(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        assert book.slots.unsettled_from() is None
        first = open_inspection(book, "T1", 0)
        for hours in (1, 2):
            book.slots.commit(slot_opening(hours), b"")
        assert book.slots.unsettled_from() == SLOT.opens_at
        book.slots.drawn(1, KEYED, "")
        book.slots.closed(1)
        assert book.slots.unsettled_from() == SLOT.opens_at, "an inspection is not assessed"
        book.inspections.assessed(first, [], NOW)
        assert book.slots.unsettled_from() == SLOT.opens_at + timedelta(hours=1)
        for slot in (2, 3):
            book.slots.missed(slot, "custodian silent", 5)
        assert book.slots.unsettled_from() is None


def test_slots_of_a_stretch_of_time_are_listed_by_draw(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        for hours in (2, 0, 1):
            book.slots.commit(slot_opening(hours), b"")
        end = SLOT.opens_at + timedelta(hours=2)
        found = book.slots.between("checks", SLOT.opens_at, end)
        assert [slot.label for slot in found] == ["label 0", "label 1"]
        assert book.slots.between("visits", SLOT.opens_at, end) == []


def test_picks_come_in_the_order_of_their_tickets(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        slot = book.slots.commit(SLOT, b"").id
        for unit, ticket in (("T1", b"\x09"), ("T2", b"\x01")):
            book.slots.add_pick(replace(pick_of(slot, unit), ticket=ticket * 32))
        assert [pick.unit for pick in book.slots.picks(slot)] == ["T2", "T1"]
        assert book.slots.picks(slot + 1) == []


def test_only_a_drawn_slot_was_keyed(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        slot = book.slots.commit(SLOT, b"").id
        with pytest.raises(LookupError, match="no draw of slot"):
            book.slots.keyed(slot)


def test_slots_are_listed_in_order_of_opening(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        assert book.slots.latest("checks") is None
        for hours in (2, 0, 1):
            book.slots.commit(slot_opening(hours), b"")
        listed = book.slots.in_state("checks", "COMMITTED")
        assert [slot.label for slot in listed] == ["label 0", "label 1", "label 2"]
        assert book.slots.in_state("checks", "DRAWN") == []
        latest = book.slots.latest("checks")
        assert latest is not None
        assert latest.label == "label 2"


def test_a_pick_gets_its_number(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        slot = book.slots.commit(SLOT, b"").id
        numbers = [book.slots.add_pick(pick_of(slot, unit)).id for unit in ("T2", "T1")]
    assert numbers == [1, 2]


def test_the_last_pick_of_each_unit_is_known(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        for hours, units in ((0, ("T1", "T2")), (5, ("T1",))):
            slot = book.slots.commit(slot_opening(hours), b"").id
            for unit in units:
                book.slots.add_pick(pick_of(slot, unit))
        assert book.slots.last_picked("checks") == {
            "T1": SLOT.opens_at + timedelta(hours=5),
            "T2": SLOT.opens_at,
        }
        assert book.slots.last_picked("another") == {}


def test_what_the_draw_was_keyed_with_is_kept_sealed(store: Store) -> None:
    with store.ledger.write() as book:
        slot = book.slots.commit(SLOT, b"").id
        book.slots.drawn(slot, KEYED, "no beacon")
        assert book.slots.keyed(slot) == KEYED
    with store.engines.reading() as connection:
        row = connection.execute(slots.select()).one()
    assert b"c0de" not in row.codes
    assert SLOT.inside_secret not in row.inside_secret
    assert row.opens_at == SLOT.opens_at


def test_picks_and_inspections_of_a_slot_get_their_numbers_in_their_order(
    ledger: SqlLedger,
) -> None:
    with ledger.write() as book:
        slot = book.slots.commit(SLOT, b"frame").id
        drawn = [pick_of(slot, unit) for unit in ("T3", "T1", "T2")]
        picks = book.slots.add_picks(drawn)
        opened = [
            Opened(pick=pick.id, asked_days=(date(2026, 3, 2),), policy_version=pick.unit)
            for pick in reversed(picks)
        ]
        numbers = book.inspections.open_all(opened, NOW, telephone=False)
        assert book.slots.add_picks([]) == []
        assert book.inspections.open_all([], NOW, telephone=True) == []
    with ledger.read() as book:
        assert [(pick.id, pick.unit) for pick in picks] == [(1, "T3"), (2, "T1"), (3, "T2")]
        found = [book.inspections.get(number) for number in numbers]
        assert [one.pick for one in found] == list(reversed(picks))
        assert [one.policy_version for one in found] == ["T2", "T1", "T3"]
