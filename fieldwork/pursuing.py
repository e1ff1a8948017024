"""Reads all that the next step of a contact depends on."""

from datetime import datetime

from fieldwork.book import Book
from fieldwork.rules import Rules
from inspection.contact import Address, Contact
from inspection.pursuit import Pursuit


def pursuit_of(book: Book, contact: Contact, rules: Rules) -> Pursuit:
    return Pursuit(
        contact=contact,
        addresses=addresses_of(book, contact),
        attempts=tuple(book.contacts.attempts(contact.id)),
        policy=rules.policy,
        window=rules.window(contact.kind),
    )


def addresses_of(book: Book, contact: Contact) -> tuple[Address, ...]:
    """Numbers in the register's order; an official's linked chats come with them."""
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
