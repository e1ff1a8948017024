"""Texts are put into the store, and left out with the reason where nobody could get one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldwork.book import Book, Text, TextPurpose
from fieldwork.invitees import Invitee
from fieldwork.ports import Chance
from fieldwork.reaching import Reaching
from inspection.contact import Address
from inspection.lane.lane import Unreachable
from inspection.lane.order import Priority
from inspection.region import county_of
from inspection.sms import segments

_TOKEN_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class Unwritable:
    person: str
    why: str


def reachable(
    book: Book, people: Sequence[Invitee], reaching: Reaching
) -> tuple[dict[tuple[str, str], Address], tuple[Unwritable, ...]]:
    """By kind and id the number that a text would go to; and who has none that a lane reaches."""
    found: dict[tuple[str, str], Address] = {}
    left_out = []
    for one in people:
        usable = [a for a in book.roster.voice_addresses(one.kind, one.person) if a.usable]
        why = "no number in service"
        for address in usable:
            if book.opt_outs.holds_on(address.id):
                why = "asked for no texts"
                continue
            lanes = reaching.lanes_to(book, address, "text", one.region)
            if not isinstance(lanes, Unreachable):
                found[one.kind, one.person] = address
                break
            why = lanes.why
        else:
            left_out.append(Unwritable(person=one.person, why=why))
    return found, tuple(left_out)


def queue_text(
    book: Book, chance: Chance, one: Invitee, *, invite: int, to: Address, body: str, now: datetime
) -> None:
    book.texts.add(
        Text(
            id=0,
            invite=invite,
            kind=one.kind,
            person=one.person,
            address=to.id,
            body=body,
            segments=segments(body).count,
            token=chance.token(_TOKEN_BYTES).hex(),
            state="DUE",
            made_at=now,
            next_at=now,
            region=county_of(one.region),
        )
    )


def queue_answer(
    book: Book,
    chance: Chance,
    number: str,
    body: str,
    *,
    purpose: TextPurpose,
    lane: str,
    now: datetime,
) -> None:
    """To whoever wrote from this number (E.164); on the lane on which that came."""
    book.texts.add(
        Text(
            id=0,
            purpose=purpose,
            number=number,
            from_lane=lane,
            body=body,
            segments=segments(body).count,
            token=chance.token(_TOKEN_BYTES).hex(),
            state="DUE",
            made_at=now,
            next_at=now,
            priority=Priority.REPLY,
        )
    )
