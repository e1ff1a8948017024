"""Whether a text may leave now, and where it goes: looked at right before each request."""

from dataclasses import replace
from datetime import datetime, timedelta

from fieldwork.book import Book, Text
from fieldwork.enrol import holds
from fieldwork.reaching import Reaching
from fieldwork.rules import Rules
from inspection.contact import Address
from inspection.lane.lane import Lane, Unreachable
from inspection.pause import LOOK_AGAIN as PAUSE_ENDS

_TO_PEOPLE = ("invitation", "check")
"""Begun by us: they leave in working hours."""
ANSWERED_WITHIN = timedelta(minutes=30)
"""Nobody waits longer for an answer to a text, nor knows then what it answers."""


def still_wanted(book: Book, text: Text, now: datetime) -> Text:
    """As it is; put off to its hours; or ended with the reason."""
    over = _hindrance(book, text, now)
    if over:
        return cancelled(text, over, now)
    if text.purpose not in _TO_PEOPLE:
        return text  # whoever has just written may be answered at any hour
    rules = Rules.at(book, now, _region(book, text, now))
    if rules.paused:
        return replace(text, next_at=now + PAUSE_ENDS)
    opening = rules.official_window.next_opening(now)
    return replace(text, next_at=opening) if opening > now else text


def cancelled(text: Text, why: str, now: datetime) -> Text:
    return replace(text, state="CANCELLED", why=why, body="", next_at=None, ended_at=now)


def lanes_for(
    book: Book, text: Text, reaching: Reaching, now: datetime
) -> tuple[Lane, ...] | Unreachable:
    """Of a text that is still wanted."""
    if text.number:
        return reaching.lane_back(text.number, text.from_lane)
    address = _address_of(book, text)
    assert address is not None, "a text without a number is not wanted any more"
    return reaching.lanes_to(book, address, "text", _region(book, text, now))


def number_of(book: Book, text: Text) -> str:
    if text.address is None:
        return text.number
    return book.roster.number(text.address)


def _hindrance(book: Book, text: Text, now: datetime) -> str:
    """Why the text may not leave any more; "" if it may."""
    if text.purpose == "invitation":
        return _of_invitation(book, text, now)
    if text.purpose == "check":
        return _of_check(book, text)
    if now - text.made_at > ANSWERED_WITHIN:
        return "too late"
    # Carriers' words are answered even so: who wrote STOP is told that it holds.
    quiet = text.purpose == "answer" and book.opt_outs.holds(text.number)
    return "asked for no texts" if quiet else ""


def _of_invitation(book: Book, text: Text, now: datetime) -> str:
    assert text.kind, "an invitation has a person"
    invite = book.chats.open_invite(text.kind, text.person)
    if invite is None or invite.id != text.invite:
        return "a newer invitation"
    if not holds(invite, now):
        return "linked meanwhile" if invite.used else "expired"
    return _of_number(book, text)


def _of_check(book: Book, text: Text) -> str:
    attempt = book.contacts.attempt_by_token(text.token)
    if attempt is None or book.contacts.get(attempt.contact).closed:
        return "the check is over"
    return _of_number(book, text)


def _of_number(book: Book, text: Text) -> str:
    address = _address_of(book, text)
    if address is None:
        return "number changed"
    if not address.usable:
        return "number out of service"
    return "asked for no texts" if book.opt_outs.holds_on(address.id) else ""


def _address_of(book: Book, text: Text) -> Address | None:
    assert text.kind, "what goes to an address has a person"
    numbers = book.roster.voice_addresses(text.kind, text.person)
    return next((one for one in numbers if one.id == text.address), None)


def _region(book: Book, text: Text, now: datetime) -> str:
    if text.kind == "official":
        return book.roster.region_of(text.person, now)
    found = (one.region for one in book.roster.supervisors() if one.id == text.person)
    return next(found, "")
