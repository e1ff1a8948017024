"""Calling a household: its numbers in order, other parts of the day, then other days."""

from datetime import datetime, timedelta

from inspection.contact import Address, Attempt
from inspection.disposition import Disposition
from inspection.giving_up import at_first_opening, nobody_left
from inspection.pursuit import (
    Close,
    NextStep,
    Pursuit,
    Retry,
    after_heard_fault,
    heard_a_fault,
    over,
    retries,
)


def call_household(pursuit: Pursuit, now: datetime) -> NextStep:
    most = pursuit.policy.household_attempts_a_number
    addresses = [a for a in pursuit.on("voice") if _tries(pursuit, a) < most]
    if not addresses:
        return nobody_left(pursuit)
    if not pursuit.attempts:
        return at_first_opening(pursuit, now, pursuit.contact.planned_at, addresses[0])
    last = pursuit.attempts[-1]
    assert last.disposition is not None, "a call that is over has an outcome"
    fault = heard_a_fault(last)
    retry = after_heard_fault(pursuit.policy) if fault else _retry(pursuit, last.disposition)
    if retry is None:
        return at_first_opening(pursuit, now, now, addresses[0])
    alike = (a for a in pursuit.attempts if a.disposition is last.disposition)
    if sum(heard_a_fault(a) is fault for a in alike) >= retry.most:
        return Close(disposition=last.disposition, reason=f"{retry.most} tries ended so")
    return at_first_opening(pursuit, now, _again_at(pursuit, last, retry), addresses[0])


def _retry(pursuit: Pursuit, outcome: Disposition) -> Retry | None:
    return retries(pursuit.policy).get(outcome)


def _again_at(pursuit: Pursuit, last: Attempt, retry: Retry) -> datetime:
    ended, wait = over(last), timedelta(minutes=retry.minutes)
    if not retry.other_part:
        return ended + wait
    window = pursuit.window
    another_part = window.next_other_part(ended, used=pursuit.parts(), wait=wait)
    if another_part <= pursuit.contact.close_by:
        return another_part
    # Villagers' workdays have two parts only: once both were tried, another day must do.
    return window.next_other_part(ended, used=(), wait=wait, not_on=pursuit.days())


def _tries(pursuit: Pursuit, address: Address) -> int:
    return sum(a.channel == address.channel and a.address == address.id for a in pursuit.counted)
