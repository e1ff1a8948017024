"""Inspections and their findings."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Inspection, Opened, Overtaken
from inspection.finding import Finding, FindingKind
from storage.ledger.slots import pick_of
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import contacts, inspections, picks
from storage.tables import findings as finding_rows

_TELEPHONE = "telephone"
_I = inspections.c
_F = finding_rows.c
_COLUMNS = [column for column in picks.c if column.name != "id"]
_ALL = sa.select(inspections, *_COLUMNS).join_from(inspections, picks, _I.pick_id == picks.c.id)
_GET = _ALL.where(_I.id == given("inspection"))
_HOLD = sa.select(_I.id).where(_I.id == given("inspection"))
_BETWEEN = _ALL.where(
    picks.c.picked_for >= given("start"), picks.c.picked_for < given("end")
).order_by(picks.c.picked_for, _I.id)
_ASSESSED_BETWEEN = _ALL.where(
    _I.assessed_at >= given("start"), _I.assessed_at < given("end")
).order_by(_I.assessed_at, _I.id)
_OF_IT = contacts.c.inspection_id == _I.id
_WAITS = sa.text("inspections.waits IS NOT NULL")
"""As the index has it: a value that is given would hide it from the database."""
_READY = (
    sa.select(_I.id)
    .where(
        _WAITS,
        _I.waits == "assess",
        _I.assessed_at.is_(None),
        sa.exists().where(_OF_IT),
        ~sa.exists().where(_OF_IT, contacts.c.disposition.is_(None)),
    )
    .order_by(_I.id)
)
_ASSESSED = (
    inspections.update()
    .where(_I.id == given("inspection"), _I.assessed_at.is_(None))
    .values(assessed_at=given("at"), waits="summary")
)
_NUMBERS = sa.select(_I.pick_id, _I.id).where(
    _I.pick_id >= given("first"), _I.pick_id <= given("last")
)
_FINDINGS = sa.select(finding_rows).where(_F.inspection_id == given("inspection")).order_by(_F.id)


class Inspections:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def open(
        self,
        pick: int,
        asked_days: Sequence[date],
        policy_version: str,
        at: datetime,
        *,
        telephone: bool = True,
    ) -> int:
        opened = Opened(pick=pick, asked_days=tuple(asked_days), policy_version=policy_version)
        return self.open_all([opened], at, telephone=telephone)[0]

    def open_all(self, opened: Sequence[Opened], at: datetime, *, telephone: bool) -> Sequence[int]:
        self._work.add_all(
            inspections,
            [
                {
                    "pick_id": one.pick,
                    "asked_days": [day.isoformat() for day in one.asked_days],
                    "policy_version": one.policy_version,
                    "opened_at": at,
                    "lacking": None if telephone else _TELEPHONE,
                }
                for one in opened
            ],
        )
        picked = [one.pick for one in opened]
        first, last = min(picked, default=0), max(picked, default=0)
        numbers = self._work.pairs(_NUMBERS, first=first, last=last)
        return [numbers[pick] for pick in picked]

    def get(self, inspection: int) -> Inspection:
        """Held to the end of a unit of work that writes. Raises LookupError."""
        if self._work.writing and self._work.on_postgresql:
            self._work.one(self._work.mine(_HOLD), inspection=inspection)
        row = self._work.one(_GET, inspection=inspection)
        return self._inspection(found(row, f"inspection {inspection}"))

    def ready(self) -> Sequence[int]:
        return [row.id for row in self._work.all(_READY)]

    def assessed(self, inspection: int, findings: Sequence[Finding], at: datetime) -> None:
        """Raises Overtaken if it has been assessed already."""
        if self._work.change(_ASSESSED, inspection=inspection, at=at) != 1:
            raise Overtaken(f"inspection {inspection} is assessed already, or there is none")
        self._work.add_all(
            finding_rows,
            [
                {
                    "inspection_id": inspection,
                    "kind": finding.kind.value,
                    "severity": finding.severity,
                    "why": self._work.sealed_json(_F.why, dict(finding.why)),
                    "evidence": self._work.sealed_json(
                        _F.evidence, [dict(piece) for piece in finding.evidence]
                    ),
                    "found_at": finding.found_at,
                }
                for finding in findings
            ],
        )

    def findings(self, inspection: int) -> Sequence[Finding]:
        return [self._finding(row) for row in self._work.all(_FINDINGS, inspection=inspection)]

    def between(self, start: datetime, end: datetime) -> Sequence[Inspection]:
        return [self._inspection(row) for row in self._work.all(_BETWEEN, start=start, end=end)]

    def assessed_between(self, start: datetime, end: datetime) -> Sequence[Inspection]:
        rows = self._work.all(_ASSESSED_BETWEEN, start=start, end=end)
        return [self._inspection(row) for row in rows]

    def _inspection(self, row: Row) -> Inspection:
        return Inspection(
            id=row.id,
            pick=pick_of(self._work, row, row.pick_id),
            asked_days=tuple(date.fromisoformat(day) for day in row.asked_days),
            policy_version=row.policy_version,
            opened_at=row.opened_at,
            assessed_at=row.assessed_at,
            telephone=row.lacking != _TELEPHONE,
        )

    def _finding(self, row: Row) -> Finding:
        return Finding(
            kind=FindingKind(row.kind),
            severity=row.severity,
            why=self._work.opened_json(_F.why, row.why),
            evidence=tuple(self._work.opened_json(_F.evidence, row.evidence)),
            found_at=row.found_at,
        )
