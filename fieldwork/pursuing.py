"""Reads all that the next step of a contact depends on."""

from dataclasses import replace
from datetime import datetime

from fieldwork.book import Book
from fieldwork.rules import Rules
from inspection.contact import Address, Attempt, Contact
from inspection.pursuit import Pursuit


def pursuit_of(
    book: Book, contact: Contact, rules: Rules, now: datetime, *, without: Attempt | None = None
) -> Pursuit:
    """Pauses of the place are taken out: they shut the window and move the contact's end.
    `without`: an attempt that is only queued, and passed over here."""
    attempts = book.contacts.attempts(contact.id)
    if without is not None:
        attempts = [one for one in attempts if one.id != without.id]
    telephone = book.inspections.get(contact.inspection).telephone
    return Pursuit(
        contact=replace(contact, close_by=rules.close_by(contact)),
        addresses=addresses_of(book, contact, telephone=telephone),
        attempts=rules.weighed(attempts, now),
        policy=rules.policy,
        window=rules.window(contact.kind),
        outages=tuple(book.outages.since(contact.opened_at)),
        telephone=telephone,
    )


def addresses_of(book: Book, contact: Contact, *, telephone: bool) -> tuple[Address, ...]:
    """Numbers in the register's order, where the inspection has a telephone; an official's linked
    chats come with them."""
    numbers: tuple[Address, ...] = ()
    if telephone:
        numbers = tuple(book.roster.voice_addresses(contact.kind, contact.person))
    if contact.kind != "official":
        return numbers
    chats = book.chats.of_person("official", contact.person)
    linked = (
        Address(channel="chat", id=chat.id, rank=rank, usable=chat.state == "linked")
        for rank, chat in enumerate(chats, start=1)
    )
    return (*linked, *numbers)


def rules_of(book: Book, contact: Contact, now: datetime) -> Rules:
    return Rules.at(book, now, book.inspections.get(contact.inspection).pick.village)
