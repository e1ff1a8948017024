"""Who was told which rules, and what each version of them says."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import How, Told
from storage.ledger.work import UnitOfWork
from storage.tables import announcements, policy_documents

_N = announcements.c
_RANKED = (
    sa.select(
        _N.official,
        _N.version,
        _N.from_day,
        _N.how,
        sa.func.max(sa.case((_N.how == "failed", 0), else_=1))
        .over(partition_by=_N.official)
        .label("ever"),
        sa.func.row_number()
        .over(partition_by=_N.official, order_by=(_N.from_day.desc(), _N.id.desc()))
        .label("place"),
    )
    .where(_N.from_day <= given("day"))
    .subquery()
)
_LATEST = sa.select(_RANKED).where(_RANKED.c.place == 1)
_LATEST_OF = _LATEST.where(_RANKED.c.official.in_(given("people", expanding=True)))
_LATER = announcements.alias()
_SAME = sa.select(_N.id).where(
    _N.official == given("person"),
    _N.version == given("told_version"),
    _N.how == given("told_how"),
    _N.from_day == given("day"),
    # Rules that came, went and came again on one day are told again.
    ~sa.exists().where(
        _LATER.c.official == _N.official,
        _LATER.c.from_day == _N.from_day,
        _LATER.c.version != _N.version,
        _LATER.c.id > _N.id,
    ),
)
_COUNT = sa.select(sa.func.count()).where(_N.official == given("person"))
_DOCUMENT = sa.select(policy_documents.c.document).where(
    policy_documents.c.version == given("told_version")
)


class Announcements:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._documents: dict[str, Mapping[str, str | int] | None] = {}

    def add(self, official: str, version: str, *, how: How, from_day: date, at: datetime) -> bool:
        same = {"person": official, "told_version": version, "told_how": how, "day": from_day}
        if self._work.one(_SAME, **same) is not None:
            return False
        self._work.add(
            announcements,
            official=official,
            version=version,
            told_at=at,
            from_day=from_day,
            how=how,
        )
        return True

    def latest(self, day: date, officials: Collection[str] | None = None) -> Mapping[str, Told]:
        if officials is None:
            rows = self._work.all(_LATEST, day=day)
        else:
            rows = self._work.all(_LATEST_OF, day=day, people=list(officials))
        return {
            row.official: Told(
                version=row.version, from_day=row.from_day, how=row.how, ever=bool(row.ever)
            )
            for row in rows
        }

    def count(self, official: str) -> int:
        return int(self._work.value(_COUNT, person=official))

    def keep(self, version: str, document: Mapping[str, str | int]) -> None:
        self._documents.pop(version, None)
        self._work.add_once(policy_documents, version=version, document=dict(document))

    def document(self, version: str) -> Mapping[str, str | int] | None:
        """Read once a unit of work."""
        if version not in self._documents:
            self._documents[version] = self._work.value(_DOCUMENT, told_version=version)
        return self._documents[version]
