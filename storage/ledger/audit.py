"""The hash-chained log. An entry's hash is SHA-256 over the hash before it and the entry itself."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from inspection.digest import canonical, sha
from storage.failure import StoreRefused
from storage.ledger.work import UnitOfWork
from storage.tables import audit_entries

START = bytes(32)
_E = audit_entries.c
_LAST = sa.select(_E.n, _E.hash).order_by(_E.n.desc()).limit(1)
_ALL = sa.select(audit_entries).order_by(_E.n)
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
        self.append_notes()
        last = self._work.one(_LAST)
        return START if last is None else bytes(last.hash)

    def append_notes(self) -> None:
        if not self._notes:
            return
        if self._work.on_postgresql:
            self._work.one(sa.select(sa.func.pg_advisory_xact_lock(_APPEND_LOCK)))
        last = self._work.one(_LAST)
        n, head = (0, START) if last is None else (last.n, bytes(last.hash))
        rows: list[dict[str, Any]] = []
        for n, note in enumerate(self._notes, start=n + 1):  # noqa: B020
            head = entry_hash(head, n, note.at, note.actor, note.act, note.about)
            rows.append({"n": n, "hash": head, **vars(note)})
        self._work.add_all(audit_entries, rows)
        self._notes.clear()

    def broken_at(self) -> int | None:
        self.append_notes()
        head, expected = START, 1
        in_parts = _ALL.execution_options(yield_per=_READ_AT_ONCE)
        with self._work.connection.execute(in_parts) as rows:
            for row in rows:
                head = entry_hash(head, expected, row.at, row.actor, row.act, row.about)
                if row.n != expected or bytes(row.hash) != head:
                    return expected
                expected += 1
        return None


def entry_hash(before: bytes, n: int, at: datetime, actor: str, act: str, about: str) -> bytes:
    """`at` is hashed as UTC to the microsecond, such as 2026-03-02T01:00:00.000000+00:00."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return sha(
        before + canonical({"n": n, "at": moment, "actor": actor, "act": act, "about": about})
    )
