"""The caps that keep people from being burdened. They skip a person, never a unit: the unit's
chance of being drawn does not move, so nobody is safer for having just been asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from fieldwork.book import Household
from fieldwork.rules import Rules
from inspection.contact import Contact
from inspection.disposition import MEANINGS, Disposition
from inspection.passing import PassReason

YEAR = timedelta(days=365)
MONTH = timedelta(days=30)
_DAY = timedelta(days=1)


def spared_official(contacts: Sequence[Contact], rules: Rules, now: datetime) -> PassReason | None:
    """Why not to ask: being asked, asked within a day, or asked as often in thirty days as the
    policy allows. All draws count together.

    `contacts`: the official's own of the last MONTH. What was never begun burdened nobody and does
    not count."""
    earlier = [c for c in contacts if c.disposition is not Disposition.NOT_ATTEMPTED]
    if any(not contact.closed for contact in earlier):
        return PassReason.BEING_ASKED
    if any(now - contact.opened_at < _DAY for contact in earlier):
        return PassReason.ASKED_TODAY
    if len(earlier) >= rules.policy.official_contacts_a_month:
        return PassReason.MONTH_CAP
    return None


def spared_household(
    household: Household, contacts: Sequence[Contact], rules: Rules, now: datetime
) -> PassReason | None:
    """Whoever may pick up is spared, so all households that share a number are looked at: none is
    being called, none answered within the days of rest, they did not answer too often in a year,
    and nobody there refused. Who moved away is not called until the register changes.

    `contacts`: those of the last YEAR of all who share a number with it, itself included."""
    rest = timedelta(days=rules.policy.household_rest_days)
    if any(_said(contact, Disposition.REFUSED) and contact.dialogue.ended for contact in contacts):
        # One that was closed since its number asked to be left alone said nothing itself.
        return PassReason.REFUSED
    if any(not contact.closed for contact in contacts):
        return PassReason.BEING_ASKED
    if _moved(contacts, household):
        return PassReason.MOVED
    answered = [
        c for c in contacts if c.disposition is not None and MEANINGS[c.disposition].answered
    ]
    if any(now - contact.opened_at < rest for contact in answered):
        return PassReason.RESTING
    if len(answered) >= rules.policy.household_calls_a_year:
        return PassReason.YEAR_CAP
    return None


def spared_meanwhile(
    contacts: Sequence[Contact], household: Household, own: Contact, rules: Rules, now: datetime
) -> PassReason | None:
    """Why a household that was to be called may not be called any more: since it was drawn somebody
    who shares its telephone answered, or asked to be left alone."""
    others = [one for one in contacts if one.id != own.id and one.closed]
    return spared_household(household, others, rules, now)


def _moved(contacts: Sequence[Contact], household: Household) -> bool:
    return any(
        contact.person == household.id
        and contact.closed_at is not None
        and contact.closed_at > household.since
        and _said(contact, Disposition.MOVED)
        for contact in contacts
    )


def _said(contact: Contact, word: Disposition) -> bool:
    """Also where the contact had been closed with another outcome before it was said."""
    return contact.disposition is word or contact.dialogue.ended == word
