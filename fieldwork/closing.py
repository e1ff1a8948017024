"""A contact comes to its end; the next household steps in for one that said nothing."""

from dataclasses import replace
from datetime import datetime

from fieldwork.book import Book
from fieldwork.correspondence import message
from fieldwork.next_household import open_next_household
from fieldwork.ports import Chance
from fieldwork.rules import Rules
from inspection import writing
from inspection.contact import Contact
from inspection.disposition import Disposition
from inspection.outage import Outage
from inspection.retry_table import NEXT_PERSON


def close_contact(
    book: Book,
    contact: Contact,
    disposition: Disposition,
    *,
    reason: str,
    now: datetime,
    chance: Chance,
    outage: Outage | None = None,
) -> None:
    """Once: a contact that is closed stays as it is."""
    if contact.closed:
        return
    book.contacts.save(contact.close(disposition, now, outage=outage))
    book.contacts.withdraw_queued(contact.id)
    book.audit.note(
        now, "dispatch", f"contact closed {disposition}", f"contact {contact.id}: {reason}"
    )
    if disposition is Disposition.ATTEMPTS_EXHAUSTED and contact.kind == "official":
        _tell_not_reached(book, contact, now)
    if contact.kind == "household" and disposition in NEXT_PERSON:
        inspection = book.inspections.get(contact.inspection)
        rules = Rules.at(book, now, inspection.pick.village)
        if rules.household_window.next_opening(now) < rules.close_by(contact):
            open_next_household(book, rules, inspection.pick, inspection.id, now, chance)


def _tell_not_reached(book: Book, contact: Contact, now: datetime) -> None:
    """The person hears of it first, and may explain."""
    inspection = book.inspections.get(contact.inspection)
    policy = Rules.at(book, now, inspection.pick.village).policy
    letter = writing.not_reached(
        contact.language, inspection.asked_days[-1], statement_days=policy.case_statement_days
    )
    for chat in book.chats.of_person("official", contact.person):
        if chat.state == "linked":
            post = message(chat, letter)
            key = f"not reached:{contact.id}:{chat.id}"
            book.messages.post(replace(post, key=key, next_at=now))
