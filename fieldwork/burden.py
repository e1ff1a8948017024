"""The caps that keep people from being burdened. They skip a person, never a unit: the unit's
chance of being drawn does not move, so nobody is safer for having just been asked."""

from datetime import datetime, timedelta

from fieldwork.book import Book
from fieldwork.rules import Rules
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
    """Not being called, no answered call within the days of rest, not too many in a year, and
    nothing at all once somebody there refused."""
    rest = timedelta(days=rules.policy.household_rest_days)
    contacts = book.contacts.of_person("household", household, now - _YEAR)
    if any(not contact.closed for contact in contacts):
        return False
    if any(contact.disposition is Disposition.REFUSED for contact in contacts):
        return False
    answered = [
        c for c in contacts if c.disposition is not None and MEANINGS[c.disposition].answered
    ]
    if any(now - contact.opened_at < rest for contact in answered):
        return False
    return len(answered) < rules.policy.household_calls_a_year
