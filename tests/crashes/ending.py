"""How a day ended: in the store, and for the people."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import sqlalchemy as sa

from fieldwork.book import Book
from mingcha.foundation import Foundation
from simulator import World
from simulator.carrier.call import Call
from storage.tables import attempts, messages
from tests.crashes.township import MORNING, TEXTED, number_of, person_of

WRITTEN_TO = ("O1", "O2", "I1")
CALLED = ("O2", "H1", "H2", "H3", "H4")
Counts = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Ending:
    dispositions: Mapping[str, str]
    """Of each person's contact; "open" for one that is not closed."""
    findings: Sequence[str]
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
        kinds = [
            (kind, state)
            for kind, state in connection.execute(sa.select(messages.c.kind, messages.c.state))
        ]
        repeated = connection.execute(
            sa.select(sa.func.count()).where(messages.c.repeated.is_(True))
        ).scalar_one()
        made = set(
            connection.execute(
                sa.select(attempts.c.token).where(attempts.c.channel == "voice")
            ).scalars()
        )
    with store.ledger.read() as book:
        return _ending(book, world, kinds, repeated, made)


def _ending(
    book: Book,
    world: World,
    kinds: Sequence[tuple[str, str]],
    repeated: int,
    made: Set[str],
) -> Ending:
    inspections = book.inspections.between(MORNING, world.now)
    contacts = [c for one in inspections for c in book.contacts.of_inspection(one.id)]
    calls = list(world.twilio.exchange.calls.values())
    tokens = Counter(call.order.url.split("/")[-2] for call in calls)
    return Ending(
        dispositions={c.person: c.disposition or "open" for c in contacts},
        findings=sorted(f.kind for one in inspections for f in book.inspections.findings(one.id)),
        letters=Counter(kind for kind, state in kinds if state == "SENT" and kind != "tap"),
        repeated=repeated,
        unsent=sum(kind != "tap" and state != "SENT" for kind, state in kinds),
        answers={c.person: len(book.contacts.replies(c.id)) for c in contacts},
        received=sum(len(person_of(world, name).chat.received()) for name in WRITTEN_TO),
        calls={name: sum(call.to == number_of(name) for call in calls) for name in CALLED},
        cut={
            name: sum(call.to == number_of(name) and was_cut(call) for call in calls)
            for name in CALLED
        },
        second_calls=sum(tokens.values()) - len(tokens),
        never_made=sum(token not in tokens for token in made),
        unknown_calls=len(set(tokens) - made),
        texts=sum(
            message.to == number_of(TEXTED) for message in world.twilio.texting.messages.values()
        ),
        waiting=book.inbox.counts(),
        undelivered=len(world.telegram.updates.pending()),
        expired=len(world.telegram.updates.expired),
        broken_at=book.audit.broken_at(),
    )


def was_cut(call: Call) -> bool:
    return any("application error" in words for words in call.heard)
