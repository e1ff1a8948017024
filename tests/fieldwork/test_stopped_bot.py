"""While the bot is stopped, whoever is to be checked does not wait for it; and nobody else stops
them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork import lane_desk
from fieldwork.book import Message
from fieldwork.chat_lane import ChatLane
from fieldwork.departure import SENDING_TAKES
from fieldwork.lane_gate import LEASE_LASTS, LaneGate
from fieldwork.post import Post
from inspection.chat import Letter
from inspection.contact import Attempt, AttemptState
from inspection.disposition import Disposition
from inspection.lane.lane import CHAT, Lane
from inspection.lane.pace import Limit
from mingcha.clock import SteppedClock
from storage.store import Store
from tests.fieldwork.lines import ScriptedMessenger
from tests.inspection.contacts import dialogue
from tests.scenarios.town import CALENDAR
from tests.storage.samples import NOW, ROSTER, contact_of, message_to, open_inspection

DIALOGUE = dialogue("official")
WHERE = Letter(text="您现在在哪里？")
BOT = Lane(name=CHAT, limits={"chat": Limit(most=30, seconds=1)})


def post_on(store: Store, clock: SteppedClock, holder: str) -> tuple[Post, ScriptedMessenger]:
    gate = LaneGate(ledger=store.ledger, clock=clock, lanes=[BOT], holder=holder)
    messenger = ScriptedMessenger()
    post = Post(ledger=store.ledger, messenger=messenger, clock=clock, lane=ChatLane(gate=gate))
    return post, messenger


@pytest.fixture
def clock(store: Store) -> SteppedClock:
    with store.ledger.write() as book:
        book.policy.set_calendar(CALENDAR)
        book.roster.store(ROSTER, NOW)
    return SteppedClock(NOW)


def asked(store: Store, *before: str) -> int:
    """A check waits in a chat, in which other news stands before it; its message."""
    with store.ledger.write() as book:
        chat = book.chats.meet("4711", NOW).id
        for text in before:
            news = replace(message_to(chat, key=text), kind="change")
            assert book.messages.post(news)
        asks = contact_of(open_inspection(book), "O1", NOW + SENDING_TAKES)
        contact = book.contacts.open(replace(asks, dialogue=DIALOGUE))
        attempt = book.contacts.try_on(
            Attempt(
                id=0,
                contact=contact.id,
                channel="chat",
                address=chat,
                purpose="ask",
                token="t",
                state=AttemptState.SENDING,
                made_at=NOW,
                deadline=NOW + SENDING_TAKES,
            )
        )
        check = replace(message_to(chat, key="check"), attempt=attempt.id, letter=WHERE)
        book.messages.post(check)
    return len(before) + 1


def stop(store: Store, clock: SteppedClock, *, stopped: bool = True) -> None:
    act = lane_desk.stop if stopped else lane_desk.resume
    with store.ledger.write() as book:
        assert act(book, CHAT, "maintenance", clock.now())


def message(store: Store, number: int) -> Message:
    with store.ledger.read() as book:
        return book.messages.get(number)


def ended(store: Store) -> Sequence[Disposition | None]:
    with store.ledger.read() as book:
        return [attempt.disposition for attempt in book.contacts.attempts(1)]


def test_a_check_behind_other_news_of_its_chat_does_not_wait_for_a_stopped_bot(
    store: Store, clock: SteppedClock
) -> None:
    check = asked(store, "the rules change")
    stop(store, clock)
    post, messenger = post_on(store, clock, "one")
    post.work(NOW)
    assert messenger.sent == []
    assert message(store, check).state == "FAILED"
    assert message(store, 1).state == "DUE"
    assert ended(store) == [Disposition.CARRIER_FAULT]
    with store.ledger.read() as book:
        assert book.contacts.get(1).next_at == NOW


def test_a_check_whose_worker_died_does_not_wait_for_a_stopped_bot(
    store: Store, clock: SteppedClock
) -> None:
    """Nor does the dead worker, if it was only stopped, bring it back to life."""
    check = asked(store)
    with store.ledger.write() as book:
        (taken,) = book.messages.take([check], NOW)
        sending = replace(taken, state="SENDING", next_at=NOW + SENDING_TAKES)
        (claimed,) = book.messages.claim_all([sending])
    stop(store, clock)
    post, _ = post_on(store, clock, "one")
    post.work(NOW)
    assert message(store, check).state == "SENDING"
    clock.move_to(NOW + SENDING_TAKES)
    post.work(clock.now())
    assert message(store, check).state == "FAILED"
    assert message(store, check).fence > claimed.fence
    assert ended(store) == [Disposition.CARRIER_FAULT]


@pytest.mark.parametrize("resumed", [True, False])
def test_a_worker_that_lost_the_bot_while_it_was_stopped_keeps_nobody_from_being_asked(
    store: Store, clock: SteppedClock, resumed: bool
) -> None:
    """It saw the bot stopped, and then another worker had it, for whom it went again. The twin,
    for whom it did not, calls them instead."""
    stop(store, clock)
    first, _ = post_on(store, clock, "first")
    first.work(clock.now())
    clock.move_to(clock.now() + LEASE_LASTS + timedelta(minutes=1))
    second, _ = post_on(store, clock, "second")
    if resumed:
        stop(store, clock, stopped=False)
    second.work(clock.now())
    check = asked(store)
    first.work(clock.now())
    assert message(store, check).state == "DUE"
    second.work(clock.now())
    assert message(store, check).state == ("SENT" if resumed else "FAILED")
