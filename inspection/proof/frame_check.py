"""Whether a frame is the one that was committed, and whether every chance in it is the due one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inspection import merkle
from inspection.frame import FrameRow, FrameUnreadable
from inspection.proof.bundle import OpenedSlot
from inspection.proof.slot_check import DrawRules
from inspection.proof.verdict import Notes
from inspection.rate import pi_ppb

_LEAST_SHARE_OF_RATE = 7  # tenths: a risk share never lowers a unit's rate further
_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class FrameSeen:
    """A frame's lines, and (unit, pi_ppb) of those that may be drawn."""

    lines: Sequence[str]
    chances: Sequence[tuple[str, int]]

    def candidates(self, units: Iterable[str]) -> Mapping[str, str]:
        """The digest of the candidates of each of these units that is in the frame."""
        wanted = {f"{unit}|" for unit in units}
        fields = (line.split("|") for line in self.lines if line[: line.find("|") + 1] in wanted)
        return {found[0]: found[-2] for found in fields if len(found) > 1}


def check_frame(
    opened: OpenedSlot, lines: Sequence[str], rules: DrawRules | None, notes: Notes
) -> FrameSeen:
    notes.expect(
        len(lines) == opened.size, f"frame: {len(lines)} rows; the size given is {opened.size}"
    )
    notes.expect(
        merkle.root([line.encode() for line in lines]) == opened.root,
        "frame: the rows do not give its root",
    )
    chances: list[tuple[str, int]] = []
    wrong = list(_wrong(lines, _Numbers(rules=rules), chances))
    notes.deviations.extend(wrong[:_SHOWN])
    if len(wrong) > _SHOWN:
        notes.deviations.append(f"frame: {len(wrong) - _SHOWN} more rows are wrong")
    return FrameSeen(lines=lines, chances=chances)


def check_row(line: str, rules: DrawRules | None, notes: Notes) -> FrameRow | None:
    """A single row, as a unit's proof shows it; None if it cannot be read."""
    notes.deviations.extend(_wrong([line], _Numbers(rules=rules), []))
    try:
        return FrameRow.parse(line)
    except FrameUnreadable:
        return None


@dataclass(kw_only=True)
class _Numbers:
    """What stands between a row's stratum and its candidates. Many units share the same numbers,
    and looking at each combination once is ten times as fast over a nation's units."""

    rules: DrawRules | None
    _known: dict[tuple[int, str], int | None] = field(default_factory=dict)

    def chance(self, stratum: str, middle: str) -> int | None:
        """The chance where nothing is wrong with the numbers, -1 where the unit may not be drawn;
        None where something is wrong."""
        key = (self.rules.rates.of(stratum) if self.rules else 0, middle)
        if key in self._known:
            return self._known[key]
        try:
            row = FrameRow.parse(f"unit|{stratum}|{middle}|candidates|salt")
        except FrameUnreadable:
            row = None
        found = None
        if row is not None and self.wrong(row) is None:
            found = row.pi_ppb if row.eligible else -1
        self._known[key] = found
        return found

    def wrong(self, row: FrameRow) -> str | None:
        """What is wrong with a row's numbers, if anything."""
        if self.rules is None:
            return None
        base = self.rules.rates.of(row.stratum)
        if row.rate_milli * 10 < base * _LEAST_SHARE_OF_RATE:
            return f"rate_milli {row.rate_milli} is below 0.7 of its region's in the policy, {base}"
        try:
            due = pi_ppb(
                rate_milli=row.rate_milli,
                weight_ppb=row.weight_ppb,
                remaining_ppb=row.remaining_ppb,
                floor_ppb=self.rules.floor_ppb,
                covered=row.covered,
            )
        except ValueError as error:
            return str(error)
        if row.eligible and row.pi_ppb != due:
            return f"pi_ppb is {row.pi_ppb}; its own numbers and the policy give {due}"
        return None


def _wrong(
    lines: Sequence[str], numbers: _Numbers, chances: list[tuple[str, int]]
) -> Iterator[str]:
    before = ""
    for number, line in enumerate(lines):
        parts = line.split("|", 2)
        ends = parts[-1].rsplit("|", 2)
        chance = numbers.chance(parts[1], ends[0]) if len(parts) == len(ends) == 3 else None
        unit = parts[0]
        if chance is None:
            yield f"frame row {number}: {_what(line, numbers)}"
        elif chance >= 0:
            chances.append((unit, chance))
        if unit <= before:
            yield f"frame row {number}: unit {unit!r} does not come after {before!r}"
        before = unit


def _what(line: str, numbers: _Numbers) -> str:
    try:
        row = FrameRow.parse(line)
    except FrameUnreadable as error:
        return str(error)
    return f"unit {row.unit}: {numbers.wrong(row)}"
