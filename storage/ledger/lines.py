"""Numbers of people, in order of trial."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Holder, NumberCounts, PersonKind
from inspection.contact import Address
from inspection.disposition import Disposition
from storage.ledger.work import UnitOfWork, found
from storage.tables import addresses

_A = addresses.c
_OF_PERSON = (
    sa.select(_A.id, _A.rank, _A.spoiled, _A.synthetic)
    .where(_A.kind == given("kind"), _A.person == given("person"), _A.valid_to.is_(None))
    .order_by(_A.rank, _A.id)
)
_NUMBER = sa.select(_A.number).where(_A.id == given("address"))
_HOLDERS = (
    sa.select(_A.id, _A.kind, _A.person, _A.valid_to)
    .where(_A.line == given("line"))
    .order_by(_A.id)
)
_NUMBERS = sa.select(
    sa.func.count().label("known"),
    sa.func.count(_A.spoiled).label("spoiled"),
    sa.func.count(sa.case((_A.synthetic, 1))).label("synthetic"),
).where(_A.valid_to.is_(None))
_KNOWN = sa.select(_A.id).where(_A.id == given("address"))
_SAME = (
    sa.select(_A.id)
    .where(_A.line == sa.select(_A.line).where(_A.id == given("address")).scalar_subquery())
    .order_by(_A.id)
)
_MINE, _OTHER = addresses.alias("mine"), addresses.alias("other")
_NEIGHBOURS = sa.select(_MINE.c.person, _OTHER.c.person, _OTHER.c.kind).where(
    _MINE.c.kind == "household",
    _MINE.c.person.in_(given("names", expanding=True)),
    _MINE.c.valid_to.is_(None),
    _OTHER.c.line == _MINE.c.line,
)
"""The kind is looked at afterwards: asked for it, SQLite reads the numbers of all households."""
_SPOIL = (
    addresses.update()
    .where(_A.id == given("address"))
    .values(spoiled=given("disposition"), spoiled_at=given("at"))
)


class Lines:
    _work: UnitOfWork

    def voice_addresses(self, kind: PersonKind, person: str) -> Sequence[Address]:
        return [
            Address(
                channel="voice",
                id=row.id,
                rank=row.rank,
                usable=row.spoiled is None,
                synthetic=row.synthetic,
            )
            for row in self._work.all(_OF_PERSON, kind=kind, person=person)
        ]

    def number(self, address: int) -> str:
        """Raises LookupError."""
        row = found(self._work.one(_NUMBER, address=address), f"address {address}")
        return self._work.opened(_A.number, row.number)

    def number_counts(self) -> NumberCounts:
        row = found(self._work.one(_NUMBERS), "count")
        return NumberCounts(all=row.known, spoiled=row.spoiled, synthetic=row.synthetic)

    def holders(self, number: str) -> Sequence[Holder]:
        line = self._work.seal.lookup("number", number)
        return [
            Holder(kind=row.kind, person=row.person, address=row.id, now=row.valid_to is None)
            for row in self._work.all(_HOLDERS, line=line)
        ]

    def same_number(self, address: int) -> Sequence[int]:
        """Those that a person no longer has are among them: a call to one may still be live."""
        return [row.id for row in self._work.all(_SAME, address=address)]

    def neighbours(self, households: Collection[str]) -> Mapping[str, Sequence[str]]:
        """In order of id. A number that another household gave up counts for that one still: who
        refused on it may be who picks up."""
        found: dict[str, set[str]] = {}
        for mine, other, kind in self._work.in_parts(_NEIGHBOURS, households):
            if kind == "household":
                found.setdefault(mine, {mine}).add(other)
        return {household: sorted(others) for household, others in found.items()}

    def spoil(self, address: int, disposition: Disposition, at: datetime) -> None:
        """Of this person alone: who shares the number may well be reached on it.

        Raises LookupError."""
        if self._work.change(_SPOIL, address=address, disposition=disposition, at=at) != 1:
            raise LookupError(f"the store has no address {address}")
