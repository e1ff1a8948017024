"""The policy in force: every number that a decision rests on, by region and day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from inspection.contradiction import contradictions
from inspection.digest import canonical, sha
from inspection.hours import Hours
from inspection.region import COUNTY_DIGITS, NotARegion, level_of
from inspection.rule import PolicyError
from inspection.rulebook import RULES, read_value
from inspection.rulebook.amount import Amount
from inspection.rulebook.approvals import Approvals
from inspection.rulebook.values import Values


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    """One rule's value for a region (a code's beginning; "" everywhere) from `valid_from` on, up to
    and including `valid_to`."""

    region: str
    key: str
    value: str
    valid_from: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        read_value(self.key, self.value)
        check_region(self.key, self.region)
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise PolicyError(
                f"{self.key} ends on {self.valid_to} before it begins on {self.valid_from};"
                " expected a last day not before the first"
            )

    def holds(self, region_code: str, day: date) -> bool:
        begun = self.valid_from <= day
        ended = self.valid_to is not None and day > self.valid_to
        return region_code.startswith(self.region) and begun and not ended


@dataclass(frozen=True, kw_only=True)
class Policy(Values):
    """The rules of one region on one day."""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Policy":
        """A policy of texts by key, the rest by default. Raises PolicyError, which names all rules
        that contradict each other."""
        texts = {key: rule.default for key, rule in RULES.items()} | dict(values)
        policy = cls(**{key.replace(".", "_"): read_value(key, texts[key]) for key in texts})
        if wrong := list(contradictions(policy)):
            raise PolicyError("\n".join(wrong))
        return policy


def in_force(rows: Iterable[PolicyRow], region_code: str, day: date) -> Policy:
    """The policy of a region on a day: of each key the row of the longest region that holds the
    code, among these the one that began last; the default where there is none.

    Raises PolicyError where two rows of one region begin on the same day with different values.
    """
    best = best_rows(rows, region_code, day)
    return _of(tuple(sorted((key, row.value) for key, row in best.items())))


def best_rows(rows: Iterable[PolicyRow], region_code: str, day: date) -> dict[str, PolicyRow]:
    """By key the row that gives a region its value on a day. Raises PolicyError as `in_force`."""
    best: dict[str, PolicyRow] = {}
    for row in rows:
        if not row.holds(region_code, day):
            continue
        other = best.get(row.key)
        if other is None or _rank(row) > _rank(other):
            best[row.key] = row
        elif _rank(row) == _rank(other) and row.value != other.value:
            raise PolicyError(
                f"{row.key} begins on {row.valid_from} twice for region {row.region!r}, as"
                f" {other.value!r} and as {row.value!r}; expected one value"
            )
    return best


@lru_cache(maxsize=256)
def _of(values: tuple[tuple[str, str], ...]) -> Policy:
    """Reading sixty texts again at each step took a sixth of a scenario's time."""
    return Policy.of(dict(values))


def check_region(key: str, region: str) -> None:
    """Raises PolicyError unless the rule may have a value of its own there; "" is everywhere."""
    rule = RULES[key]
    if not region:
        return
    try:
        level_of(region)
    except NotARegion as error:
        raise PolicyError(f"{region!r} is no region: {error}") from None
    if rule.everywhere:
        raise PolicyError(
            f"{key} holds everywhere and cannot differ in region {region!r}: one draw has one grid"
            " of slots and one numbering; expected a row without a region"
        )
    if rule.by_county and len(region) > COUNTY_DIGITS:
        raise PolicyError(
            f"{key} cannot differ in region {region!r}: a frame's row names its team's county and"
            " no narrower region, so that nobody could check it; expected the code of a county (6"
            " digits) or wider"
        )


def values_of(policy: Policy) -> dict[str, str | int]:
    """The policy by key as text and whole numbers, defaults included."""
    keys = {rule.field: key for key, rule in RULES.items()}
    return {keys[field.name]: _plain(getattr(policy, field.name)) for field in fields(policy)}


def canonical_policy(policy: Policy) -> bytes:
    return canonical(values_of(policy))


def policy_hash(policy: Policy) -> bytes:
    """What a slot's commitment says about the policy."""
    return sha(canonical_policy(policy))


@lru_cache(maxsize=256)
def version(policy: Policy) -> str:
    """The short name under which a decision stores the policy that made it."""
    return policy_hash(policy).hex()[:12]


def _rank(row: PolicyRow) -> tuple[int, date]:
    return len(row.region), row.valid_from


def _plain(value: object) -> str | int:
    if isinstance(value, Hours | Amount | Approvals):
        return value.text()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, ZoneInfo):
        return value.key
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, str | int):
        return value
    raise TypeError(f"a policy has no values of kind {type(value).__name__}")
