"""Rules that cannot hold together: what one of them asks for, the others never allow."""

from collections.abc import Iterator
from itertools import pairwise

from inspection.part import parts_of
from inspection.rulebook.values import Values
from inspection.slot import VISIT_SLOT_MINUTES, slots_a_day

_MOST_DAYS = {
    "calendar": {"week": 7, "month": 28, "quarter": 90, "year": 365},
    "working": {"week": 5, "month": 20, "quarter": 64, "year": 260},
}
"""Basis -> period -> the days that even the shortest one has, public holidays left out."""
_MESSAGES = 2
"""The question and its reminder."""


def contradictions(values: Values) -> Iterator[str]:
    """Each says which rules, what they are, and why they never fit."""
    yield from _draw(values)
    yield from _visit(values)
    yield from _official(values)
    yield from _household(values)
    yield from _attendance(values)
    yield from _absence(values)


def _draw(values: Values) -> Iterator[str]:
    if values.draw_floor_days > values.draw_cycle_days:
        yield (
            f"draw.floor_days is {values.draw_floor_days}, more than draw.cycle_days"
            f" ({values.draw_cycle_days}); the floor is the end of a cycle"
        )
    if slots_a_day(values.draw_hours, values.draw_slot_minutes) == 0:
        yield (
            f"draw.hours {values.draw_hours.text()!r} hold no slot of draw.slot_minutes"
            f" ({values.draw_slot_minutes}); expected a span of at least one slot"
        )


def _visit(values: Values) -> Iterator[str]:
    if values.visit_floor_days > values.visit_cycle_days:
        yield (
            f"visit.floor_days is {values.visit_floor_days}, more than visit.cycle_days"
            f" ({values.visit_cycle_days}); the floor is the end of a cycle"
        )
    if slots_a_day(values.visit_hours, VISIT_SLOT_MINUTES) == 0:
        yield (
            f"visit.hours {values.visit_hours.text()!r} hold no slot of {VISIT_SLOT_MINUTES}"
            " minutes; expected a span of at least one slot"
        )
    told = values.visit_told_at.hour * 60 + values.visit_told_at.minute
    drawn = max((end for _, end in values.visit_hours.spans), default=0)
    if told < drawn:
        yield (
            f"visit.told_at is {values.visit_told_at:%H:%M}, before the end of visit.hours"
            f" ({values.visit_hours.text()}); a place is told after it was drawn"
        )
    if values.visit_told_until <= values.visit_told_at:
        yield (
            f"visit.told_until is {values.visit_told_until:%H:%M}, not after visit.told_at"
            f" ({values.visit_told_at:%H:%M}); there would be no time to tell anybody"
        )


def _official(values: Values) -> Iterator[str]:
    hours, days = values.official_hours, values.household_open_days + 1
    if values.official_reminder_minutes >= values.official_answer_minutes:
        yield (
            f"official.reminder_minutes is {values.official_reminder_minutes}, not less than"
            f" official.answer_minutes ({values.official_answer_minutes}); a reminder comes"
            " while there is time to answer"
        )
    if values.official_answer_minutes > hours.minutes * days:
        yield (
            f"official.answer_minutes is {values.official_answer_minutes}; official.hours"
            f" {hours.text()!r} hold {hours.minutes * days} minutes in the {days} working days that"
            " household.open_days leaves"
        )
    if values.official_least_days > days:
        yield (
            f"official.least_days is {values.official_least_days}; household.open_days"
            f" ({values.household_open_days}) leaves {days} working days, the first included"
        )
    if values.official_least_parts > len(parts_of(hours)):
        yield (
            f"official.least_parts is {values.official_least_parts}; official.hours"
            f" {hours.text()!r} touch {len(parts_of(hours))} parts of the day"
        )
    yield from _attempts(values, days)


def _attempts(values: Values, days: int) -> Iterator[str]:
    gap = values.household_least_gap_minutes
    a_day = sum((end - start) // gap + 1 for start, end in values.official_hours.spans)
    most = _MESSAGES + days * a_day
    if values.official_least_attempts > most:
        yield (
            f"official.least_attempts is {values.official_least_attempts}; in {days} working days"
            f" with {gap} minutes between calls (household.least_gap_minutes) there are {most} at"
            " most"
        )


def _household(values: Values) -> Iterator[str]:
    if not (values.household_hours_workday.spans or values.household_hours_restday.spans):
        yield (
            "household.hours_workday and household.hours_restday are both empty; villagers could"
            " never be called (household.calls = 0 says that none shall be)"
        )
    if values.household_contacts_an_inspection < values.household_calls:
        yield (
            "household.contacts_an_inspection is"
            f" {values.household_contacts_an_inspection}, less than household.calls"
            f" ({values.household_calls}); so many could never be asked"
        )


def _attendance(values: Values) -> Iterator[str]:
    basis, period = values.attendance_basis, values.attendance_period
    most = _MOST_DAYS[basis][period]
    if values.attendance_amount.days > most:
        yield (
            f"attendance.amount is {values.attendance_amount.days} days; a {period} may have only"
            f" {most} {basis} days (attendance.basis, attendance.period)"
        )


def _absence(values: Values) -> Iterator[str]:
    steps = {
        "absence.not_excellent": values.absence_not_excellent,
        "absence.basically_competent": values.absence_basically_competent,
        "absence.incompetent": values.absence_incompetent,
        "absence.talk": values.absence_talk,
        "absence.recall": values.absence_recall,
    }
    for (lighter, few), (graver, many) in pairwise(steps.items()):
        if many < few:
            yield f"{graver} is {many}, less than {lighter} ({few}); the graver step comes later"
