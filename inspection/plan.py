"""What is drawn inside a pick: whose turn, which questions on which keys, at which moment."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from inspection.dialogue import Dialogue
from inspection.draw import in_ticket_order
from inspection.question_draw import QuestionDraw
from inspection.questionnaire.form import Form
from inspection.questionnaire.keypad import DONT_KNOW_CHOICE
from inspection.questionnaire.question import Question
from inspection.ticket import tickets_under, u64
from inspection.window import Window

HOUSEHOLD_QUESTIONS = 5
"""Drawn questions a call, those always asked among them: a call takes three minutes at most."""
OFFICIAL_QUESTIONS = 1
"""Of a check, out of its pool."""
_SEED_DIGITS = 32


def official_dialogue(form: Form, inside_key: bytes, unit: str, official: str) -> Dialogue:
    """Where are you, and one recent fact: which one is drawn for this person and this pick."""
    draw = QuestionDraw.of(form, OFFICIAL_QUESTIONS)
    return _dialogue(form, draw, inside_key, unit, official)


def household_dialogue(
    form: Form, inside_key: bytes, unit: str, household: str, *, in_programme: bool
) -> Dialogue:
    """The opening, then the drawn questions; what was seen of the team is always among them.

    Their order and the order of the keys are drawn too, so that "always press one" teaches nothing.
    """
    draw = QuestionDraw.of(form, HOUSEHOLD_QUESTIONS, in_programme=in_programme)
    given = {"in_programme": "yes" if in_programme else "no"}
    return replace(_dialogue(form, draw, inside_key, unit, household), given=given)


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


def _dialogue(
    form: Form, draw: QuestionDraw, inside_key: bytes, unit: str, person: str
) -> Dialogue:
    drawn = in_ticket_order(inside_key, "question", (unit, person), draw.pool)
    asked = (*draw.always, *drawn[: draw.room])
    # Tickets of their own: by those that chose the others, `seen` would mostly come last, where
    # whoever hangs up midway is never asked it.
    order = draw.around(in_ticket_order(inside_key, "order", (unit, person), asked))
    return Dialogue(
        revision=form.revision,
        order=order,
        keys={
            question.name: _keys(inside_key, unit, person, form, question)
            for question in form.questions
            if question.name in order and question.choices and question.choices.shuffled
        },
        seed=tickets_under(inside_key).ticket("seed", unit, person).hex()[:_SEED_DIGITS],
    )


def _keys(key: bytes, unit: str, person: str, form: Form, question: Question) -> tuple[str, ...]:
    names = form.choice_names(question)
    drawn = in_ticket_order(
        key,
        "key",
        (unit, person, question.name),
        [name for name in names if name != DONT_KNOW_CHOICE],
    )
    return (*drawn, *(name for name in names if name == DONT_KNOW_CHOICE))
