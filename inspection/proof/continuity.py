"""Whether each unit's cycle goes on from one slot to the next: nobody's chance was lowered by
calling a unit covered that was not, or by giving a slot less weight."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from inspection.chain import code_is_of
from inspection.frame import FrameRow
from inspection.proof.places import Cycle, Places
from inspection.proof.verdict import Notes
from inspection.rate import PPB

_SHOWN = 20
Rows = list[FrameRow | None]
"""One for each kind of numbers."""


@dataclass(kw_only=True)
class Continuity:
    """Is given drawn slots in their order. Rows that cannot be read are left out: the bundle's own
    check tells of them."""

    _before: Places | None = None
    _cycle: Cycle | None = None
    _adjacent: bool = False
    _codes: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    def broken(self) -> None:
        """A slot is not there: what was picked in it is not known."""
        self._before = None
        self._adjacent = False

    def missed(self) -> None:
        """Nothing was picked, and its weight is gone."""
        self._adjacent = False

    def add(self, places: Places, notes: Notes) -> None:
        self._check_codes(places, notes)
        if places.cycle is None or places.cycle != self._cycle:
            self.broken()
        self._cycle = places.cycle
        wrong = []
        if self._before is not None:
            found = _wrong(self._before, places, adjacent=self._adjacent)
            wrong = [f"slot {places.slot}: unit {unit}: {what}" for unit, what in found]
        notes.deviations.extend(wrong[:_SHOWN])
        if len(wrong) > _SHOWN:
            notes.deviations.append(f"slot {places.slot}: {len(wrong) - _SHOWN} more units")
        self._before, self._adjacent = places, True

    def _check_codes(self, places: Places, notes: Notes) -> None:
        """Of one chain, an earlier code follows from every later one."""
        for chain, code in places.codes.items():
            k, before = self._codes.get(chain, (0, b""))
            steps = places.k - k
            if before and steps > 0:
                notes.expect(
                    code_is_of(before, steps, code),
                    f"slot {places.slot}: custodian {places.names[chain]}: its code is of another"
                    f" chain than its code {k}",
                )
            self._codes[chain] = (places.k, code)


def _wrong(before: Places, after: Places, *, adjacent: bool) -> Iterator[tuple[str, str]]:
    """Unit and what is wrong with it. Each pair of numbers, before and after, is looked at once;
    what was picked stands apart, since being picked changes what is due."""
    was, now = before.rows(), after.rows()
    numbers, units = after.numbers, after.units
    earlier = list(map(_by_unit(before, was).get, units))
    right = {
        (old, new)
        for old, new in set(zip(earlier, numbers, strict=True))
        if _what(was, now, old, new, picked=False, adjacent=adjacent) is None
    }
    pairs = zip(units, zip(earlier, numbers, strict=True), strict=True)
    for unit, pair in pairs:
        picked = unit in before.picked
        if pair in right and not picked:
            continue
        what = _what(was, now, *pair, picked=picked, adjacent=adjacent)
        if what is not None:
            yield unit, what


def _by_unit(places: Places, rows: Rows) -> Mapping[str, int]:
    pairs = zip(places.units, places.numbers, strict=True)
    return {u: n for u, n in pairs if rows[n] is not None} if None in rows else dict(pairs)


def _what(
    was: Rows, now: Rows, old: int | None, new: int, *, picked: bool, adjacent: bool
) -> str | None:
    before = None if old is None else was[old]
    row = now[new]
    if before is None or row is None:
        return None
    covered_after = before.covered or picked
    due = row.remaining_ppb < before.remaining_ppb and covered_after
    if row.covered != due:
        is_now, earlier = ("covered", "was not picked") if row.covered else ("open", "was picked")
        return f"is given as {is_now}, and {earlier} earlier in its cycle"
    left = before.remaining_ppb - before.weight_ppb or PPB
    if adjacent and row.remaining_ppb != left:
        return f"has {row.remaining_ppb} of its cycle left; {left} were left over"
    return None
