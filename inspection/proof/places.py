"""Where each unit stood in its cycle in one slot: what is kept of a bundle, in a compact form, to
be compared with the slots before and after it."""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspection.digest import canonical
from inspection.frame import FrameRow
from inspection.proof.bundle import Bundle
from inspection.proof.sifted import read_numbers
from inspection.proof.slot_check import DrawRules
from inspection.rule import PolicyError

_SIZE = 8
Cycle = tuple[int, str, int]
"""Days of a cycle, hours of a day, minutes of a slot."""


@dataclass(frozen=True, kw_only=True)
class Places:
    slot: str
    k: int
    codes: Mapping[str, bytes]
    """By custodian and chain, such as `ministry 17569 2026-01-01T00:00:00+00:00`."""
    names: Mapping[str, str]
    """Who keeps each of these chains."""
    cycle: Cycle | None
    picked: frozenset[str]
    units: Sequence[str]
    numbers: Sequence[int]
    """Which of `kinds` a unit's row has."""
    kinds: Sequence[str]

    @classmethod
    def of(cls, bundle: Bundle) -> "Places":
        chains = {
            f"{one.name} {one.n} {one.start.isoformat()}": one for one in bundle.opened.custodians
        }
        return cls(
            slot=bundle.slot,
            k=bundle.opened.k,
            codes={chain: one.code for chain, one in chains.items()},
            names={chain: one.name for chain, one in chains.items()},
            cycle=_cycle_of(bundle),
            picked=frozenset(pick.unit for pick in bundle.picks),
            units=bundle.sifted.units,
            numbers=bundle.sifted.numbers,
            kinds=bundle.sifted.kinds,
        )

    def rows(self) -> list[FrameRow | None]:
        """One row for each kind of numbers; None for one that cannot be read."""
        return [read_numbers(middle) for middle in self.kinds]

    def packed(self) -> bytes:
        """To be put aside, and taken back by `unpacked` of the same program and machine."""
        head = canonical(
            {
                "slot": self.slot,
                "k": self.k,
                "codes": {chain: code.hex() for chain, code in self.codes.items()},
                "names": dict(self.names),
                "cycle": None if self.cycle is None else list(self.cycle),
                "picked": sorted(self.picked),
                "kinds": list(self.kinds),
            }
        )
        units = "|".join(self.units).encode()  # a row's first field holds none
        sizes = b"".join(len(part).to_bytes(_SIZE, "big") for part in (head, units))
        return b"".join((sizes, head, units, array("q", self.numbers).tobytes()))

    @classmethod
    def unpacked(cls, packed: bytes) -> "Places":
        head_end = 2 * _SIZE + int.from_bytes(packed[:_SIZE], "big")
        units_end = head_end + int.from_bytes(packed[_SIZE : 2 * _SIZE], "big")
        head = json.loads(packed[2 * _SIZE : head_end])
        numbers = array("q", packed[units_end:])
        units = packed[head_end:units_end].decode().split("|") if numbers else []
        return cls(
            slot=head["slot"],
            k=head["k"],
            codes={chain: bytes.fromhex(code) for chain, code in head["codes"].items()},
            names=head["names"],
            cycle=None if head["cycle"] is None else tuple(head["cycle"]),
            picked=frozenset(head["picked"]),
            units=units,
            numbers=numbers,
            kinds=tuple(head["kinds"]),
        )


def _cycle_of(bundle: Bundle) -> Cycle | None:
    try:
        rules = DrawRules.of(bundle.policy)
    except PolicyError:
        return None
    return rules.cycle_days, rules.hours.text(), rules.slot_minutes
