"""What inspectors were told: a summary an inspection, a digest a day."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import StoredSummary
from storage.ledger.work import Row, UnitOfWork
from storage.tables import digests, inspections, summaries

_S = summaries.c
_MISSING = (
    sa.select(inspections.c.id)
    .where(
        sa.text("inspections.waits IS NOT NULL"),
        inspections.c.waits == "summary",
        inspections.c.assessed_at.is_not(None),
        ~sa.exists().where(_S.inspection_id == inspections.c.id),
    )
    .order_by(inspections.c.id)
)
_TOLD = (
    inspections.update()
    .where(inspections.c.id == given("inspection"), inspections.c.waits == "summary")
    .values(waits=None)
)
_OF_INSPECTION = sa.select(summaries).where(_S.inspection_id == given("inspection")).order_by(_S.id)
_LATEST_DIGEST = sa.select(sa.func.max(digests.c.day))
_LATEST_DIGEST_AT = sa.select(sa.func.max(digests.c.made_at)).where(digests.c.day < given("before"))


class Summaries:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def missing(self) -> Sequence[int]:
        return [row.id for row in self._work.all(_MISSING)]

    def add(self, summary: StoredSummary) -> None:
        """A second one of the same inspection for the same inspector changes nothing."""
        self._work.add_once(
            summaries,
            inspection_id=summary.inspection,
            inspector=summary.inspector,
            text=self._work.sealed(_S.text, summary.text),
            made_at=summary.made_at,
        )
        self._work.change(_TOLD, inspection=summary.inspection)

    def of_inspection(self, inspection: int) -> Sequence[StoredSummary]:
        return [self._summary(row) for row in self._work.all(_OF_INSPECTION, inspection=inspection)]

    def add_digest(self, inspector: str, day: date, text: str, at: datetime) -> bool:
        return self._work.add_once(
            digests,
            inspector=inspector,
            day=day,
            text=self._work.sealed(digests.c.text, text),
            made_at=at,
        )

    def latest_digest(self) -> date | None:
        latest: date | None = self._work.value(_LATEST_DIGEST)
        return latest

    def latest_digest_at(self, before: date) -> datetime | None:
        made_at: datetime | None = self._work.value(_LATEST_DIGEST_AT, before=before)
        return made_at

    def _summary(self, row: Row) -> StoredSummary:
        return StoredSummary(
            inspection=row.inspection_id,
            inspector=row.inspector,
            text=self._work.opened(_S.text, row.text),
            made_at=row.made_at,
        )
