"""Whether each unit's cycle goes on from one slot to the next: nobody's chance was lowered by
calling a unit covered that was not, or by giving a slot less weight."""

from dataclasses import dataclass, field

from inspection.chain import code_is_of
from inspection.frame import FrameRow, FrameUnreadable
from inspection.proof.bundle import Bundle
from inspection.proof.slot_check import DrawRules
from inspection.proof.verdict import Notes
from inspection.rate import PPB
from inspection.rule import PolicyError

_SHOWN = 20


@dataclass(frozen=True)
class _Place:
    """Where a unit stood in its cycle."""

    weight_ppb: int
    remaining_ppb: int
    covered_after: bool


@dataclass(kw_only=True)
class Continuity:
    """Is given bundles in the order of their slots. Rows that cannot be read are left out: the
    bundle's own check tells of them."""

    _before: dict[str, _Place] = field(default_factory=dict)
    _cycle: tuple[int, str, int] | None = None
    _adjacent: bool = False
    _codes: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    def broken(self) -> None:
        """A slot is not there: what was picked in it is not known."""
        self._before = {}
        self._adjacent = False

    def missed(self) -> None:
        """Nothing was picked, and its weight is gone."""
        self._adjacent = False

    def add(self, bundle: Bundle, notes: Notes) -> None:
        self._check_codes(bundle, notes)
        cycle = _cycle_of(bundle)
        if cycle is None or cycle != self._cycle:
            self.broken()
        self._cycle = cycle
        picked = {pick.unit for pick in bundle.picks}
        places: dict[str, _Place] = {}
        wrong: list[str] = []
        for row in _rows(bundle):
            what = self._wrong(row)
            if what is not None:
                wrong.append(f"slot {bundle.slot}: unit {row.unit}: {what}")
            covered = row.covered or row.unit in picked
            places[row.unit] = _Place(row.weight_ppb, row.remaining_ppb, covered)
        notes.deviations.extend(wrong[:_SHOWN])
        if len(wrong) > _SHOWN:
            notes.deviations.append(f"slot {bundle.slot}: {len(wrong) - _SHOWN} more units")
        self._before, self._adjacent = places, True

    def _wrong(self, row: FrameRow) -> str | None:
        before = self._before.get(row.unit)
        if before is None:
            return None
        same_cycle = row.remaining_ppb < before.remaining_ppb
        due = same_cycle and before.covered_after
        if row.covered != due:
            is_now, was = ("covered", "was not picked") if row.covered else ("open", "was picked")
            return f"is given as {is_now}, and {was} earlier in its cycle"
        if not self._adjacent:
            return None
        left = before.remaining_ppb - before.weight_ppb or PPB
        if row.remaining_ppb != left:
            return f"has {row.remaining_ppb} of its cycle left; {left} were left over"
        return None

    def _check_codes(self, bundle: Bundle, notes: Notes) -> None:
        """Of one chain, an earlier code follows from every later one."""
        for one in bundle.opened.custodians:
            chain = f"{one.name} {one.n} {one.start.isoformat()}"
            k, before = self._codes.get(chain, (0, b""))
            steps = bundle.opened.k - k
            if before and steps > 0:
                notes.expect(
                    code_is_of(before, steps, one.code),
                    f"slot {bundle.slot}: custodian {one.name}: its code is of another chain than"
                    f" its code {k}",
                )
            self._codes[chain] = (bundle.opened.k, one.code)


def _cycle_of(bundle: Bundle) -> tuple[int, str, int] | None:
    try:
        rules = DrawRules.of(bundle.policy)
    except PolicyError:
        return None
    return rules.cycle_days, rules.hours.text(), rules.slot_minutes


def _rows(bundle: Bundle) -> list[FrameRow]:
    found = []
    for line in bundle.rows:
        try:
            found.append(FrameRow.parse(line))
        except FrameUnreadable:
            continue
    return found
