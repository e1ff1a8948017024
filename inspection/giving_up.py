"""When a contact is given up, and what may be said: nothing that the tries do not bear out."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from inspection.contact import Address, Purpose
from inspection.disposition import Disposition
from inspection.lateness import may_be_lost
from inspection.outage import Down, Outage
from inspection.pause import Standstill
from inspection.pursuit import Close, NextStep, Pursuit, Try, Wait, first_message, over

_TAKES_A_TRY = timedelta(minutes=15)
"""A shorter outage takes nobody's try."""


def at_first_opening(
    pursuit: Pursuit, now: datetime, at: datetime, address: Address, purpose: Purpose = "ask"
) -> NextStep:
    """A try at the first open instant from `at` on, unless the contact must be closed before."""
    opening = pursuit.window.next_opening(max(at, now))
    if opening > pursuit.contact.close_by:
        down = hours_taken(pursuit, pursuit.outages)
        if down is not None:
            return _ours(Down.PROGRAM, down, "the program was down in its days")
        down = hours_taken(pursuit, pursuit.silenced)
        if down is not None and telephones_left(pursuit):
            return _ours(Down.TELEPHONE, down, "no lane went in its days")
        return given_up(pursuit, "the days for it are over")
    return Wait(until=opening) if opening > now else Try(address=address, purpose=purpose)


def _ours(what: Down, still: Standstill, reason: str) -> Close:
    return Close(
        disposition=Disposition.OUTAGE,
        reason=reason,
        outage=Outage(what=what, start=still.start, end=still.end),
    )


def hours_taken(pursuit: Pursuit, outages: Sequence[Standstill]) -> Standstill | None:
    """The first of them that took hours in which the person could have been tried once more."""
    tried = (over(attempt) for attempt in pursuit.counted)
    since = max(tried, default=pursuit.contact.planned_at)
    for outage in outages:
        start, end = max(outage.start, since), min(outage.end, pursuit.contact.close_by)
        if end - start > _TAKES_A_TRY and pursuit.window.next_opening(start) < end:
            return outage
    return None


def nobody_left(pursuit: Pursuit) -> Close:
    if not (pursuit.attempts or pursuit.telephone):
        return Close(disposition=Disposition.NOT_ATTEMPTED, reason="no telephone lane, no chat")
    if pursuit.unreached and not pursuit.attempts:
        return Close(disposition=Disposition.NOT_ATTEMPTED, reason=unreachable(pursuit))
    if not pursuit.counted:
        return Close(disposition=Disposition.OUT_OF_SERVICE, reason="no number that works")
    if all(attempt.disposition is Disposition.WRONG_PERSON for attempt in pursuit.counted):
        return Close(
            disposition=Disposition.WRONG_PERSON, reason="every number belongs to a stranger"
        )
    return given_up(pursuit, "every number was tried in vain")


def unreachable(pursuit: Pursuit) -> str:
    return f"no lane reaches the number: {pursuit.unreached}"


def given_up(pursuit: Pursuit, reason: str) -> Close:
    """No further try is possible: nothing is said that the tries do not bear out."""
    if not pursuit.attempts:
        return Close(disposition=Disposition.NOT_ATTEMPTED, reason=reason)
    if not pursuit.counted:
        return Close(disposition=Disposition.CARRIER_FAULT, reason="no try was ever connected")
    lost = _answer_lost(pursuit)
    if lost is not None:
        return _ours(Down.ANSWER, lost, "an answer may have been lost")
    enough = tried_enough(pursuit) and _called_enough(pursuit)
    if pursuit.contact.kind == "official" and not enough:
        return Close(disposition=Disposition.NON_CONTACT, reason="too few tries to say more")
    return Close(disposition=Disposition.ATTEMPTS_EXHAUSTED, reason=reason)


def _answer_lost(pursuit: Pursuit) -> Standstill | None:
    """In which what an official wrote may have been lost before our closed door."""
    written = first_message(pursuit) if pursuit.contact.kind == "official" else None
    return None if written is None else may_be_lost(pursuit.outages, written)


def tried_enough(pursuit: Pursuit) -> bool:
    """Whether an official is tried no more."""
    policy = pursuit.policy
    return (
        len(pursuit.counted) >= policy.official_least_attempts
        and len(pursuit.days()) >= policy.official_least_days
        and len(pursuit.parts()) >= policy.official_least_parts
        and (calls_counted(pursuit) >= policy.official_voice_attempts or not telephones(pursuit))
    )


def _called_enough(pursuit: Pursuit) -> bool:
    """Where no telephone ever rang, silence in the chat says no more than that."""
    return calls_counted(pursuit) > 0 or pursuit.policy.official_voice_attempts == 0


def telephones_left(pursuit: Pursuit) -> bool:
    """Whether there is a number to call: a lane that is down takes nothing from others."""
    if pursuit.contact.kind == "official":
        return bool(telephones(pursuit))
    return bool(pursuit.on("voice"))


def telephones(pursuit: Pursuit) -> tuple[Address, ...]:
    """An official's telephones, where the policy calls officials at all."""
    return pursuit.on("voice") if pursuit.policy.official_voice_attempts else ()


def calls_counted(pursuit: Pursuit) -> int:
    return sum(attempt.channel == "voice" for attempt in pursuit.counted)
