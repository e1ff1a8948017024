"""An import of people's numbers: one that somebody keeps keeps its address."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import PersonKind
from storage.ledger.work import Row, UnitOfWork
from storage.tables import addresses

_A = addresses.c
_IN_FORCE = sa.select(_A.id, _A.person, _A.rank, _A.line, _A.synthetic).where(
    _A.kind == given("kind"), _A.valid_to.is_(None)
)
_CLOSE = addresses.update().where(_A.id == given("number_of_row")).values(valid_to=given("at"))
_MOVE = addresses.update().where(_A.id == given("number_of_row")).values(rank=given("new_rank"))


@dataclass(frozen=True, kw_only=True)
class Owner:
    kind: PersonKind
    person: str
    numbers: tuple[str, ...] = field(repr=False)
    """E.164, in order of trial."""
    synthetic: bool


@dataclass(kw_only=True)
class _Changes:
    new: list[dict[str, Any]] = field(default_factory=list)
    closed: list[dict[str, Any]] = field(default_factory=list)
    moved: list[dict[str, Any]] = field(default_factory=list)


class Numbers:
    def __init__(self, work: UnitOfWork, at: datetime) -> None:
        self._work = work
        self._at = at

    def store(self, owners: Sequence[Owner]) -> None:
        """`owners` are of one kind, and new or changed in anything."""
        if not owners:
            return
        held: dict[str, dict[tuple[bytes, bool], Row]] = {}
        for row in self._work.all(_IN_FORCE, kind=owners[0].kind):
            held.setdefault(row.person, {})[bytes(row.line), row.synthetic] = row
        changes = _Changes()
        for owner in owners:
            self._compare(owner, held.get(owner.person, {}), changes)
        for statement, rows in ((_CLOSE, changes.closed), (_MOVE, changes.moved)):
            if rows:
                self._work.connection.execute(statement, rows)
        self._work.add_all(addresses, changes.new)

    def _compare(
        self, owner: Owner, held: dict[tuple[bytes, bool], Row], changes: _Changes
    ) -> None:
        """A number that turns from invented to real, or back, is another address: whatever was
        decided about the one must not hold for the other."""
        kept = set()
        for rank, number in enumerate(dict.fromkeys(owner.numbers), start=1):
            line = self._work.seal.lookup("number", number)
            row = held.get((line, owner.synthetic))
            if row is None:
                changes.new.append(self._address(owner, rank, number, line))
                continue
            kept.add(row.id)
            if row.rank != rank:
                changes.moved.append({"number_of_row": row.id, "new_rank": rank})
        changes.closed.extend(
            {"number_of_row": row.id, "at": self._at} for row in held.values() if row.id not in kept
        )

    def _address(self, owner: Owner, rank: int, number: str, line: bytes) -> dict[str, Any]:
        return {
            "kind": owner.kind,
            "person": owner.person,
            "rank": rank,
            "number": self._work.sealed(_A.number, number),
            "line": line,
            "synthetic": owner.synthetic,
            "valid_from": self._at,
        }
