"""What is drawn inside a pick: whose turn, which questions on which keys, at which moment."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from inspection import questions
from inspection.draw import in_ticket_order
from inspection.form import DONT_KNOW, Dialogue, Form, start
from inspection.ticket import tickets_under, u64
from inspection.window import Window


def official_dialogue(inside_key: bytes, unit: str, official: str) -> Dialogue:
    """Where are you, and one recent fact: which one is drawn for this person and this pick."""
    drawn = _drawn(inside_key, unit, official, questions.OFFICIAL_DRAWN)
    order = ("whereabouts", drawn[0], *questions.OFFICIAL_ELSEWHERE)
    return start(questions.OFFICIAL, order, {})


def household_dialogue(
    inside_key: bytes, unit: str, household: str, *, in_programme: bool
) -> Dialogue:
    """The opening, then the drawn questions; what was seen of the team is always among them.

    Their order and the order of the keys are drawn too, so that "always press one" teaches nothing.
    """
    pool = questions.VILLAGER_DRAWN if in_programme else questions.VILLAGER_OUTSIDE
    drawn = _drawn(inside_key, unit, household, pool)
    always = questions.VILLAGER_ALWAYS
    asked = (*always, *drawn[: questions.VILLAGER_KEYED - len(always)])
    # Tickets of their own: by those that chose the others, `seen` would mostly come last, where
    # whoever hangs up midway is never asked it.
    order = in_ticket_order(inside_key, "order", (unit, household), asked)
    keys = {
        name: _keys(inside_key, unit, household, questions.VILLAGER, name)
        for name in order
        if questions.VILLAGER.questions[name].shuffled
    }
    return start(questions.VILLAGER, (*questions.VILLAGER_OPENING, *order), keys)


def household_moment(
    inside_key: bytes, unit: str, household: str, *, window: Window, after: datetime
) -> datetime:
    """A drawn moment in the villagers' own hours of the day of `after`, or of the next day that
    has hours left. Half of the hours left are used, so that a call can be tried again that day."""
    opening = window.next_opening(after)
    left = timedelta(0)
    at, zone = opening, window.zone
    while at.astimezone(zone).date() == opening.astimezone(zone).date():
        left += window.closing(at) - at
        at = window.next_opening(window.closing(at))
    ticket = u64(tickets_under(inside_key).ticket("time", unit, household))
    seconds = (ticket * int(left.total_seconds() / 2)) >> 64
    # Where the drawn seconds fill a span to its end, the moment is the next span's first one.
    return window.next_opening(window.add_working(opening, timedelta(seconds=seconds)))


def asked_days(picked_for: datetime, window: Window) -> tuple[date, ...]:
    """The day of the pick and the day before, earliest first: "today or yesterday"."""
    day = picked_for.astimezone(window.zone).date()
    return (day - timedelta(days=1), day)


def _drawn(key: bytes, unit: str, person: str, names: Sequence[str]) -> tuple[str, ...]:
    return in_ticket_order(key, "question", (unit, person), names)


def _keys(key: bytes, unit: str, person: str, form: Form, question: str) -> tuple[str, ...]:
    names = [choice.name for choice in form.questions[question].choices]
    drawn = in_ticket_order(
        key, "key", (unit, person, question), [name for name in names if name != DONT_KNOW]
    )
    return (*drawn, *(name for name in names if name == DONT_KNOW))
