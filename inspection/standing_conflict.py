"""Conflicts: rows that are right by themselves and can't stand beside the register.

What counts is the register as it would be afterwards: whoever is delivered with another number no
longer holds the old one, so two people may exchange theirs in one delivery."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspection.in_force import InForce, TermKey, overlap
from inspection.refusal import shown

Accepted = Mapping[str, Sequence[tuple[int, Any]]]
"""Sheet -> its accepted rows: number and entry."""
_PERSON = {"officials": "official", "inspectors": "inspector"}
_TERMS = {
    "postings": ("official", "team", "an official is posted to one team at a time"),
    "designations": ("household", "official", "a household has one designated official at a time"),
}
"""Sheet -> owner, the other, and the rule for both."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Objection:
    column: str
    reason: str
    remedy: str


def conflicts(accepted: Accepted, register: InForce) -> Mapping[tuple[str, int], Objection]:
    """(sheet, row) -> why the register speaks against it."""
    return dict([*_numbers(accepted, register), *_overlaps(accepted, register)])


def _numbers(accepted: Accepted, register: InForce) -> Iterator[tuple[tuple[str, int], Objection]]:
    delivered = {
        (sheet, getattr(entry, key))
        for sheet, key in _PERSON.items()
        for _, entry in accepted.get(sheet, ())
    }
    for sheet, key in _PERSON.items():
        for row, entry in accepted.get(sheet, ()):
            holder = register.holder(entry.phone)
            if holder is None or holder == (sheet, getattr(entry, key)) or holder in delivered:
                continue
            kind = _PERSON[holder[0]]
            yield (
                (sheet, row),
                Objection(
                    column="phone",
                    reason=f"{kind} {shown(kind, holder[1])} of the register has this number",
                    remedy="give each person a number of their own; if it has passed from one to"
                    " the other, deliver both rows together",
                ),
            )


def _overlaps(accepted: Accepted, register: InForce) -> Iterator[tuple[tuple[str, int], Objection]]:
    for sheet, (owner, other, rule) in _TERMS.items():
        rows = accepted.get(sheet, ())
        keys: set[TermKey] = {
            (getattr(entry, owner), getattr(entry, other), entry.from_day) for _, entry in rows
        }
        for row, entry in rows:
            for term in register.terms.get(sheet, {}).get(getattr(entry, owner), ()):
                if term.key in keys or not overlap(
                    (entry.from_day, entry.to_day), (term.from_day, term.to_day)
                ):
                    continue
                since = term.from_day.isoformat()
                yield (
                    (sheet, row),
                    Objection(
                        column="from",
                        reason=f"it overlaps with a row of the register that began on {since}"
                        f" ({other} {shown(other, term.key[1])}): {rule}",
                        remedy="deliver that row too, with a last day before this one begins",
                    ),
                )
                break
