"""What to do next about a contact: try, wait, or close."""

from datetime import datetime, timedelta

from inspection.contact import Attempt
from inspection.disposition import Disposition, of_dialogue
from inspection.giving_up import at_first_opening
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
        return _sooner(pursuit, call_household(pursuit, now), now)
    return _sooner(pursuit, ask_official(pursuit, now), now)


def _sooner(pursuit: Pursuit, step: NextStep, now: datetime) -> NextStep:
    """Whoever was called, and asks to be called again, is called on the same number at the next
    open instant; no try is made in which none would be."""
    wanted = pursuit.wanted
    if wanted is None or not isinstance(step, Wait):
        return step
    last = [attempt.address for attempt in pursuit.attempts if attempt.channel == "voice"][-1]
    address = next((one for one in pursuit.on("voice") if one.id == last), None)
    if address is None:
        return step
    soon = at_first_opening(pursuit, now, wanted, address)
    return step if isinstance(soon, Close) else soon


def _under_way(attempt: Attempt) -> bool:
    return attempt.live or (attempt.confirmed_at is None and attempt.ended_at is None)
