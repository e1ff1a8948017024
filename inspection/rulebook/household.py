"""How villagers are called, and when what they said may be shown."""

from dataclasses import dataclass

from inspection.hours import Hours
from inspection.rule import Rule, hours, number


@dataclass(frozen=True, kw_only=True)
class HouseholdValues:
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
    results_least_households: int
    results_wait_days: int
    results_least_cell: int


RULES: tuple[Rule, ...] = (
    hours(
        "household.hours_workday", "12:00-13:30,18:00-20:30",
        "Villagers are called in these hours of working days.", never=True,
    ),
    hours(
        "household.hours_restday", "10:00-12:00,15:00-20:00",
        "Villagers are called in these hours of weekends and public holidays.", never=True,
    ),
    number(
        "household.calls", 2, 0, 10, "households",
        "So many households of a picked team's village are asked.",
    ),
    number(
        "household.attempts_a_number", 3, 1, 10, "attempts",
        "A number is tried so often before the next one.",
    ),
    number(
        "household.least_gap_minutes", 90, 15, 2880, "minutes",
        "Two attempts on one household lie at least so far apart.",
    ),
    number(
        "household.busy_minutes", 20, 1, 1440, "minutes",
        "A busy line is tried again after this time.",
    ),
    number(
        "household.contacts_an_inspection", 6, 1, 50, "households",
        "At most so many households are tried for one pick.",
    ),
    number(
        "household.rest_days", 30, 0, 366, "days",
        "A household that answered is left alone for so long.",
    ),
    number(
        "household.calls_a_year", 4, 1, 52, "completed calls",
        "A household is asked at most so often a year.",
    ),
    number(
        "household.open_days", 3, 1, 30, "working days",
        "A contact that reached nobody closes after this time.",
    ),
    number(
        "results.least_households", 5, 2, 100, "answered households",
        "Results of a village are hidden until so many households have answered.", applied=False,
    ),
    number(
        "results.wait_days", 7, 0, 366, "days",
        "Results of a village are hidden until so long after the answers.", applied=False,
    ),
    number(
        "results.least_cell", 5, 2, 100, "answers",
        "A cell of a report with fewer answers is hidden.", applied=False,
    ),
)  # fmt: skip
