"""Asking an official: a message, one reminder, a call, then other days and parts of the day."""

from datetime import datetime, timedelta
from itertools import takewhile

from inspection.contact import WRITTEN, Address, Channel
from inspection.disposition import Disposition
from inspection.giving_up import (
    at_first_opening,
    calls_counted,
    given_up,
    nobody_left,
    telephones,
    tried_enough,
)
from inspection.lateness import ON_ITS_WAY, moved
from inspection.pursuit import Close, NextStep, Pursuit, Try, Wait, first_message, over
from inspection.retry import Outcome, outcome_of
from inspection.retry_table import TABLE, after

_WRITTEN_TO = TABLE["official", "chat"]
_FAULTS = (Outcome.CARRIER_FAULT, Outcome.HEARD_FAULT)


def ask_official(pursuit: Pursuit, now: datetime) -> NextStep:
    chats = pursuit.on("chat") or pursuit.on("sms")
    if chats and not any(a.channel in WRITTEN for a in pursuit.attempts):
        return at_first_opening(pursuit, now, pursuit.contact.planned_at, chats[0])
    deadline = answer_by(pursuit)
    if deadline is not None and now < deadline:
        return _within_answer_time(pursuit, now, deadline, chats)
    if pursuit.contact.dialogue.answers:
        step = _finish(pursuit, now, chats)
        if isinstance(step, Close) and deadline is not None and now < deadline + ON_ITS_WAY:
            return Wait(until=deadline + ON_ITS_WAY)
        return step
    return _insist(pursuit, now, chats)


def _finish(pursuit: Pursuit, now: datetime, chats: tuple[Address, ...]) -> NextStep:
    """Half answered: where keys can answer something of the rest, the telephone asks it, once."""
    partly = Close(disposition=Disposition.PARTIAL, reason="a question stayed open")
    if not pursuit.keys_left or calls_counted(pursuit) or not telephones(pursuit):
        return partly
    step = _insist(pursuit, now, chats)
    return partly if isinstance(step, Close) else step


def answer_by(pursuit: Pursuit) -> datetime | None:
    """Until when an answer in the chat is in time: so many minutes of working time after the first
    message arrived, and not before what an outage kept back has come in; None while none did."""
    arrived = first_message(pursuit)
    if arrived is None:
        return None
    allowed = timedelta(minutes=_WRITTEN_TO[Outcome.REMINDED].minutes(pursuit.policy))
    return moved(pursuit.answering.add_working(arrived, allowed), pursuit.outages)


def _within_answer_time(
    pursuit: Pursuit, now: datetime, deadline: datetime, chats: tuple[Address, ...]
) -> NextStep:
    """One reminder, in the hours of the window as everything."""
    arrived = first_message(pursuit)
    if arrived is None or not chats or any(a.purpose == "remind" for a in pursuit.attempts):
        return Wait(until=deadline)
    delay = timedelta(minutes=_WRITTEN_TO[Outcome.UNANSWERED].minutes(pursuit.policy))
    at = pursuit.window.next_opening(max(now, pursuit.answering.add_working(arrived, delay)))
    if at > pursuit.contact.close_by:
        return Wait(until=deadline)
    return Wait(until=at) if at > now else Try(address=chats[0], purpose="remind")


def _insist(pursuit: Pursuit, now: datetime, chats: tuple[Address, ...]) -> NextStep:
    """Nobody answered in the chat: the telephone, then other days and parts of the day. Who has no
    telephone is written to."""
    lines = (*telephones(pursuit), *chats)
    if not lines:
        return nobody_left(pursuit)
    line, attempts = lines[0], pursuit.attempts
    faults = [a.channel for a in attempts if a.disposition is Disposition.CARRIER_FAULT]
    fault = TABLE["official", line.channel][Outcome.CARRIER_FAULT]
    most = fault.at_most(pursuit.policy)
    if most is not None and faults.count(line.channel) >= most:
        return Close(disposition=fault.closes, reason="the carrier failed each time")
    heard_by = _time_for_last_message(pursuit)
    if heard_by is not None and now < heard_by:
        return Wait(until=heard_by)
    if tried_enough(pursuit):
        if heard_by is not None and now < heard_by + ON_ITS_WAY:
            return Wait(until=heard_by + ON_ITS_WAY)
        return given_up(pursuit, f"{len(pursuit.counted)} tries on {len(pursuit.days())} days")
    reminds = line.channel in WRITTEN and first_message(pursuit) is not None
    at = _next_try(pursuit, now, line.channel)
    return at_first_opening(pursuit, now, at, line, "remind" if reminds else "ask")


def _next_try(pursuit: Pursuit, now: datetime, channel: Channel) -> datetime:
    """The first call follows at once; a further try on another day, in another part of the day."""
    if not pursuit.attempts:
        return pursuit.contact.planned_at
    soon = _soon(pursuit)
    if soon is not None:
        return over(pursuit.attempts[-1]) + soon
    if channel == "voice" and not calls_counted(pursuit):
        return now
    last, policy = pursuit.attempts[-1], pursuit.policy
    lacks_days = len(pursuit.days()) < policy.official_least_days
    lacks_parts = len(pursuit.parts()) < policy.official_least_parts
    gap = timedelta(minutes=TABLE["official", "voice"][Outcome.NON_CONTACT].minutes(policy))
    used = pursuit.parts() if lacks_parts else frozenset()
    not_on = pursuit.days() if lacks_days else frozenset()
    return pursuit.window.next_other_part(over(last), used=used, wait=gap, not_on=not_on)


def _time_for_last_message(pursuit: Pursuit) -> datetime | None:
    """A message that was written after the deadline has its own time to be answered."""
    last, deadline = pursuit.attempts[-1:], answer_by(pursuit)
    if not last or deadline is None or last[0].channel not in WRITTEN or over(last[0]) < deadline:
        return None
    if last[0].disposition is not None:
        return None
    allowed = timedelta(minutes=_WRITTEN_TO[Outcome.REMINDED].minutes(pursuit.policy))
    until = moved(pursuit.answering.add_working(over(last[0]), allowed), pursuit.outages)
    return min(until, pursuit.contact.close_by)


def _soon(pursuit: Pursuit) -> timedelta | None:
    """How long to wait where day and part of the day do not matter: after a fault of the carrier,
    and after a busy line, until that is an answer too."""
    last, policy = pursuit.attempts[-1], pursuit.policy
    if last.disposition is None:
        return None
    retry, outcome = after("official", last), outcome_of(last)
    if outcome in _FAULTS:
        return timedelta(minutes=retry.minutes(policy))
    # A fault between two busy lines leaves them one after the other: nobody heard it ring.
    heard = [told for a in pursuit.attempts if (told := outcome_of(a)) not in _FAULTS]
    alike = takewhile(lambda told: told is outcome, reversed(heard))
    if sum(1 for _ in alike) <= retry.soon_at_most(policy):
        return timedelta(minutes=retry.soon_minutes(policy))
    return None
