"""The rules a policy is made of: each key with its default, its unit, its range and its reason."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from inspection.hours import Hours, HoursUnreadable

_PUBLIC_NUMBER = re.compile(r"(\+[1-9]\d{6,14})?", re.ASCII)


class PolicyError(ValueError):
    """A policy that cannot hold: says which key and value, and what would be allowed."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One key of the policy; `read` makes its typed value of text or raises ValueError."""

    key: str
    default: str
    read: Callable[[str], Any]
    unit: str
    allowed: str
    explanation: str

    @property
    def field(self) -> str:
        """The attribute of `Policy` that holds the value."""
        return self.key.replace(".", "_")


def read_value(key: str, text: str) -> Any:
    """The typed value of a policy row's text. Raises PolicyError on an unknown key or bad value."""
    rule = RULES.get(key)
    if rule is None:
        raise PolicyError(f"there is no rule {key!r}; the rules are {', '.join(sorted(RULES))}")
    try:
        return rule.read(text)
    except ValueError as fault:
        detail = f" ({fault})" if isinstance(fault, HoursUnreadable) else ""
        unit = f" {rule.unit}" if rule.unit else ""
        raise PolicyError(
            f"{key} cannot be {text!r}{detail}; allowed: {rule.allowed}{unit},"
            f" for example {key} = {rule.default or '+8610123456'}"
        ) from None


def _number(
    key: str, default: int, low: int, high: int, unit: str, explanation: str, step: int = 1
) -> Rule:
    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII):
            raise ValueError("not a whole number")
        value = int(text)
        if not low <= value <= high or value % step:
            raise ValueError("outside the range")
        return value

    return Rule(
        key=key,
        default=str(default),
        read=read,
        unit=unit,
        allowed=f"a whole number from {low} to {high}" + (f" in steps of {step}" * (step > 1)),
        explanation=explanation,
    )


def _hours(key: str, default: str, explanation: str, *, never: bool = False) -> Rule:
    def read(text: str) -> Hours:
        hours = Hours.parse(text)
        if not (never or hours.spans):
            raise ValueError("no hours")
        return hours

    allowed = "spans of local time within one day" + (", or nothing for never" * never)
    return Rule(
        key=key, default=default, read=read, unit="", allowed=allowed, explanation=explanation
    )


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text.strip())
    except (LookupError, OSError) as fault:
        raise ValueError("no such zone") from fault


def _time(text: str) -> time:
    if not re.fullmatch(r"\d{2}:\d{2}", text.strip(), re.ASCII):
        raise ValueError("not a time")
    return time.fromisoformat(text.strip())


def _public_number(text: str) -> str:
    if not _PUBLIC_NUMBER.fullmatch(text.strip()):
        raise ValueError("not a number")
    return text.strip()


_DRAW = (
    _number(
        "draw.rate_milli", 2000, 0, 100_000, "thousandths of a pick a cycle",
        "How often a team is picked in one cycle, on average and before the floor.",
    ),
    _number(
        "draw.cycle_days", 63, 1, 366, "working days",
        "In every stretch of so many working days each team is picked at least once.",
    ),
    _number(
        "draw.floor_days", 16, 0, 366, "working days",
        "In a cycle's last days a team not yet picked has an additional, growing chance.",
    ),
    _number(
        "draw.slot_minutes", 30, 30, 720, "minutes",
        "One draw is made for each slot; custodians' codes come by the half hour.", 30,
    ),
    _hours("draw.hours", "08:00-18:00", "Slots are drawn in these hours of working days."),
    _number(
        "draw.commit_seconds", 60, 10, 1800, "seconds",
        "The frame is committed so long before its slot opens.",
    ),
)  # fmt: skip
_OFFICIAL = (
    _hours("official.hours", "08:00-18:00", "Officials are asked in these hours of working days."),
    _number(
        "official.answer_minutes", 240, 5, 2880, "minutes of working time",
        "An answer within this time is in time; a later one is kept and marked late.",
    ),
    _number(
        "official.reminder_minutes", 120, 1, 2880, "minutes of working time",
        "The one reminder is sent when nothing was answered for so long.",
    ),
    _number(
        "official.voice_attempts", 1, 0, 10, "calls",
        "An official silent in chat is called so often before the contact closes.",
    ),
    _number(
        "official.least_attempts", 3, 1, 20, "attempts",
        "Nobody is called unreachable after fewer attempts.",
    ),
    _number(
        "official.least_days", 2, 1, 10, "days",
        "Nobody is called unreachable unless the attempts lie on so many days.",
    ),
    _number(
        "official.least_parts", 2, 1, 4, "parts of the day",
        "Nobody is called unreachable unless the attempts lie in so many parts of the day.",
    ),
    _number(
        "official.contacts_a_month", 2, 1, 31, "contacts",
        "No official is checked more often in a month, over all draws.",
    ),
)  # fmt: skip
_HOUSEHOLD = (
    _hours(
        "household.hours_workday", "12:00-13:30,18:00-20:30",
        "Villagers are called in these hours of working days.", never=True,
    ),
    _hours(
        "household.hours_restday", "10:00-12:00,15:00-20:00",
        "Villagers are called in these hours of weekends and public holidays.", never=True,
    ),
    _number(
        "household.calls", 2, 0, 10, "households",
        "So many households of a picked team's village are asked.",
    ),
    _number(
        "household.attempts_a_number", 3, 1, 10, "attempts",
        "A number is tried so often before the next one.",
    ),
    _number(
        "household.least_gap_minutes", 90, 15, 2880, "minutes",
        "Two attempts on one household lie at least so far apart.",
    ),
    _number(
        "household.busy_minutes", 20, 1, 1440, "minutes",
        "A busy line is tried again after this time.",
    ),
    _number(
        "household.contacts_an_inspection", 6, 1, 50, "households",
        "At most so many households are tried for one pick.",
    ),
    _number(
        "household.rest_days", 30, 0, 366, "days",
        "A household that answered is left alone for so long.",
    ),
    _number(
        "household.calls_a_year", 4, 1, 52, "completed calls",
        "A household is asked at most so often a year.",
    ),
    _number(
        "household.open_days", 3, 1, 30, "working days",
        "A contact that reached nobody closes after this time.",
    ),
)  # fmt: skip
_PROGRAMME = (
    Rule(
        key="zone", default="Asia/Shanghai", read=_zone, unit="",
        allowed="a zone of the IANA database",
        explanation="Hours and days of the region are those of this time zone.",
    ),
    Rule(
        key="public_number", default="", read=_public_number, unit="",
        allowed="a number in international form, or nothing",
        explanation="The announced number at which anyone can verify who called.",
    ),
    Rule(
        key="digest.at", default="20:45", read=_time, unit="",
        allowed="a local time from 00:00 to 23:59",
        explanation="Inspectors get the day's digest at this time, after the last villagers' call.",
    ),
    _number(
        "lane.calls_at_once", 1, 1, 100, "calls",
        "So many calls are under way at once from one caller number.",
    ),
)  # fmt: skip

RULES: dict[str, Rule] = {rule.key: rule for rule in (*_DRAW, *_OFFICIAL, *_HOUSEHOLD, *_PROGRAMME)}
