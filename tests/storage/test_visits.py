from dataclasses import replace
from datetime import timedelta

import pytest

from inspection.assignment import AssignmentState, Why
from inspection.visit import Outcome
from storage.store import Store
from tests.storage.samples import HOUR, NOW, assignment_of, open_pick, visit_of


def test_a_visit_is_due_until_it_is_over_and_holds_back_what_may_be_shown(store: Store) -> None:
    with store.ledger.write() as book:
        visit = book.visits.open(visit_of(open_pick(book)))
        slot = book.slots.get(visit.pick.slot)
        assert book.visits.get(visit.id) == visit
        assert book.visits.due(NOW, 9) == []
        assert book.visits.due(NOW + HOUR, 9) == [visit.id]
        assert book.visits.next_due() == NOW + HOUR
        assert list(book.visits.of_slot(slot.id)) == [visit]
        book.slots.missed(slot.id, "so that only the visit is open", 1)
        assert book.slots.unsettled_from() == slot.opens_at
        over = replace(visit, outcome=Outcome.VISITED, closed_at=NOW, next_at=None)
        book.visits.save(over)
        assert book.visits.next_due() is None
        assert book.slots.unsettled_from() is None
        assert list(book.visits.closed_between(NOW, NOW + HOUR)) == [over]
        assert list(book.visits.closed_between(NOW - HOUR, NOW)) == []


def test_an_assignment_is_found_by_its_token_and_by_its_inspector(store: Store) -> None:
    with store.ledger.write() as book:
        visit = book.visits.open(visit_of(open_pick(book)))
        second = book.visits.assign(assignment_of(visit.id, rank=2))
        first = book.visits.assign(assignment_of(visit.id, rank=1))
        assert list(book.visits.assignments(visit.id)) == [first, second]
        assert book.visits.visit_of(first.token) == visit.id
        assert book.visits.visit_of("another") is None
        assert list(book.visits.open_of("I1")) == [first]
        ended = first.end(AssignmentState.DECLINED, NOW, Why.OTHER, "no car")
        book.visits.save_assignment(ended)
        assert list(book.visits.open_of("I1")) == []
        assert book.visits.assignments(visit.id)[0] == ended
        assert book.visits.assigned_since("I1", first.told_at)
        assert not book.visits.assigned_since("I1", first.told_at + timedelta(seconds=1))
        assert not book.visits.assigned_since("I9", NOW)


def test_what_is_not_there_cannot_be_saved(store: Store) -> None:
    with store.ledger.write() as book:
        visit = book.visits.open(visit_of(open_pick(book)))
        with pytest.raises(LookupError, match="no visit 99"):
            book.visits.save(replace(visit, id=99))
        with pytest.raises(LookupError, match="no assignment 0"):
            book.visits.save_assignment(assignment_of(visit.id))
        with pytest.raises(LookupError, match="no visit 98"):
            book.visits.get(98)
