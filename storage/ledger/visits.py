"""Visits, their assignments and reports."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import StoredVisit
from inspection.assignment import Assignment, AssignmentState, Why
from inspection.visit import Outcome, Unvisited
from storage.ledger.slots import pick_of
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import assignments, picks, visit_notes, visits

_V = visits.c
_A = assignments.c
_N = visit_notes.c
_COLUMNS = [column for column in picks.c if column.name != "id"]
_ALL = sa.select(visits, *_COLUMNS).join_from(visits, picks, _V.pick_id == picks.c.id)
_GET = _ALL.where(_V.id == given("visit"))
_HOLD = sa.select(_V.id).where(_V.id == given("visit"))
_DUE = (
    sa.select(_V.id)
    .where(_V.next_at.is_not(None), _V.next_at <= given("now"))
    .order_by(_V.next_at, _V.id)
    .limit(given("limit"))
)
_NEXT_DUE = sa.select(_V.next_at).where(_V.next_at.is_not(None)).order_by(_V.next_at).limit(1)
_OF_SLOT = _ALL.where(picks.c.slot_id == given("slot")).order_by(picks.c.ticket)
_BETWEEN = _ALL.where(
    picks.c.picked_for >= given("start"), picks.c.picked_for < given("end")
).order_by(picks.c.picked_for, _V.id)
_CLOSED_BETWEEN = _ALL.where(_V.closed_at >= given("start"), _V.closed_at < given("end")).order_by(
    _V.closed_at, _V.id
)
_CHANGED = ("next_at", "outcome", "unvisited", "closed_at")
_SAVE = (
    visits.update()
    .where(_V.id == given("visit"))
    .values({name: given(f"new_{name}") for name in _CHANGED})
)
_OF_VISIT = sa.select(assignments).where(_A.visit_id == given("visit")).order_by(_A.rank)
_VISIT_OF = sa.select(_A.visit_id).where(_A.token == given("token"))
_OPEN = (AssignmentState.TOLD.value, AssignmentState.ACCEPTED.value)
_OPEN_OF = (
    sa.select(assignments)
    .where(_A.inspector == given("person"), _A.state.in_(_OPEN))
    .order_by(_A.id.desc())
)
_SINCE = sa.select(_A.id).where(
    _A.inspector == given("person"),
    _A.told_at >= given("since"),
    _A.state != AssignmentState.PASSED.value,
)
_FIELDS = ("state", "why", "words", "asking", "answered_at", "ended_at")
_SAVE_ASSIGNMENT = (
    assignments.update()
    .where(_A.id == given("assignment"))
    .values({name: given(f"new_{name}") for name in _FIELDS})
)
_NOTES = sa.select(visit_notes).where(_N.assignment_id == given("assignment")).order_by(_N.id)


class Visits:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def open(self, visit: StoredVisit) -> StoredVisit:
        number = self._work.add(
            visits,
            pick_id=visit.pick.id,
            places=visit.places,
            policy_version=visit.policy_version,
            opened_at=visit.opened_at,
            tell_at=visit.tell_at,
            tell_until=visit.tell_until,
            report_by=visit.report_by,
            **_changeable(visit),
        )
        return replace(visit, id=number)

    def get(self, visit: int) -> StoredVisit:
        if self._work.writing and self._work.on_postgresql:
            self._work.one(self._work.mine(_HOLD), visit=visit)
        return self._visit(found(self._work.one(_GET, visit=visit), f"visit {visit}"))

    def due(self, now: datetime, limit: int) -> Sequence[int]:
        return [row.id for row in self._work.all(_DUE, now=now, limit=limit)]

    def next_due(self) -> datetime | None:
        row = self._work.one(_NEXT_DUE)
        return None if row is None else row.next_at

    def save(self, visit: StoredVisit) -> None:
        """Raises LookupError."""
        new = {f"new_{name}": value for name, value in _changeable(visit).items()}
        if self._work.change(_SAVE, visit=visit.id, **new) != 1:
            raise LookupError(f"the store has no visit {visit.id}")

    def of_slot(self, slot: int) -> Sequence[StoredVisit]:
        return [self._visit(row) for row in self._work.all(_OF_SLOT, slot=slot)]

    def between(self, start: datetime, end: datetime) -> Sequence[StoredVisit]:
        return [self._visit(row) for row in self._work.all(_BETWEEN, start=start, end=end)]

    def closed_between(self, start: datetime, end: datetime) -> Sequence[StoredVisit]:
        return [self._visit(row) for row in self._work.all(_CLOSED_BETWEEN, start=start, end=end)]

    def assign(self, assignment: Assignment) -> Assignment:
        number = self._work.add(
            assignments,
            visit_id=assignment.visit,
            inspector=assignment.inspector,
            rank=assignment.rank,
            token=assignment.token,
            told_at=assignment.told_at,
            answer_by=assignment.answer_by,
            **self._fields(assignment),
        )
        return replace(assignment, id=number)

    def assignments(self, visit: int) -> Sequence[Assignment]:
        return [self._assignment(row) for row in self._work.all(_OF_VISIT, visit=visit)]

    def visit_of(self, token: str) -> int | None:
        row = self._work.one(_VISIT_OF, token=token)
        return None if row is None else int(row.visit_id)

    def open_of(self, inspector: str) -> Sequence[Assignment]:
        return [self._assignment(row) for row in self._work.all(_OPEN_OF, person=inspector)]

    def assigned_since(self, inspector: str, since: datetime) -> bool:
        return self._work.one(_SINCE, person=inspector, since=since) is not None

    def save_assignment(self, assignment: Assignment) -> None:
        """Raises LookupError."""
        new = {f"new_{name}": value for name, value in self._fields(assignment).items()}
        if self._work.change(_SAVE_ASSIGNMENT, assignment=assignment.id, **new) != 1:
            raise LookupError(f"the store has no assignment {assignment.id}")

    def add_note(self, assignment: int, words: str, at: datetime) -> None:
        sealed = self._work.sealed(_N.words, words)
        self._work.add(visit_notes, assignment_id=assignment, words=sealed, at=at)

    def notes(self, assignment: int) -> Sequence[str]:
        rows = self._work.all(_NOTES, assignment=assignment)
        return [self._work.opened(_N.words, row.words) for row in rows]

    def _visit(self, row: Row) -> StoredVisit:
        return StoredVisit(
            id=row.id,
            pick=pick_of(self._work, row, row.pick_id),
            places=row.places,
            policy_version=row.policy_version,
            opened_at=row.opened_at,
            tell_at=row.tell_at,
            tell_until=row.tell_until,
            report_by=row.report_by,
            next_at=row.next_at,
            outcome=Outcome(row.outcome) if row.outcome else None,
            unvisited=Unvisited(row.unvisited) if row.unvisited else None,
            closed_at=row.closed_at,
        )

    def _fields(self, one: Assignment) -> dict[str, Any]:
        return {
            "state": one.state.value,
            "why": one.why.value if one.why else None,
            "words": self._work.sealed(_A.words, one.words),
            "asking": one.asking,
            "answered_at": one.answered_at,
            "ended_at": one.ended_at,
        }

    def _assignment(self, row: Row) -> Assignment:
        return Assignment(
            id=row.id,
            visit=row.visit_id,
            inspector=row.inspector,
            rank=row.rank,
            token=row.token,
            state=AssignmentState(row.state),
            told_at=row.told_at,
            answer_by=row.answer_by,
            why=Why(row.why) if row.why else None,
            words=self._work.opened(_A.words, row.words),
            asking=row.asking,
            answered_at=row.answered_at,
            ended_at=row.ended_at,
        )


def _changeable(visit: StoredVisit) -> dict[str, Any]:
    return {
        "next_at": visit.next_at,
        "outcome": visit.outcome.value if visit.outcome else None,
        "unvisited": visit.unvisited.value if visit.unvisited else None,
        "closed_at": visit.closed_at,
    }
