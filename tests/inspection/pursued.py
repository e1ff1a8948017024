"""A person who does as told by an outcome list, pursued by the rules until the contact closes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from inspection.contact import Attempt, AttemptState
from inspection.disposition import Disposition
from inspection.next_step import next_step
from inspection.pursuit import Close, Pursuit, Try, Wait

MOST_STEPS = 600
"""Far more than any pursuit needs; whoever reaches it goes round in circles."""


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What becomes of one try, and how long after the moment asked for the rules are asked."""

    outcome: Disposition
    takes: timedelta = timedelta(seconds=40)
    rings: bool = True
    """Whether the carrier confirmed it, where its own fault may come before or after that."""
    dispatcher_late: timedelta = timedelta(0)
    answers: bool = False
    """To a message: its reader answers one question within the hour."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A try as it was made, and the pursuit as it stood."""

    at: datetime
    step: Try
    before: Pursuit


@dataclass(frozen=True, kw_only=True)
class Story:
    tries: tuple[Made, ...]
    pursuit: Pursuit
    """At its end."""
    close: Close


def pursued(pursuit: Pursuit, fates: Sequence[Fate], now: datetime) -> Story:
    """Follows the rules to the end; fates are used in turn, the last one for ever.

    Raises AssertionError if a wait does not lie ahead or the pursuit does not end.
    """
    tries: list[Made] = []
    for _ in range(MOST_STEPS):
        fate = fates[min(len(tries), len(fates) - 1)]
        match next_step(pursuit, now):
            case Close() as close:
                return Story(tries=tuple(tries), pursuit=pursuit, close=close)
            case Wait(until=until):
                assert until > now, f"at {now} the rules wait for {until}"
                now = until + fate.dispatcher_late
            case Try() as step:
                tries.append(Made(at=now, step=step, before=pursuit))
                pursuit, now = _tried(tries[-1], fate)
    raise AssertionError(f"no end after {MOST_STEPS} steps and {len(tries)} tries")


def _tried(made: Made, fate: Fate) -> tuple[Pursuit, datetime]:
    pursuit, sent = made.before, _sent(made)
    end = made.at + fate.takes
    if made.step.address.channel == "voice":
        done = _called(sent, fate, end)
    else:
        done = _written(sent, fate, end)
    attempts = (*pursuit.attempts, sent)
    # While it is under way the rules have nothing to do but to wait for it.
    assert isinstance(next_step(replace(pursuit, attempts=attempts), made.at), Wait)
    pursuit = replace(pursuit, attempts=(*pursuit.attempts, done))
    if fate.answers and done.channel == "chat" and done.confirmed_at is not None:
        dialogue = replace(pursuit.contact.dialogue, answers={"whereabouts": "village"})
        pursuit = replace(pursuit, contact=replace(pursuit.contact, dialogue=dialogue))
    return pursuit, end


def _sent(made: Made) -> Attempt:
    return Attempt(
        id=len(made.before.attempts) + 1,
        contact=made.before.contact.id,
        channel=made.step.address.channel,
        address=made.step.address.id,
        purpose=made.step.purpose,
        token="t",
        state=AttemptState.SENDING,
        made_at=made.at,
        deadline=made.at + timedelta(minutes=2),
    )


def _called(sent: Attempt, fate: Fate, end: datetime) -> Attempt:
    unreached = (Disposition.CARRIER_FAULT, Disposition.OUT_OF_SERVICE)
    confirmed = fate.rings or fate.outcome not in unreached
    return replace(
        sent,
        state=AttemptState.FINAL,
        confirmed_at=sent.made_at if confirmed else None,
        ended_at=end,
        disposition=fate.outcome,
    )


def _written(sent: Attempt, fate: Fate, end: datetime) -> Attempt:
    """A messenger delivers, fails, or says that the chat is gone."""
    if fate.outcome in (Disposition.CARRIER_FAULT, Disposition.OUT_OF_SERVICE):
        return replace(sent, state=AttemptState.FINAL, ended_at=end, disposition=fate.outcome)
    return replace(sent, state=AttemptState.SENT, confirmed_at=end)
