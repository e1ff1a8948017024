"""Whether a slot is one in which the policy lets anything be drawn at all."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from inspection.hours import Hours
from inspection.proof.bundle import PolicyFields
from inspection.proof.verdict import Notes
from inspection.rate import floor_ppb
from inspection.rates import Rates
from inspection.rule import PolicyError
from inspection.rulebook import read_value
from inspection.slot import read_label, slots_of_day

_RULES = (
    *("draw.cycle_days", "draw.floor_days", "draw.slot_minutes"),
    *("draw.hours", "zone"),
)


@dataclass(frozen=True, kw_only=True)
class DrawRules:
    """The rules of a policy on which a draw rests."""

    rates: Rates
    cycle_days: int
    floor_days: int
    slot_minutes: int
    hours: Hours
    zone: ZoneInfo

    @classmethod
    def of(cls, policy: PolicyFields) -> "DrawRules":
        """Raises PolicyError where one of them is missing or cannot be."""
        missing = [key for key in _RULES if key not in policy]
        if missing:
            raise PolicyError(f"policy.{missing[0]} is missing; a draw rests on it")
        values = {key: read_value(key, str(policy[key])) for key in _RULES}
        rates = Rates.read(policy)
        return cls(rates=rates, **{key.rpartition(".")[2]: value for key, value in values.items()})

    @property
    def floor_ppb(self) -> int:
        return floor_ppb(self.floor_days, self.cycle_days)


def rules_of(policy: PolicyFields, notes: Notes) -> DrawRules | None:
    try:
        rules = DrawRules.of(policy)
        _ = rules.floor_ppb  # a floor longer than the cycle is refused here
    except ValueError as error:
        notes.deviations.append(f"policy: {error}")
        return None
    return rules


def check_slot(
    label: str, seconds: int, rules: DrawRules | None, notes: Notes
) -> tuple[datetime, int] | None:
    """Opening and minutes of a label that can be read."""
    try:
        opens_at, minutes = read_label(label)
    except ValueError as error:
        notes.deviations.append(f"slot: {error}")
        return None
    notes.expect(
        seconds == minutes * 60,
        f"slot_seconds is {seconds}; the slot's own name says {minutes * 60}",
    )
    if rules is not None:
        day = opens_at.astimezone(rules.zone).date()
        permitted = slots_of_day(
            day, hours=rules.hours, minutes=rules.slot_minutes, zone=rules.zone
        )
        notes.expect(
            label in [slot.label for slot in permitted],
            f"slot {label} is none that the policy permits: {rules.hours.text()} in slots of"
            f" {rules.slot_minutes} minutes, zone {rules.zone.key}",
        )
    return opens_at, minutes
