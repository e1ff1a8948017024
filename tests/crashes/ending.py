"""How a day ended: in the store, and for the people."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from fieldwork.book import Book, StoredSlot, StoredVisit
from fieldwork.issue import CALLS
from inspection.visit import VISITS
from mingcha.foundation import Foundation
from simulator import World
from simulator.carrier.call import Call
from storage.tables import announcements, attempts, incidents, messages
from tests.crashes.township import ADMINISTRATOR, MORNING, TEXTED, number_of, person_of

WRITTEN_TO = ("O1", "O2", "I1", ADMINISTRATOR)
CALLED = ("O2", "H1", "H2", "H3", "H4")
_FILES = 10
Counts = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Ending:
    dispositions: Mapping[str, str]
    """Of each person's contact; "open" for one that is not closed."""
    findings: Sequence[str]
    visits: Sequence[str]
    """Of each how it ended, and how many notes were kept."""
    slots: Sequence[str]
    """In which state each slot of Monday is."""
    files: Sequence[str]
    """Of each that was handed in what became of it, and how many bytes."""
    told_rules: int
    """Officials' records of having been told of rules."""
    incidents: int
    letters: Counts
    """Kind -> sent."""
    repeated: int
    """Letters that were sent once more since nobody knows what became of the first request."""
    unsent: int
    """Letters; that a button was pressed is acknowledged soon or never."""
    answers: Counts
    """Person -> how many questions."""
    received: int
    """Letters that people have, in all chats."""
    calls: Counts
    """Person -> calls to their number."""
    cut: Counts
    """Person -> calls that the carrier broke off since nobody told it what to say."""
    second_calls: int
    """Requests beyond one for each attempt."""
    never_made: int
    """Attempts that were given up since the carrier knows of no call."""
    texts: int
    waiting: Mapping[str, int]
    undelivered: int
    """Updates that the messenger still has."""
    expired: int
    """Presses of a button that the messenger gave up: nobody took them for too long."""
    broken_at: int | None
    unknown_calls: int
    """Calls of which the store knows nothing."""


def all_closed(store: Foundation) -> bool:
    with store.ledger.read() as book:
        return book.contacts.open_in("") == 0


def ending(store: Foundation, world: World) -> Ending:
    with store.store.engines.reading() as connection:
        kept = _Kept(
            letters=[tuple(row) for row in connection.execute(sa.select(_KIND, _STATE))],
            tokens=set(connection.execute(_CALLED).scalars()),
            repeated=connection.execute(_REPEATED).scalar_one(),
            told_rules=connection.execute(_TOLD).scalar_one(),
            incidents=connection.execute(_INCIDENTS).scalar_one(),
        )
    with store.ledger.read() as book:
        return _ending(book, world, kept)


_KIND, _STATE = messages.c.kind, messages.c.state
_CALLED = sa.select(attempts.c.token).where(attempts.c.channel == "voice")
_REPEATED = sa.select(sa.func.count()).where(messages.c.repeated.is_(True))
_TOLD = sa.select(sa.func.count()).select_from(announcements)
_INCIDENTS = sa.select(sa.func.count()).select_from(incidents)


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """What is read from the tables themselves."""

    letters: Sequence[tuple[str, str]]
    """Kind and state of each."""
    tokens: Set[str]
    """Of attempts by telephone."""
    repeated: int
    told_rules: int
    incidents: int


def _ending(book: Book, world: World, kept: _Kept) -> Ending:
    inspections = book.inspections.between(MORNING, world.now)
    contacts = [c for one in inspections for c in book.contacts.of_inspection(one.id)]
    calls = list(world.twilio.exchange.calls.values())
    tokens = Counter(call.order.url.split("/")[-2] for call in calls)
    return Ending(
        dispositions={c.person: c.disposition or "open" for c in contacts},
        findings=sorted(f.kind for one in inspections for f in book.inspections.findings(one.id)),
        visits=sorted(_visit(book, one) for one in book.visits.between(MORNING, world.now)),
        slots=[slot.state for draw in (CALLS, VISITS) for slot in _slots(book, draw)],
        files=[f"{one.state}, {one.size} bytes" for one in book.media.latest(_FILES)],
        told_rules=kept.told_rules,
        incidents=kept.incidents,
        letters=Counter(k for k, state in kept.letters if state == "SENT" and k != "tap"),
        repeated=kept.repeated,
        unsent=sum(kind != "tap" and state != "SENT" for kind, state in kept.letters),
        answers={c.person: len(book.contacts.replies(c.id)) for c in contacts},
        received=sum(len(person_of(world, name).chat.received()) for name in WRITTEN_TO),
        calls={name: sum(call.to == number_of(name) for call in calls) for name in CALLED},
        cut={
            name: sum(call.to == number_of(name) and was_cut(call) for call in calls)
            for name in CALLED
        },
        second_calls=sum(tokens.values()) - len(tokens),
        never_made=sum(token not in tokens for token in kept.tokens),
        unknown_calls=len(set(tokens) - kept.tokens),
        texts=sum(
            message.to == number_of(TEXTED) for message in world.twilio.texting.messages.values()
        ),
        waiting=book.inbox.counts(),
        undelivered=len(world.telegram.updates.pending()),
        expired=len(world.telegram.updates.expired),
        broken_at=book.audit.broken_at(),
    )


def _visit(book: Book, visit: StoredVisit) -> str:
    """Whom the lot named before those who were told does not matter."""
    told = [one for one in book.visits.assignments(visit.id) if one.state != "PASSED"]
    notes = sum(len(book.visits.notes(one.id)) for one in told)
    return f"{visit.outcome}, {notes} notes, {[one.outcome for one in told]}"


def _slots(book: Book, draw: str) -> Sequence[StoredSlot]:
    return book.slots.between(draw, MORNING, MORNING + timedelta(hours=12))


def was_cut(call: Call) -> bool:
    return any("application error" in words for words in call.heard)
