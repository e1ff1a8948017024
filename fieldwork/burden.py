"""The caps that keep people from being burdened. They skip a person, never a unit: the unit's
chance of being drawn does not move, so nobody is safer for having just been asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from fieldwork.book import Book, Household
from fieldwork.rules import Rules
from inspection.contact import Contact
from inspection.disposition import MEANINGS, Disposition

_YEAR = timedelta(days=365)
_MONTH = timedelta(days=30)
_DAY = timedelta(days=1)


def may_ask_official(book: Book, rules: Rules, official: str, now: datetime) -> bool:
    """Not asked today, not being asked, and fewer checks in thirty days than the policy's most.

    What was never begun burdened nobody and does not count."""
    earlier = [
        contact
        for contact in book.contacts.of_person("official", official, now - _MONTH)
        if contact.disposition is not Disposition.NOT_ATTEMPTED
    ]
    if any(not c.closed or now - c.opened_at < _DAY for c in earlier):
        return False
    return len(earlier) < rules.policy.official_contacts_a_month


def may_ask_household(book: Book, rules: Rules, household: str, now: datetime) -> bool:
    """Whoever may pick up is spared, so all households that share a number are looked at: none is
    being called, none answered within the days of rest, they did not answer too often in a year,
    and nobody there refused. Who moved away is not called until the register changes."""
    rest = timedelta(days=rules.policy.household_rest_days)
    contacts = [
        contact
        for name in book.roster.sharing(household)
        for contact in book.contacts.of_person("household", name, now - _YEAR)
    ]
    if any(not contact.closed or _said(contact, Disposition.REFUSED) for contact in contacts):
        return False
    if _moved(contacts, book.roster.household(household)):
        return False
    answered = [
        c for c in contacts if c.disposition is not None and MEANINGS[c.disposition].answered
    ]
    if any(now - contact.opened_at < rest for contact in answered):
        return False
    return len(answered) < rules.policy.household_calls_a_year


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
