"""Reads all that the next step of a contact depends on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from fieldwork.book import Book
from fieldwork.hearing import silences
from fieldwork.questioning import interview_of
from fieldwork.reaching import Reaching
from fieldwork.rules import Rules
from inspection.contact import Address, Attempt, Contact
from inspection.lane.downtime import downtime, of_all
from inspection.lane.lane import Unreachable
from inspection.lane.state import LaneState
from inspection.pause import Standstill, merged
from inspection.pursuit import Pursuit
from inspection.questionnaire.carrying import RECORDED


def pursuit_of(
    book: Book,
    contact: Contact,
    rules: Rules,
    now: datetime,
    *,
    without: Attempt | None = None,
    reaching: Reaching | None = None,
) -> Pursuit:
    """Pauses of the place are taken out: they shut the window and move the contact's end.
    `without`: an attempt that is only queued, and passed over here. `reaching`: numbers that no
    lane reaches are not usable; None where nobody is to be reached now."""
    attempts = book.contacts.attempts(contact.id)
    if without is not None:
        attempts = [one for one in attempts if one.id != without.id]
    bots = asked_at(book, attempts)
    unnoted = (one for one in silences(book, bots, now) if one.end > contact.opened_at)
    outages = merged((*book.outages.since(contact.opened_at, bots), *unnoted))
    inspection = book.inspections.get(contact.inspection)
    telephone, unreached = inspection.telephone, ""
    addresses = addresses_of(book, contact, telephone=telephone)
    if reaching is not None and rules.policy.official_ask_by_text:
        region = inspection.pick.village
        addresses = (*addresses, *_by_text(book, contact, addresses, reaching, region))
    if reaching is not None and reaching.lanes:
        addresses, unreached = _reached(book, addresses, reaching, inspection.pick.village)
    return Pursuit(
        contact=replace(contact, close_by=rules.close_by(contact)),
        addresses=addresses,
        unreached=unreached,
        # Of a household silence says nothing, and a call that rang has disturbed it.
        attempts=rules.weighed(attempts, now, outages if contact.kind == "official" else ()),
        policy=rules.policy,
        window=rules.window(contact.kind),
        outages=outages,
        silenced=_silenced(book, reaching, now),
        telephone=telephone,
        wanted_at=_wanted_at(book, addresses, attempts),
        keys_left=_keys_left(book, contact, rules, now),
    )


def asked_at(book: Book, attempts: Sequence[Attempt]) -> frozenset[str]:
    """The bots at which a person was asked, and may answer."""
    chats = {one.address for one in attempts if one.channel == "chat" and one.confirmed_at}
    return frozenset(book.chats.get(chat).bot for chat in chats)


def _wanted_at(
    book: Book, addresses: Sequence[Address], attempts: Sequence[Attempt]
) -> datetime | None:
    """Nobody is looked for who was never called."""
    if not any(attempt.channel == "voice" for attempt in attempts):
        return None
    return book.incoming.wished_on([one.id for one in addresses if one.channel == "voice"])


def _silenced(book: Book, reaching: Reaching | None, now: datetime) -> tuple[Standstill, ...]:
    lanes = () if reaching is None else reaching.having("voice")
    if not lanes:
        return ()
    states = book.lanes.states()
    fresh = LaneState()
    return of_all([downtime(states.get(lane.name, fresh), "voice", now) for lane in lanes])


def _keys_left(book: Book, contact: Contact, rules: Rules, now: datetime) -> bool:
    """Of a check that is half answered."""
    if contact.kind != "official" or not contact.dialogue.answers:
        return False
    interview = interview_of(book, contact, rules, now, "voice", without=RECORDED)
    return interview.prompt is not None


def _reached(
    book: Book, addresses: tuple[Address, ...], reaching: Reaching, region: str
) -> tuple[tuple[Address, ...], str]:
    """And why none is reached, if none of the numbers in service is. Invented numbers are judged
    elsewhere: they are struck out."""
    judged, reasons, reached = [], [], False
    for address in addresses:
        why = ""
        if address.channel == "voice" and address.usable:
            why = reaching.why_not(book, address, "voice", region)
            reached = reached or not why
        judged.append(replace(address, usable=False) if why else address)
        reasons += [why] if why else []
    return tuple(judged), "" if reached or not reasons else reasons[0]


def _by_text(
    book: Book, contact: Contact, known: tuple[Address, ...], reaching: Reaching, region: str
) -> Iterator[Address]:
    """The numbers of an official without a chat to which a text may go."""
    if contact.kind != "official" or not reaching.having("text"):
        return
    if any(address.channel == "chat" and address.usable for address in known):
        return
    for address in known:
        if address.channel != "voice" or not address.usable or book.opt_outs.holds_on(address.id):
            continue
        if not isinstance(reaching.lanes_to(book, address, "text", region), Unreachable):
            yield replace(address, channel="sms")


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
