"""Calling a household: its numbers in order, other parts of the day, then other days."""

from datetime import datetime, timedelta

from inspection.contact import Address, Attempt
from inspection.giving_up import at_first_opening, nobody_left
from inspection.pursuit import Close, NextStep, Pursuit, over
from inspection.retry import Retry, Then, outcome_of
from inspection.retry_table import TABLE, after


def call_household(pursuit: Pursuit, now: datetime) -> NextStep:
    addresses = [a for a in pursuit.on("voice") if not _tried_out(pursuit, a)]
    if not addresses:
        return nobody_left(pursuit)
    if not pursuit.attempts:
        return at_first_opening(pursuit, now, pursuit.contact.planned_at, addresses[0])
    last = pursuit.attempts[-1]
    retry = after("household", last)
    if retry.then is not Then.AGAIN:
        return at_first_opening(pursuit, now, now, addresses[0])
    most = retry.at_most(pursuit.policy)
    alike = sum(outcome_of(attempt) is outcome_of(last) for attempt in pursuit.attempts)
    if most is not None and alike >= most:
        return Close(disposition=retry.closes, reason=f"{most} tries ended so")
    return at_first_opening(pursuit, now, _again_at(pursuit, last, retry), addresses[0])


def _again_at(pursuit: Pursuit, last: Attempt, retry: Retry) -> datetime:
    ended, wait = over(last), timedelta(minutes=retry.minutes(pursuit.policy))
    if not retry.other_part:
        return ended + wait
    window = pursuit.window
    another_part = window.next_other_part(ended, used=pursuit.parts(), wait=wait)
    if another_part <= pursuit.contact.close_by:
        return another_part
    # Villagers' workdays have two parts only: once both were tried, another day must do.
    return window.next_other_part(ended, used=(), wait=wait, not_on=pursuit.days())


def _tried_out(pursuit: Pursuit, address: Address) -> bool:
    """By the number that the policy gives to outcomes that count."""
    limits = (row.an_address(pursuit.policy) for row in TABLE["household", "voice"].values())
    most = min(limit for limit in limits if limit is not None)
    tries = sum(a.channel == address.channel and a.address == address.id for a in pursuit.counted)
    return tries >= most
