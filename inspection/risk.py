"""Risk shares: a team whose rate is its region's times a factor, in thousandths.

A factor is part of the policy that is committed with each draw, such as
`draw.risk_milli@T0000000007`, so that anybody can check the team's row with it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from inspection.rule import PolicyError
from inspection.rulebook import read_value

ORDINARY = 1000
"""The factor of a team without a share."""
_FACTOR = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3})?")
_MARK = "draw.risk_milli@"
_LEAST, _MOST = "draw.risk_floor_milli", "draw.risk_most_milli"


class FactorRefused(ValueError):
    """What was given is no factor of a risk share; the text says what would be."""


@dataclass(frozen=True, kw_only=True)
class FactorRange:
    """The least and the most that a policy permits, in thousandths, both included."""

    least: int
    most: int

    def read(self, text: str) -> int:
        """Thousandths of a factor such as "1.5". Raises FactorRefused."""
        if not _FACTOR.fullmatch(text):
            raise FactorRefused(f"{text!r} is no factor; expected {self}")
        milli = int(Decimal(text) * 1000)
        if not self.least <= milli <= self.most:
            raise FactorRefused(f"{text} is not permitted; expected {self}")
        if milli == ORDINARY:
            raise FactorRefused(
                "1 is what holds without a share; expected another factor, or `mingcha risk clear`"
            )
        return milli

    def within(self, milli: int) -> int:
        """The nearest one that is permitted: the policy may have become narrower since."""
        return min(max(milli, self.least), self.most)

    def __str__(self) -> str:
        return (
            f"{plain(self.least)} to {plain(self.most)}, with at most three decimals"
            f" ({_LEAST}, {_MOST})"
        )


def plain(milli: int) -> str:
    """1500 as "1.5"."""
    return f"{milli / 1000:.3f}".rstrip("0").rstrip(".")


def rate_with(rate_milli: int, factor_milli: int) -> int:
    """Rounded up, so that no rounding takes a rate below its least share."""
    return -(-rate_milli * factor_milli // 1000)


def risk_fields(factors: Mapping[str, int]) -> dict[str, str | int]:
    """What a committed policy says of them, by team."""
    return {f"{_MARK}{team}": factor for team, factor in factors.items()}


def read_risk(policy: Mapping[str, str | int]) -> dict[str, int]:
    """By team the factors of a committed policy. Raises PolicyError where one of them is outside
    the range that the same policy gives."""
    given = {
        name.removeprefix(_MARK): value for name, value in policy.items() if name.startswith(_MARK)
    }
    factors: dict[str, int] = {}
    if not given:
        return factors
    missing = [key for key in (_LEAST, _MOST) if key not in policy]
    if missing:
        raise PolicyError(f"policy.{missing[0]} is missing; risk shares rest on it")
    least, most = (read_value(key, str(policy[key])) for key in (_LEAST, _MOST))
    for team, value in given.items():
        if not isinstance(value, int) or not least <= value <= most:
            raise PolicyError(
                f"policy.{_MARK}{team} is {value!r}; expected a whole number from {least} to {most}"
            )
        factors[team] = value
    return factors
