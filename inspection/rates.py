"""How often teams are drawn, by region and by risk share, as it is committed with each draw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from inspection.digest import canonical
from inspection.policy import Policy, PolicyRow, values_of
from inspection.region import COUNTY_DIGITS, LEVELS
from inspection.risk import rate_with, read_risk, risk_fields
from inspection.rule import PolicyError
from inspection.rulebook import RULES, read_value

_KEY = "draw.rate_milli"
_MARK = f"{_KEY}@"
_DIGITS = sorted((digits for digits in LEVELS if digits <= COUNTY_DIGITS), reverse=True)


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Thousandths of a pick a cycle: `everywhere`, and by code in the regions that differ. A region
    is a county or wider, since a frame's row names its unit's county and no narrower one."""

    everywhere: int
    regions: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, int] = field(default_factory=dict)
    """Factors of teams with a risk share, in thousandths."""

    def of(self, code: str) -> int:
        """The rate of a county or of anything in it: that of the narrowest region with one."""
        if not self.regions:
            return self.everywhere
        held = (self.regions.get(code[:digits]) for digits in _DIGITS)
        return next((rate for rate in held if rate is not None), self.everywhere)

    def of_team(self, team: str, code: str) -> int:
        """The rate of a team of that county, with its risk share if it has one."""
        rate, factor = self.of(code), self.shares.get(team)
        return rate if factor is None else rate_with(rate, factor)

    @property
    def nowhere(self) -> bool:
        """Whether nobody is drawn anywhere."""
        return not self.everywhere and not any(self.regions.values())

    def fields(self) -> dict[str, str | int]:
        """What a committed policy says of them beside the rate everywhere."""
        own: dict[str, str | int] = {f"{_MARK}{at}": rate for at, rate in self.regions.items()}
        return own | risk_fields(self.shares)

    @classmethod
    def in_force(cls, rows: Iterable[PolicyRow], day: date, key: str = _KEY) -> "Rates":
        """`key`: the rule in which a draw has its rate."""
        latest: dict[str, PolicyRow] = {}
        for row in rows:
            if row.key == key and row.holds(row.region, day):
                before = latest.get(row.region)
                if before is None or row.valid_from > before.valid_from:
                    latest[row.region] = row
        regions = {region: read_value(key, latest[region].value) for region in sorted(latest)}
        everywhere = regions.pop("", read_value(key, RULES[key].default))
        return cls(everywhere=everywhere, regions=regions)

    @classmethod
    def read(cls, policy: Mapping[str, str | int]) -> "Rates":
        """The rates of a committed policy. Raises PolicyError where one of them cannot be."""
        if _KEY not in policy:
            raise PolicyError(f"policy.{_KEY} is missing; a draw rests on it")
        regions = {}
        for name, value in policy.items():
            if name.startswith(_MARK):
                region = name.removeprefix(_MARK)
                if not (region.isascii() and region.isdigit() and len(region) in _DIGITS):
                    raise PolicyError(f"policy.{name}: expected the code of a county or wider")
                regions[region] = read_value(_KEY, str(value))
        everywhere = read_value(_KEY, str(policy[_KEY]))
        return cls(everywhere=everywhere, regions=regions, shares=read_risk(policy))


def committed_policy(policy: Policy, rates: Rates) -> bytes:
    """Canonical JSON of the policy that holds everywhere, of the regions' own rates and the teams'
    risk shares: with it anybody can check the rate of each of a frame's rows."""
    return canonical({**values_of(policy), **rates.fields()})
