"""Keys that are pressed in a call, and news of it, come over ways of their own: in whatever order
they arrive, doubled and delayed, the same is left."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.conversation import Conversation
from fieldwork.dispatch import Dispatch
from fieldwork.news import apply_call_event
from inspection.call import CallEvent, Heard, Progress
from mingcha.clock import SteppedClock, SystemChance
from storage.store import Store
from tests.databases import KEY, entropy, in_memory
from tests.exchanges import exchange_over
from tests.fieldwork.queued import NOON, ForgetfulCarrier, queue

TOKEN, CALL = "token-of-H1", "CA1"
ORDER: tuple[Progress, ...] = ("dialling", "ringing", "answered", "ended")
KEYS = ("1", "1", "1", "1", "1", "2", "3", "7", "9", "0", "")
"""Mostly the first choice; key 7 ends the call, 9 repeats, 0 asks for a person, "" is silence."""
ASKED = ("language", "consent", "household", "seen", "helper", "needs")
ALL = 5
"""So many of these are asked of a household outside the programme."""
_EXAMPLES = 30

Arrival = CallEvent | Heard


@dataclass(frozen=True)
class Played:
    """One call to one household, over and over again from its beginning."""

    store: Store

    def arrives(self, one: Arrival) -> int | None:
        """The step at which the next key is awaited; None if none is."""
        if isinstance(one, CallEvent):
            with self.store.ledger.write() as book:
                apply_call_event(book, one, now=NOON, chance=SystemChance())
            return None
        talk = Conversation(
            ledger=self.store.ledger, now=lambda: NOON, voices=frozenset({"zh", "en"})
        )
        turn = talk.converse(one)
        return turn.step if turn.listens else None

    def left(self) -> tuple[object, ...]:
        """Once whoever is due was looked at."""
        clock = SteppedClock(NOON)
        exchange = exchange_over(self.store.ledger, clock, ForgetfulCarrier(now=NOON))
        chance = SystemChance()
        dispatch = Dispatch(ledger=self.store.ledger, exchange=exchange, chance=chance, clock=clock)
        while dispatch.work(NOON):
            pass
        with self.store.ledger.read() as book:
            attempt = book.contacts.attempt_by_token(TOKEN)
            assert attempt is not None
            contact = book.contacts.get(attempt.contact)
            replies = [(one.question, one.value) for one in book.contacts.replies(contact.id)]
            return (
                attempt,
                contact.disposition,
                contact.dialogue.answers,
                contact.dialogue.ended,
                replies,
                len(book.contacts.attempts(contact.id)),
            )


@dataclass(frozen=True)
class Stage:
    queued: Path

    @contextmanager
    def call(self) -> Iterator[Played]:
        file = self.queued.with_name("played.db")
        shutil.copyfile(self.queued, file)
        store = Store.open(f"sqlite:///{file}", key=KEY, entropy=entropy)
        try:
            yield Played(store)
        finally:
            store.close()


@pytest.fixture(scope="module")
def stage(sqlite_template: Path) -> Iterator[Stage]:
    with TemporaryDirectory(dir=in_memory()) as folder:
        file = Path(folder) / "queued.db"
        shutil.copyfile(sqlite_template, file)
        store = Store.open(f"sqlite:///{file}", key=KEY, entropy=entropy)
        queue(store, 1)
        with store.ledger.write() as book:
            attempt = book.contacts.attempt_by_token(TOKEN)
            assert attempt is not None
            contact = book.contacts.get(attempt.contact)
            dialogue = replace(contact.dialogue, order=ASKED, keys={})
            book.contacts.save(replace(contact, dialogue=dialogue))
        store.close()
        yield Stage(file)


def news(progress: Progress) -> CallEvent:
    sequence = ORDER.index(progress)
    return CallEvent(token=TOKEN, provider_id=CALL, progress=progress, sequence=sequence)


def in_order(stage: Stage, keys: Sequence[str]) -> tuple[list[Heard], tuple[object, ...]]:
    """What the carrier asks for in such a call, and what is left of it."""
    requests: list[Heard] = []
    with stage.call() as call:
        for progress in ORDER[:3]:
            call.arrives(news(progress))
        step: int | None = 0
        for key in ("", *keys):
            if step is not None:
                requests.append(Heard(token=TOKEN, step=step, digits=key, provider_id=CALL))
                step = call.arrives(requests[-1])
        call.arrives(news("ended"))
        return requests, call.left()


@st.composite
def disorders(draw: st.DrawFn, requests: Sequence[Heard]) -> list[Arrival]:
    """The carrier waits for our words before it asks for the next: so keys come in their order,
    each perhaps again later, and only the last can be overtaken by the end."""
    arrivals: list[tuple[int, int, Arrival]] = []

    def arrive(one: Arrival, earliest: int) -> None:
        """Before the request with that number, and somewhere among what comes there."""
        before = draw(st.integers(earliest, len(requests)))
        arrivals.append((before, draw(st.integers(0, 9)), one))

    for number, request in enumerate(requests):
        arrivals.append((number, 10, request))
        if draw(st.booleans()):
            arrive(request, number + 1)
    for progress in ORDER:
        for _ in range(draw(st.integers(1, 2))):
            arrive(news(progress), max(1, len(requests) - 1) if progress == "ended" else 0)
    return [one for _, _, one in sorted(arrivals, key=lambda arrival: arrival[:2])]


@given(st.lists(st.sampled_from(KEYS), max_size=10), st.data())
@settings(max_examples=_EXAMPLES)
def test_keys_and_news_in_any_order_leave_the_same(
    stage: Stage, keys: list[str], data: st.DataObject
) -> None:
    requests, expected = in_order(stage, keys)
    with stage.call() as call:
        for one in data.draw(disorders(requests)):
            call.arrives(one)
        assert call.left() == expected


@pytest.mark.parametrize(
    "keys", [["1"] * 4, ["1"] * ALL, ["1", "2"], ["1", "3"], [*["1"] * 4, "7"]]
)
def test_the_last_key_counts_though_the_news_of_the_end_came_first(
    stage: Stage, keys: list[str]
) -> None:
    """Enough was answered before it, or too little; all then, or a later call, or none at all."""
    requests, expected = in_order(stage, keys)
    late: tuple[Arrival, ...] = (news("ended"), requests[-1], news("answered"))
    with stage.call() as call:
        for one in (*requests[:-1], *late):
            call.arrives(one)
        left = call.left()
    assert left == expected
    assert (left[1] == "COMPLETE") is (len(keys) == ALL and "7" not in keys)
