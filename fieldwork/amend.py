"""The policy is amended: all rows of one decision or none, with who decided it and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fieldwork.book import Book, PolicyChange
from fieldwork.issue import CALLS
from fieldwork.ports import Ledger
from fieldwork.rules import policy_day
from inspection.amendment import objections
from inspection.explanation import Explained, explained, narrower
from inspection.lane.affordable import unaffordable
from inspection.lane.lane import Lane
from inspection.policy import PolicyRow
from inspection.rule import PolicyError


@dataclass(frozen=True, kw_only=True)
class Amended:
    """A row that was put in force; `was`: what held in its region on its first day before; `kept`:
    rows of narrower regions that it does not touch."""

    row: PolicyRow
    was: Explained
    now: Explained
    kept: Sequence[PolicyRow]


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """All rows `before` and `after` it, and those it `changed` in the order of the first days."""

    before: Sequence[PolicyRow]
    after: Sequence[PolicyRow]
    changed: Sequence[Amended]


class _Tried(Exception):
    """Ends a unit of work that shall leave nothing behind."""


def amend(
    ledger: Ledger,
    rows: Sequence[PolicyRow],
    *,
    by: str,
    reason: str,
    now: datetime,
    keep: bool = True,
    lanes: Sequence[Lane] = (),
) -> Amendment:
    """A row that stands already changes nothing. Without `keep` everything is tried and nothing
    changed. `lanes`: those whose prices a budget must be able to pay.

    Raises PolicyError where the rows cannot be in force together or would rewrite the past, one
    line for each objection; then nothing was changed."""
    try:
        with ledger.write() as book:
            amendment = _amend(book, lanes, rows, by=by, reason=reason, now=now)
            if not keep:
                raise _Tried
    except _Tried:
        pass
    return amendment


def _amend(
    book: Book,
    lanes: Sequence[Lane],
    rows: Sequence[PolicyRow],
    *,
    by: str,
    reason: str,
    now: datetime,
) -> Amendment:
    before = list(book.policy.rows())
    fresh = sorted(
        (row for row in rows if row not in before), key=lambda r: (r.valid_from, r.region, r.key)
    )
    for row in fresh:
        book.policy.set(row)
    after = list(book.policy.rows())
    wrong = objections(before, after, today=_decided_since(book, now))
    wrong += unaffordable(fresh, lanes)
    if wrong:
        raise PolicyError("\n".join(wrong))
    for row in fresh:
        change = PolicyChange(at=now, by=by, reason=reason, row=row)
        _note(book, book.policy.note_change(change), change)
    changed = [
        Amended(
            row=row,
            was=_held(before, row),
            now=_held(after, row),
            kept=narrower(after, row),
        )
        for row in fresh
    ]
    return Amendment(before=before, after=after, changed=changed)


def _decided_since(book: Book, now: datetime) -> date | None:
    """Today; None before the first draw."""
    return None if book.slots.latest(CALLS) is None else policy_day(book, now)


def _held(rows: Sequence[PolicyRow], row: PolicyRow) -> Explained:
    found = explained(rows, row.region, row.valid_from)
    return next(one for one in found if one.rule.key == row.key)


def _note(book: Book, number: int, change: PolicyChange) -> None:
    row = change.row
    # A public number is announced everywhere, but the log holds no numbers.
    value = "(a number)" if row.key == "public_number" else row.value
    book.audit.note(
        change.at,
        change.by,
        "policy set",
        f"change {number}: {row.key} {row.region or 'everywhere'} {row.valid_from} to"
        f" {row.valid_to or 'open'}: {value}",
    )
