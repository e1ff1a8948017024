"""How persistently somebody is tried again, where no rule of their own says so."""

from dataclasses import dataclass

from inspection.rule import Rule, number


@dataclass(frozen=True, kw_only=True)
class RetryValues:
    retry_later_minutes: int
    retry_later_most: int
    retry_silent_most: int
    retry_broke_off_most: int
    retry_busy_soon: int
    retry_fault_minutes: int
    retry_fault_most: int
    retry_heard_fault_most: int


RULES: tuple[Rule, ...] = (
    number(
        "retry.later_minutes", 120, 15, 2880, "minutes",
        "Who asked for a later call is called again after this time, or after the least gap.",
    ),
    number(
        "retry.later_most", 2, 1, 10, "calls",
        "After so many calls that ended with the wish for a later one it is left at that.",
    ),
    number(
        "retry.silent_most", 2, 1, 10, "calls",
        "After so many calls in which somebody picked up and said nothing it is left at that.",
    ),
    number(
        "retry.broke_off_most", 2, 1, 10, "calls",
        "After so many calls that were broken off it is left at that.",
    ),
    number(
        "retry.busy_soon", 1, 0, 5, "calls",
        "So often in a row an official's busy line is tried again soon; then on another day.",
    ),
    number(
        "retry.fault_minutes", 10, 1, 1440, "minutes",
        "After a fault of the carrier of which nobody heard anything it is tried again.",
    ),
    number(
        "retry.fault_most", 3, 1, 20, "tries",
        "After so many faults of the carrier it is left at that, and counts against nobody.",
    ),
    number(
        "retry.heard_fault_most", 2, 1, 10, "calls",
        "After so many calls in which somebody picked up and heard a fault it is left at that.",
    ),
)  # fmt: skip
