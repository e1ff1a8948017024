"""Somebody asks to be left alone, or takes that back.

It belongs to the number, whoever has it: households on it are neither called nor written to. An
official's duty does not end with it: texts stop, checks in the chat and by telephone go on.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from fieldwork.book import Book, OptOutHow
from fieldwork.burden import YEAR
from inspection.contact import Contact
from inspection.disposition import Disposition
from inspection.pursuit import Close, Pursuit

_WHO = "person"
_SAID_BY: Mapping[OptOutHow, str] = {"carrier": "carrier"}


def opt_out(book: Book, number: str, how: OptOutHow, now: datetime) -> bool:
    """False if it was so already. Whoever is just being tried on the number is looked at at once,
    and not called again."""
    if not book.opt_outs.begin(number, how, now):
        return False
    who = _SAID_BY.get(how, _WHO)
    book.audit.note(now, who, "a number asked to be left alone", f"by {how}")
    holders = [one for one in book.roster.holders(number) if one.now]
    households = {one.person for one in holders if one.kind == "household"}
    for contacts in book.contacts.of_people("household", households, now - YEAR).values():
        for contact in contacts:
            if not contact.closed:
                book.contacts.save(replace(contact, next_at=now))
    return True


def opt_in(book: Book, number: str, how: OptOutHow, now: datetime) -> bool:
    """False if the number had not asked to be left alone."""
    if not book.opt_outs.end(number, how, now):
        return False
    book.audit.note(now, _WHO, "a number may be called again", f"by {how}")
    return True


def left_alone(book: Book, contact: Contact) -> bool:
    """Whether nobody may call for this contact any more."""
    return contact.kind == "household" and bool(book.opt_outs.households([contact.person]))


def close_left_alone(pursuit: Pursuit) -> Close:
    """Who was never called has refused nothing."""
    never = not pursuit.attempts
    return Close(
        disposition=Disposition.NOT_ATTEMPTED if never else Disposition.REFUSED,
        reason="the number asked to be left alone",
    )
