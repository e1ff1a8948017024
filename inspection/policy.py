"""The policy in force: every number that a decision rests on, by region and day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from zoneinfo import ZoneInfo

from inspection.digest import canonical, sha
from inspection.hours import Hours
from inspection.rule import RULES, PolicyError, read_value
from inspection.slot import slots_a_day


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
class Policy:
    """The rules of one region on one day; what each means, and its unit, stands in RULES."""

    draw_rate_milli: int
    draw_cycle_days: int
    draw_floor_days: int
    draw_slot_minutes: int
    draw_hours: Hours
    draw_commit_seconds: int
    official_hours: Hours
    official_answer_minutes: int
    official_reminder_minutes: int
    official_voice_attempts: int
    official_least_attempts: int
    official_least_days: int
    official_least_parts: int
    official_contacts_a_month: int
    household_hours_workday: Hours
    household_hours_restday: Hours
    household_calls: int
    household_attempts_a_number: int
    household_least_gap_minutes: int
    household_busy_minutes: int
    household_contacts_an_inspection: int
    household_rest_days: int
    household_calls_a_year: int
    household_open_days: int
    zone: ZoneInfo
    public_number: str
    digest_at: time
    lane_calls_at_once: int

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Policy":
        """A policy of texts by key, the rest by default. Raises PolicyError."""
        texts = {key: rule.default for key, rule in RULES.items()} | dict(values)
        policy = cls(**{key.replace(".", "_"): read_value(key, texts[key]) for key in texts})
        policy._refuse_contradictions()
        return policy

    def _refuse_contradictions(self) -> None:
        if self.draw_floor_days > self.draw_cycle_days:
            raise PolicyError(
                f"draw.floor_days is {self.draw_floor_days}, more than draw.cycle_days"
                f" ({self.draw_cycle_days}); the floor is the end of a cycle"
            )
        if slots_a_day(self.draw_hours, self.draw_slot_minutes) == 0:
            raise PolicyError(
                f"draw.hours {self.draw_hours.text()!r} hold no slot of draw.slot_minutes"
                f" ({self.draw_slot_minutes}); expected a span of at least one slot"
            )
        if self.official_reminder_minutes >= self.official_answer_minutes:
            raise PolicyError(
                f"official.reminder_minutes is {self.official_reminder_minutes}, not less than"
                f" official.answer_minutes ({self.official_answer_minutes}); a reminder comes"
                " while there is time to answer"
            )
        if not (self.household_hours_workday.spans or self.household_hours_restday.spans):
            raise PolicyError(
                "household.hours_workday and household.hours_restday are both empty;"
                " villagers could never be called (household.calls = 0 says that none shall be)"
            )


def in_force(rows: Iterable[PolicyRow], region_code: str, day: date) -> Policy:
    """The policy of a region on a day: of each key the row of the longest region that holds the
    code, among these the one that began last; the default where there is none.

    Raises PolicyError where two rows of one region begin on the same day with different values.
    """
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
    return Policy.of({key: row.value for key, row in best.items()})


def values_of(policy: Policy) -> dict[str, str | int]:
    """The policy by key as text and whole numbers, defaults included."""
    keys = {rule.field: key for key, rule in RULES.items()}
    return {keys[field.name]: _plain(getattr(policy, field.name)) for field in fields(policy)}


def canonical_policy(policy: Policy) -> bytes:
    return canonical(values_of(policy))


def policy_hash(policy: Policy) -> bytes:
    """What a slot's commitment says about the policy."""
    return sha(canonical_policy(policy))


def version(policy: Policy) -> str:
    """The short name under which a decision stores the policy that made it."""
    return policy_hash(policy).hex()[:12]


def _rank(row: PolicyRow) -> tuple[int, date]:
    return len(row.region), row.valid_from


def _plain(value: object) -> str | int:
    if isinstance(value, Hours):
        return value.text()
    if isinstance(value, ZoneInfo):
        return value.key
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, str | int):
        return value
    raise TypeError(f"a policy has no values of kind {type(value).__name__}")
