"""Several bots on one store: what holds one of them holds nobody at another."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork import lane_desk
from fieldwork.book import MessageKind
from fieldwork.chat_lane import ChatLane
from fieldwork.lane_gate import LaneGate
from fieldwork.ports import NotPlaced
from fieldwork.post import Post
from inspection.chat import Letter
from inspection.lane.chat_pace import ChatPace
from inspection.lane.lane import CHAT, Lane
from inspection.lane.pace import Limit
from mingcha.clock import SteppedClock
from storage.store import Store
from tests.fieldwork.lines import ScriptedMessenger
from tests.scenarios.town import CALENDAR
from tests.storage.samples import NOW, ROSTER, message_to

SOUTH = "south"
BOTS = [Lane(name=name, limits={"chat": Limit(most=2, seconds=1)}) for name in (CHAT, SOUTH)]
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(store: Store) -> SteppedClock:
    with store.ledger.write() as book:
        book.policy.set_calendar(CALENDAR)
        book.roster.store(ROSTER, NOW)
    return SteppedClock(NOW)


def letters(store: Store, bot: str, *texts: str, chat: str = "", kind: MessageKind) -> None:
    """Each to a chat of its own, unless all go to one."""
    with store.ledger.write() as book:
        for text in texts:
            to = book.chats.meet(chat or text, NOW, bot=bot).id
            posted = replace(message_to(to, key=f"{bot} {text}"), letter=Letter(text=text))
            assert book.messages.post(replace(posted, kind=kind))


def post_of(store: Store, clock: SteppedClock, bot: str) -> tuple[Post, ScriptedMessenger]:
    gate = LaneGate(ledger=store.ledger, clock=clock, lanes=BOTS, holder=bot)
    messenger = ScriptedMessenger()
    lane = ChatLane(gate=gate, name=bot)
    pace = ChatPace(overall=Limit(most=2, seconds=1))
    post = Post(
        ledger=store.ledger, messenger=messenger, clock=clock, bot=bot, lane=lane, pace=pace
    )
    return post, messenger


def test_each_sends_what_is_its_own_in_order_and_at_its_own_pace(
    store: Store, clock: SteppedClock
) -> None:
    letters(store, CHAT, *(f"news {n}" for n in range(8)), kind="digest")
    letters(store, SOUTH, "first", "second", chat="4711", kind="notice")
    letters(store, SOUTH, "late news", kind="digest")
    first, at_first = post_of(store, clock, CHAT)
    south, at_south = post_of(store, clock, SOUTH)
    for post in (first, south):
        post.work(clock.now())
    assert at_first.sent == ["news 0", "news 1"]
    assert at_south.sent == ["first", "late news"], "one a second to a chat"
    assert first.next_due(clock.now()) == south.next_due(clock.now()) == NOW + SECOND
    clock.move_to(NOW + SECOND)
    for post in (first, south):
        post.work(clock.now())
    assert at_first.sent[2:] == ["news 2", "news 3"]
    assert at_south.sent[2:] == ["second"]
    assert south.rests(clock.now())
    assert not first.rests(clock.now())


def test_one_that_is_asked_to_wait_waits_alone(store: Store, clock: SteppedClock) -> None:
    for bot in (CHAT, SOUTH):
        letters(store, bot, "one", "two", "three", kind="notice")
    (first, at_first), (south, at_south) = (post_of(store, clock, bot) for bot in (CHAT, SOUTH))
    at_south.answers["one"] = [NotPlaced(code="429", retry_after=40.0, lane="too fast")]
    for _ in range(3):
        first.work(clock.now())
        south.work(clock.now())
        clock.move_to(clock.now() + SECOND)
    assert at_first.sent == ["one", "two", "three"]
    assert at_south.sent == []
    clock.move_to(NOW + timedelta(seconds=41))
    south.work(clock.now())
    clock.move_to(clock.now() + SECOND)
    south.work(clock.now())
    assert sorted(at_south.sent) == ["one", "three", "two"]


def test_an_operator_stops_one_of_them(store: Store, clock: SteppedClock) -> None:
    for bot in (CHAT, SOUTH):
        letters(store, bot, "Good morning", kind="notice")
    with store.ledger.write() as book:
        assert lane_desk.stop(book, SOUTH, "another bot takes its place", NOW)
    (first, at_first), (south, at_south) = (post_of(store, clock, bot) for bot in (CHAT, SOUTH))
    first.work(NOW)
    south.work(NOW)
    assert (at_first.sent, at_south.sent) == (["Good morning"], [])
    with store.ledger.write() as book:
        assert lane_desk.resume(book, SOUTH, "it stays", NOW)
    clock.move_to(NOW + timedelta(minutes=1))
    south.work(clock.now())
    assert at_south.sent == ["Good morning"]


def test_administrators_hear_which_of_them_is_refused(store: Store, clock: SteppedClock) -> None:
    (inspector,) = ROSTER.inspectors
    administrator = replace(inspector, role="administrator", language="en", region="53")
    with store.ledger.write() as book:
        book.roster.store(replace(ROSTER, inspectors=(administrator,)), NOW)
        chat = book.chats.meet("4712", NOW)
        book.chats.save(replace(chat, kind="inspector", person="I1", state="linked"))
    letters(store, SOUTH, "Good morning", kind="notice")
    (first, at_first), (south, at_south) = (post_of(store, clock, bot) for bot in (CHAT, SOUTH))
    at_south.answers["Good morning"] = [NotPlaced(code="401", operator=True, lane="account")]
    south.work(NOW)
    first.work(NOW)
    (told,) = at_first.sent
    assert "refuses our messages (code 401, south)" in told
    assert "Whoever is linked at that bot gets nothing" in told
