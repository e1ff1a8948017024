"""The hash-chained log. An entry's hash follows from the hash before it and the entry itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from inspection.log_chain import START, LogHead, LogProof, entry_digest, log_entry, next_head
from storage.failure import StoreRefused
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import audit_entries

_E = audit_entries.c
_LAST = sa.select(_E.n, _E.hash).order_by(_E.n.desc()).limit(1)
_ALL = sa.select(audit_entries).order_by(_E.n)
_AT = sa.select(_E.at).where(_E.n == sa.bindparam("n"))
_HASH = sa.select(_E.hash).where(_E.n == sa.bindparam("n"))
_FROM_TO = (
    sa.select(audit_entries)
    .where(_E.n >= sa.bindparam("first"), _E.n <= sa.bindparam("last"))
    .order_by(_E.n)
)
_READ_AT_ONCE = 1000
_APPEND_LOCK = 0x6D696E6763686101
"""Any number that no other advisory lock has."""


@dataclass(frozen=True, kw_only=True)
class _Note:
    at: datetime
    actor: str
    act: str
    about: str


class Audit:
    """Notes are gathered and appended at the end of the unit of work: on PostgreSQL appending
    holds the log, and whoever holds it should have nothing else left to wait for."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._notes: list[_Note] = []

    def note(self, at: datetime, actor: str, act: str, about: str) -> None:
        if not self._work.writing:
            raise StoreRefused("nothing is noted by a unit of work that only looks; use write()")
        if at.tzinfo is None:
            raise ValueError("a stored moment needs a time zone; expected an aware datetime")
        self._notes.append(_Note(at=at, actor=actor, act=act, about=about))

    def head(self) -> bytes:
        return self.newest().head

    def newest(self) -> LogHead:
        self.append_notes()
        if self._work.writing:
            self._hold()
        last = self._work.one(_LAST)
        if last is None:
            return LogHead(index=0, head=START)
        return LogHead(index=last.n, head=bytes(last.hash))

    def at(self, index: int) -> datetime:
        self.append_notes()
        moment: datetime = found(self._work.one(_AT, n=index), f"entry {index} of the log").at
        return moment

    def proof(self, index: int, upto: int | None = None) -> LogProof:
        newest = self.newest().index
        last = newest if upto is None else upto
        if not 1 <= index <= last <= newest:
            raise LookupError(
                f"the log has entries 1 to {newest}; asked for entry {index} up to entry {last}"
            )
        row, *later = self._work.all(_FROM_TO, first=index, last=last)
        before = START if index == 1 else bytes(self._hash(index - 1))
        return LogProof(
            index=index,
            entry=_entry(row.n, row),
            before=before,
            later=tuple(entry_digest(_entry(one.n, one)) for one in later),
            head=bytes(self._hash(last)),
        )

    def append_notes(self) -> None:
        if not self._notes:
            return
        self._hold()
        last = self._work.one(_LAST)
        n, head = (0, START) if last is None else (last.n, bytes(last.hash))
        rows: list[dict[str, Any]] = []
        for n, note in enumerate(self._notes, start=n + 1):  # noqa: B020
            head = next_head(head, entry_digest(_entry(n, note)))
            rows.append({"n": n, "hash": head, **vars(note)})
        self._work.add_all(audit_entries, rows)
        self._notes.clear()

    def broken_at(self) -> int | None:
        self.append_notes()
        head, expected = START, 1
        in_parts = _ALL.execution_options(yield_per=_READ_AT_ONCE)
        with self._work.connection.execute(in_parts) as rows:
            for row in rows:
                head = next_head(head, entry_digest(_entry(expected, row)))
                if row.n != expected or bytes(row.hash) != head:
                    return expected
                expected += 1
        return None

    def _hash(self, n: int) -> bytes:
        return bytes(found(self._work.one(_HASH, n=n), f"entry {n} of the log").hash)

    def _hold(self) -> None:
        """From here on nobody else appends until the end of the unit of work."""
        if self._work.on_postgresql:
            self._work.one(sa.select(sa.func.pg_advisory_xact_lock(_APPEND_LOCK)))


def _entry(n: int, of: _Note | Row) -> dict[str, str | int]:
    return log_entry(n=n, at=of.at, actor=of.actor, act=of.act, about=of.about)
