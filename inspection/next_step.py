"""What to do next about a contact: try, wait, or close."""

from datetime import datetime, timedelta

from inspection.contact import Attempt
from inspection.disposition import Disposition, of_dialogue
from inspection.household_pursuit import call_household
from inspection.official_pursuit import ask_official
from inspection.pursuit import ENOUGH, Close, NextStep, Pursuit, Wait
from inspection.retry import Then
from inspection.retry_table import TABLE

_CLOSES = frozenset(
    one.value for rows in TABLE.values() for one, retry in rows.items() if retry.then is Then.CLOSE
)
_SAID = frozenset(
    {Disposition.COMPLETE, Disposition.PARTIAL, Disposition.REFUSED, Disposition.MOVED}
)
_LOOK_AGAIN = timedelta(minutes=2)
"""When nothing was heard by a try's deadline."""


def next_step(pursuit: Pursuit, now: datetime) -> NextStep:
    """A Wait always lies ahead of `now`, or whoever asks again at once would ask for ever.

    Raises UnknownDay where the calendar ends before the next try.
    """
    under_way = next((attempt for attempt in pursuit.attempts if _under_way(attempt)), None)
    if under_way is not None:
        deadline = under_way.deadline
        return Wait(until=deadline if deadline > now else now + _LOOK_AGAIN)
    concluded = next((a.disposition for a in pursuit.attempts if a.disposition in _CLOSES), None)
    if concluded is not None:
        return Close(disposition=concluded, reason="the call ended so")
    if pursuit.contact.kind == "household":
        # A key may be stored after the call it was pressed in was taken for cut off.
        dialogue = pursuit.contact.dialogue
        said = of_dialogue(dialogue.ended, dialogue.answers, enough=ENOUGH["household"])
        if dialogue.ended and said in _SAID:
            return Close(disposition=said, reason="the household said so")
        return call_household(pursuit, now)
    return ask_official(pursuit, now)


def _under_way(attempt: Attempt) -> bool:
    return attempt.live or (attempt.confirmed_at is None and attempt.ended_at is None)
