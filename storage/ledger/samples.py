"""Picks of a period with the outcomes of their contacts, read in a few large looks."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from inspection.disposition import Disposition
from inspection.question_set import SEEN, WHEREABOUTS
from inspection.sample import SampledContact, SampledPick
from storage.ledger.work import Row, UnitOfWork
from storage.tables import contacts, households, inspections, picks, replies, slots

_ALWAYS = frozenset({WHEREABOUTS, SEEN})
"""Asked by whatever form, of everybody."""
_I, _P, _C, _R, _H = inspections.c, picks.c, contacts.c, replies.c, households.c
_OF_PERIOD = (
    slots.c.draw == given("draw"),
    _P.picked_for >= given("start"),
    _P.picked_for < given("end"),
)
_OVER = (*_OF_PERIOD, _I.assessed_at.is_not(None))


def _drawn(*columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .select_from(inspections)
        .join(picks, _I.pick_id == _P.id)
        .join(slots, _P.slot_id == slots.c.id)
    )


_PICKS = (
    _drawn(_I.id, _P.village, _P.pi_ppb, _P.picked_for, _P.respondents, _P.households)
    .where(*_OVER)
    .order_by(_P.picked_for, _I.id)
)
_THEN = sa.and_(
    _C.kind == "household",
    _H.household == _C.person,
    _H.valid_from <= _C.opened_at,
    sa.or_(_H.valid_to.is_(None), _H.valid_to > _C.opened_at),
)
"""The register's row of the household that was in force when it was to be called."""
_CONTACTS = (
    _drawn(
        _C.id, _C.inspection_id, _C.kind, _C.person, _C.disposition, _C.planned_at,
        _C.revision, _H.in_programme,
    )
    .join(contacts, _C.inspection_id == _I.id)
    .outerjoin(households, _THEN)
    .where(*_OVER, _C.disposition.is_not(None))
    .order_by(_C.id)
)  # fmt: skip
_REPLIES = (
    _drawn(_R.contact_id, _R.question, _R.value, _R.at, _R.late)
    .join(contacts, _C.inspection_id == _I.id)
    .join(replies, _R.contact_id == _C.id)
    .where(*_OVER, _R.question.in_(given("questions", expanding=True)))
    .order_by(_R.id)
)
_UNSETTLED = _drawn(sa.func.count()).where(
    *_OF_PERIOD, _I.assessed_at.is_(None), _P.village.startswith(given("region"))
)


class Samples:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def settled(
        self,
        draw: str,
        start: datetime,
        end: datetime,
        questions: Collection[str],
        comparable: Collection[str],
    ) -> Sequence[SampledPick]:
        period = {"draw": draw, "start": start, "end": end}
        answered = self._answers({**period, "questions": sorted(questions)})
        reached = defaultdict[int, list[SampledContact]](list)
        for row in self._work.all(_CONTACTS, **period):
            reached[row.inspection_id].append(_contact(row, answered.get(row.id, {}), comparable))
        return [
            SampledPick(
                id=row.id,
                village=row.village,
                pi_ppb=row.pi_ppb,
                picked_for=row.picked_for,
                officials=len(row.respondents),
                households=len(row.households),
                contacts=tuple(reached.get(row.id, ())),
            )
            for row in self._work.all(_PICKS, **period)
        ]

    def unsettled(self, draw: str, start: datetime, end: datetime, region: str) -> int:
        count = self._work.value(_UNSETTLED, draw=draw, start=start, end=end, region=region)
        return int(count)

    def _answers(self, period: Mapping[str, Any]) -> dict[int, "_Answers"]:
        """By contact; of several answers to one question the last."""
        answers = defaultdict[int, _Answers](dict)
        for row in self._work.all(_REPLIES, **period):
            said = self._work.opened(_R.value, row.value)
            answers[row.contact_id][row.question] = _Said(said, row.at, row.late)
        return answers


class _Said(NamedTuple):
    value: str
    at: datetime
    late: bool


_Answers = dict[str, _Said]
"""Question -> what was said."""


def _contact(row: Row, answers: _Answers, comparable: Collection[str]) -> SampledContact:
    if row.revision not in comparable:
        answers = {name: said for name, said in answers.items() if name in _ALWAYS}
    answers = {name: said for name, said in answers.items() if said.value}
    return SampledContact(
        kind=row.kind,
        person=row.person,
        disposition=Disposition(row.disposition),
        planned_at=row.planned_at,
        in_programme=row.in_programme is not False,
        late=any(said.late for said in answers.values()),
        answers={question: said.value for question, said in answers.items()},
        answered_at=max((said.at for said in answers.values()), default=None),
    )
