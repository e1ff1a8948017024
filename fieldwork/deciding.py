"""What is to be done about a contact at this moment: when its try is queued, and once more right
before the try leaves."""

from dataclasses import dataclass
from datetime import datetime

from fieldwork.absent import away_until
from fieldwork.book import Book
from fieldwork.burden import spared_meanwhile
from fieldwork.hearing import deaf_until
from fieldwork.neighbours import Neighbours
from fieldwork.opting_out import close_left_alone, left_alone
from fieldwork.pursuing import asked_at, pursuit_of, rules_of
from fieldwork.reaching import Reaching
from fieldwork.rules import Rules
from inspection.contact import Attempt, Contact, Unbegun
from inspection.disposition import Disposition
from inspection.giving_up import given_up
from inspection.next_step import next_step
from inspection.passing import PassReason
from inspection.pursuit import Close, NextStep, Pursuit, Try, Wait


@dataclass(frozen=True, kw_only=True)
class Decision:
    step: NextStep
    rules: Rules
    pursuit: Pursuit | None = None
    """None where a pause or an absence decided, or nobody listens."""
    why: Unbegun | None = None
    """What keeps it from being begun."""

    def still(self, attempt: Attempt) -> bool:
        """Whether the queued attempt is the very try that is to be made."""
        step = self.step
        return (
            isinstance(step, Try)
            and step.address.channel == attempt.channel
            and step.address.id == attempt.address
            and step.purpose == attempt.purpose
        )


def decided(
    book: Book,
    contact: Contact,
    now: datetime,
    *,
    queued: Attempt | None = None,
    reaching: Reaching | None = None,
) -> Decision:
    """As if `queued`, of which nothing has left, did not exist."""
    rules = rules_of(book, contact, now)
    if left_alone(book, contact):
        pursuit = pursuit_of(book, contact, rules, now, without=queued)
        close = close_left_alone(pursuit)
        return Decision(step=close, rules=rules, pursuit=pursuit, why=Unbegun.SPARED)
    official = contact.kind == "official"
    bots = asked_at(book, book.contacts.attempts(contact.id)) if official else frozenset[str]()
    held = deaf_until(book, now, bots) or rules.held_until(contact, now)
    held = held or away_until(book, contact, rules, now)
    if held is not None:
        return Decision(step=Wait(until=held), rules=rules)
    pursuit = pursuit_of(book, contact, rules, now, without=queued, reaching=reaching)
    step = next_step(pursuit, now)
    if isinstance(step, Try) and contact.kind == "household":
        spared = _spared(book, contact, rules, now)
        if spared is not None:
            close = given_up(pursuit, f"the telephone is left alone: {spared}")
            return Decision(step=close, rules=rules, pursuit=pursuit, why=Unbegun.SPARED)
    never = isinstance(step, Close) and step.disposition is Disposition.NOT_ATTEMPTED
    why = Unbegun.UNREACHABLE if never and pursuit.unreached else None
    return Decision(step=step, rules=rules, pursuit=pursuit, why=why)


def _spared(book: Book, contact: Contact, rules: Rules, now: datetime) -> PassReason | None:
    neighbour = Neighbours(book=book, now=now).of(contact.person)
    if neighbour is None:
        return None
    return spared_meanwhile(neighbour.contacts, neighbour.household, contact, rules, now)
