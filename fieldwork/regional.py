"""The policies of many places on one day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from inspection.policy import Policy, PolicyRow, in_force, version


@dataclass(frozen=True, kw_only=True)
class Versioned:
    policy: Policy
    version: str


@dataclass(kw_only=True)
class Regional:
    """Places for which the same regions have rows have one policy, which is made once."""

    rows: Sequence[PolicyRow]
    day: date
    """The day of the policy."""
    _made: dict[tuple[str, ...], Versioned] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = [row for row in self.rows if row.holds(row.region, self.day)]
        self._regions = sorted({row.region for row in self.rows})

    def at(self, place: str) -> Versioned:
        """Of a code, or of its beginning."""
        holding = tuple(region for region in self._regions if place.startswith(region))
        known = self._made.get(holding)
        if known is None:
            policy = in_force(self.rows, place, self.day)
            known = self._made[holding] = Versioned(policy=policy, version=version(policy))
        return known
