"""Whether a frame is the one that was committed, and whether every chance in it is the due one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import add, lt

from inspection.frame import FrameRow, FrameUnreadable
from inspection.proof.bundle import Bundle
from inspection.proof.sifted import Sifted, read_numbers
from inspection.proof.slot_check import DrawRules
from inspection.proof.verdict import Notes
from inspection.rate import pi_ppb

_SHOWN = 20
_NOT_DRAWN, _WRONG = -1, -2


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


def check_frame(bundle: Bundle, rules: DrawRules | None, notes: Notes) -> FrameSeen:
    lines, opened = bundle.rows, bundle.opened
    notes.expect(
        len(lines) == opened.size, f"frame: {len(lines)} rows; the size given is {opened.size}"
    )
    notes.expect(bundle.root_of_rows == opened.root, "frame: the rows do not give its root")
    chances = _chances(bundle.sifted, rules)
    wrong = list(_wrong(lines, bundle.sifted.units, chances, rules))
    notes.deviations.extend(wrong[:_SHOWN])
    if len(wrong) > _SHOWN:
        notes.deviations.append(f"frame: {len(wrong) - _SHOWN} more rows are wrong")
    pairs = zip(bundle.sifted.units, chances, strict=True)
    return FrameSeen(lines=lines, chances=[pair for pair in pairs if pair[1] >= 0])


def check_row(line: str, rules: DrawRules | None, notes: Notes) -> FrameRow | None:
    """A single row, as a unit's proof shows it; None if it cannot be read."""
    sifted = Sifted.of([line])
    notes.deviations.extend(_wrong([line], sifted.units, _chances(sifted, rules), rules))
    try:
        return FrameRow.parse(line)
    except FrameUnreadable:
        return None


def _chances(sifted: Sifted, rules: DrawRules | None) -> Sequence[int]:
    """Each row's chance where nothing is wrong with its numbers, _NOT_DRAWN where the unit may not
    be drawn, _WRONG where something is wrong. What a row's numbers have to be depends on its unit
    and county by the rate alone that is due, so each kind is looked at once a rate."""
    rates = [rules.rates.of(county) if rules else 0 for county in sifted.counties]
    own = _own_rates(sifted, rules)
    due = sorted({*rates, *own.values()})
    base = {rate: n * len(sifted.kinds) for n, rate in enumerate(due)}
    offsets = [base[rate] for rate in rates]
    keys = list(map(add, map(offsets.__getitem__, sifted.strata), sifted.numbers))
    for at, rate in own.items():
        keys[at] = base[rate] + sifted.numbers[at]
    by_offset = {offset: rate for rate, offset in base.items()}
    found = {}
    for key in set(keys):
        number = key % len(sifted.kinds)
        found[key] = _chance(sifted.kinds[number], rules, by_offset[key - number])
    return list(map(found.__getitem__, keys))


def _own_rates(sifted: Sifted, rules: DrawRules | None) -> Mapping[int, int]:
    """The rates due to units with a risk share, by the number of the row."""
    if rules is None or not rules.rates.shares:
        return {}
    return {
        at: rules.rates.of_team(unit, sifted.counties[sifted.strata[at]])
        for at, unit in enumerate(sifted.units)
        if unit in rules.rates.shares
    }


def _chance(middle: str, rules: DrawRules | None, due: int) -> int:
    row = read_numbers(middle)
    if row is None or _wrong_numbers(row, rules, due) is not None:
        return _WRONG
    return row.pi_ppb if row.eligible else _NOT_DRAWN


def _wrong_numbers(row: FrameRow, rules: DrawRules | None, due: int) -> str | None:
    """What is wrong with a row's numbers, if anything; `due` is the rate that the policy gives."""
    if rules is None:
        return None
    if row.rate_milli != due:
        return (
            f"rate_milli is {row.rate_milli}; its region's rate and its risk share in the policy"
            f" give {due}"
        )
    try:
        chance = pi_ppb(
            rate_milli=row.rate_milli,
            weight_ppb=row.weight_ppb,
            remaining_ppb=row.remaining_ppb,
            floor_ppb=rules.floor_ppb,
            covered=row.covered,
        )
    except ValueError as error:
        return str(error)
    if row.eligible and row.pi_ppb != chance:
        return f"pi_ppb is {row.pi_ppb}; its own numbers and the policy give {chance}"
    return None


def _wrong(
    lines: Sequence[str], units: Sequence[str], chances: Sequence[int], rules: DrawRules | None
) -> Iterator[str]:
    in_order = all(map(lt, units, islice(units, 1, None))) and (not units or units[0] > "")
    if in_order and _WRONG not in chances:
        return
    before = ""
    for at, (unit, chance) in enumerate(zip(units, chances, strict=True)):
        if chance == _WRONG:
            yield f"frame row {at}: {_what(lines[at], rules)}"
        if unit <= before:
            yield f"frame row {at}: unit {unit!r} does not come after {before!r}"
        before = unit


def _what(line: str, rules: DrawRules | None) -> str:
    try:
        row = FrameRow.parse(line)
    except FrameUnreadable as error:
        return str(error)
    due = rules.rates.of_team(row.unit, row.stratum) if rules else 0
    return f"unit {row.unit}: {_wrong_numbers(row, rules, due)}"
