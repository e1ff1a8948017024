from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from fieldwork.account import end_account
from fieldwork.book import Book, Message, MessageKind, StoreBusy
from fieldwork.departure import SENDING_TAKES
from fieldwork.ports import Ledger, Messenger, NotPlaced, Placed, Uncertain
from fieldwork.post import Post
from inspection.chat import Letter
from inspection.contact import AttemptState
from inspection.disposition import Disposition
from mingcha.clock import SteppedClock
from storage.store import Store
from storage.tables import messages
from tests.fieldwork.lines import Event, ScriptedMessenger
from tests.inspection.contacts import dialogue
from tests.scenarios.town import CALENDAR
from tests.storage.samples import (
    NOW,
    ROSTER,
    attempt_of,
    contact_of,
    message_to,
    open_inspection,
)

FIVE_MINUTES = timedelta(minutes=5)
SECOND = timedelta(seconds=1)
WHERE = Letter(text="您现在在哪里？")


def letters(store: Store, *texts: str, chat: str = "", kind: MessageKind = "notice") -> None:
    """Each to a chat of its own, unless all go to one."""
    with store.ledger.write() as book:
        for text in texts:
            to = book.chats.meet(chat or text, NOW).id
            posted = replace(message_to(to, key=text), kind=kind, letter=Letter(text=text))
            assert book.messages.post(posted)


def message(store: Store, number: int = 1) -> Message:
    with store.ledger.read() as book:
        return book.messages.get(number)


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(NOW)


def post_of(
    ledger: Ledger, messenger: Messenger, clock: SteppedClock | None = None, at_once: int = 1
) -> Post:
    return Post(
        ledger=ledger, messenger=messenger, clock=clock or SteppedClock(NOW), at_once=at_once
    )


def test_a_message_that_breaks_is_left_alone_and_the_others_go_out(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    letters(store, "first", "broken", "last")
    messenger = ScriptedMessenger(answers={"broken": [LookupError("secret words")]})
    post = post_of(store.ledger, messenger)
    assert post.work(NOW) == 3
    assert messenger.sent == ["first", "last"]
    assert post.work(NOW) == 0
    assert post.next_due(NOW) == NOW + FIVE_MINUTES
    (record,) = caplog.records
    assert record.getMessage() == "message 2 could not be sent: LookupError"
    assert record.exc_info is None


def test_a_letter_that_cannot_be_opened_is_set_aside_alone_and_told_once(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    letters(store, "first", "damaged", "damaged too", "last")
    with store.engines.writing() as connection:
        damaged = messages.update().where(messages.c.key.startswith("damaged"))
        connection.execute(damaged.values(letter=b"altered"))
    messenger = ScriptedMessenger()
    post = post_of(store.ledger, messenger)
    post.work(NOW)
    assert messenger.sent == ["first", "last"]
    assert [message(store, n).state for n in (1, 2, 3, 4)] == ["SENT", "FAILED", "FAILED", "SENT"]
    assert post.next_due(NOW) is None
    with store.ledger.write() as book:
        seen = book.incidents.seen("letter damaged", "letters", NOW, open_since=NOW)
    assert seen.times == 3, "one incident, seen twice before this look"
    assert len(caplog.records) == 2


def test_what_is_sent_has_the_time_at_which_it_left(store: Store) -> None:
    """The pass began three minutes before this message had its turn."""
    letters(store, "first", "second", "last")
    later = SteppedClock(NOW + timedelta(minutes=3))
    assert post_of(store.ledger, ScriptedMessenger(), later).work(NOW) == 3
    assert {message(store, n).sent_at for n in (1, 2, 3)} == {later.now()}


def test_whoever_waits_for_an_answer_is_served_before_news(store: Store) -> None:
    letters(store, "news", kind="summary")
    letters(store, "question", kind="prompt")
    messenger = ScriptedMessenger()
    post_of(store.ledger, messenger).work(NOW)
    assert messenger.sent == ["question", "news"]


def test_a_region_with_little_does_not_wait_behind_one_with_much(
    store: Store, clock: SteppedClock
) -> None:
    with store.ledger.write() as book:
        for text, region in [*((f"big {n:02}", "530128") for n in range(60)), ("small", "530129")]:
            to = book.chats.meet(text, NOW).id
            posted = replace(message_to(to, key=text), letter=Letter(text=text), region=region)
            book.messages.post(replace(posted, kind="summary"))
    messenger = ScriptedMessenger()
    post_of(store.ledger, messenger, clock).work(NOW)
    assert messenger.sent[:3] == ["big 00", "small", "big 01"]


def test_a_chat_gets_one_message_a_second_in_the_order_of_writing(
    store: Store, clock: SteppedClock
) -> None:
    letters(store, "one", "two", "three", chat="4711")
    messenger = ScriptedMessenger()
    post = post_of(store.ledger, messenger, clock, at_once=8)
    for sent in (["one"], ["one", "two"], ["one", "two", "three"]):
        post.work(clock.now())
        assert messenger.sent == sent
        due = post.next_due(clock.now())
        assert due == (clock.now() + SECOND if len(sent) < 3 else None)
        clock.move_to(due or clock.now())


def test_thirty_leave_a_second_and_the_rest_follows(store: Store, clock: SteppedClock) -> None:
    letters(store, *(f"letter {n:02}" for n in range(70)))
    messenger = ScriptedMessenger()
    post = post_of(store.ledger, messenger, clock, at_once=8)
    for sent in (30, 60, 70):
        post.work(clock.now())
        assert len(messenger.sent) == sent
        clock.move_to(post.next_due(clock.now()) or clock.now())
    assert messenger.sent == sorted(messenger.sent)
    assert clock.now() == NOW + 2 * SECOND


def test_if_the_messenger_asks_to_wait_the_whole_bot_waits(
    store: Store, clock: SteppedClock
) -> None:
    letters(store, "one", "two", "three")
    messenger = ScriptedMessenger(answers={"one": [NotPlaced(code="429", retry_after=10.0)]})
    post = post_of(store.ledger, messenger, clock)
    assert post.work(NOW) == 1
    assert messenger.sent == []
    assert post.next_due(NOW) == NOW + 10 * SECOND
    clock.move_to(NOW + 10 * SECOND)
    post.work(clock.now())
    assert sorted(messenger.sent) == ["one", "three", "two"]


def stopped(clock: SteppedClock, seconds: float) -> None:
    clock.move_to(clock.now() + timedelta(seconds=seconds))


def test_a_worker_that_was_stopped_before_its_request_does_not_make_it(
    store: Store, clock: SteppedClock
) -> None:
    """Claimed, then stopped: another one may have the message by the time a request ends."""
    letters(store, "one")
    messenger = ScriptedMessenger(before={"one": lambda: stopped(clock, 20)})
    post = post_of(store.ledger, messenger, clock)
    post.work(NOW)
    assert messenger.withheld == messenger.sent == ["one"]
    assert not message(store).repeated, "nothing had left the first time"


def test_what_a_stopped_worker_learns_too_late_changes_nothing(
    store: Store, clock: SteppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Stopped in the middle of its request, it comes back when another one has sent the message
    once more."""
    letters(store, "one")
    other = ScriptedMessenger()

    def other_takes_over() -> None:
        stopped(clock, SENDING_TAKES.total_seconds())
        post_of(store.ledger, other, clock).work(clock.now())

    slow = ScriptedMessenger(
        answers={"one": [Placed(provider_id="late")]}, meanwhile={"one": other_takes_over}
    )
    post_of(store.ledger, slow, clock).work(NOW)
    assert slow.sent == other.sent == ["one"]
    known = message(store)
    assert (known.state, known.provider_id, known.repeated) == ("SENT", "1", True)
    assert known.sent_at == clock.now()
    (record,) = caplog.records
    assert record.getMessage() == "message 1 came back too late to be recorded"


def test_what_a_dead_worker_had_claimed_is_sent_once_more_and_marked(
    store: Store, clock: SteppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    letters(store, "one", "two", chat="4711")
    for _ in range(2):
        dies = ScriptedMessenger(before={"one": lambda: exit()})
        with pytest.raises(SystemExit):
            post_of(store.ledger, dies, clock).work(clock.now())
        successor = ScriptedMessenger()
        assert post_of(store.ledger, successor, clock).work(clock.now()) == 0, "nor the next one"
        clock.move_to(clock.now() + SENDING_TAKES)
    post = post_of(store.ledger, successor, clock)
    post.work(clock.now())
    assert successor.sent == [], "nothing was heard of two requests for the first"
    clock.move_to(clock.now() + SECOND)
    post.work(clock.now())
    assert successor.sent == ["two"]
    assert (message(store).state, message(store).repeated) == ("FAILED", True)
    assert [record.getMessage() for record in caplog.records] == [
        "a message (notice) was given up: nothing was heard of two requests"
    ]


@dataclass(kw_only=True)
class LockedLedger:
    """A store that is locked as often as it is told."""

    inner: Ledger
    locked: int = 0

    @contextmanager
    def write(self, patience: float | None = None) -> Iterator[Book]:
        if self.locked:
            self.locked -= 1
            raise StoreBusy("locked")
        with self.inner.write(patience) as book:
            yield book

    def read(self) -> AbstractContextManager[Book]:
        return self.inner.read()

    def at_one_moment(self) -> AbstractContextManager[None]:
        return self.inner.at_one_moment()


def test_answers_that_a_locked_store_did_not_take_are_recorded_later(
    store: Store, clock: SteppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Otherwise everybody would get the message a second time."""
    letters(store, "one")
    ledger = LockedLedger(inner=store.ledger)

    def locks() -> None:
        ledger.locked = 1

    messenger = ScriptedMessenger(meanwhile={"one": locks})
    post = post_of(ledger, messenger, clock)
    with pytest.raises(StoreBusy):
        post.work(NOW)
    assert message(store).state == "SENDING"
    assert post.work(clock.now()) == 0
    assert (message(store).state, message(store).repeated) == ("SENT", False)
    assert messenger.sent == ["one"]
    assert not caplog.records


def test_an_ambiguous_request_is_made_once_more_and_no_third_time(
    store: Store, clock: SteppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    letters(store, "one")
    unclear = Uncertain(code="5xx")
    messenger = ScriptedMessenger(answers={"one": [unclear, unclear]})
    post = post_of(store.ledger, messenger, clock)
    moments: list[datetime] = []
    while (due := post.next_due(clock.now())) is not None:
        moments.append(due)
        clock.move_to(max(due, clock.now()))
        post.work(clock.now())
    assert moments == [NOW, NOW + timedelta(minutes=1)]
    assert (message(store).state, message(store).tries) == ("FAILED", 2)
    assert len(caplog.records) == 3


def test_a_chat_that_moved_is_written_to_where_it_is_now(store: Store, clock: SteppedClock) -> None:
    letters(store, "one", chat="-4711")
    moved = Placed(provider_id="1", moved_to="-1004711")
    messenger = ScriptedMessenger(answers={"one": [moved]})
    post_of(store.ledger, messenger, clock).work(NOW)
    with store.ledger.read() as book:
        assert book.chats.address(message(store).chat) == "-1004711"
        assert book.chats.meet("-1004711", NOW).id == message(store).chat


@pytest.mark.parametrize("withdrawn", [True, False])
def test_the_try_of_a_letter_that_was_withdrawn_while_it_left_is_over_and_does_not_count(
    store: Store, withdrawn: bool
) -> None:
    """The twin's stays: it was sent, and waits for an answer."""
    with store.ledger.write() as book:
        book.policy.set_calendar(CALENDAR)
        book.roster.store(ROSTER, NOW)
        opened = replace(contact_of(open_inspection(book), "O1"), dialogue=dialogue("official"))
        contact = book.contacts.open(opened)
        chat = book.chats.meet("4711", NOW)
        asking = replace(attempt_of(contact.id, chat.id), channel="chat")
        attempt = book.contacts.try_on(asking)
        letter = replace(message_to(chat.id), letter=WHERE, attempt=attempt.id)
        assert book.messages.post(letter)

    def account_ends() -> None:
        with store.ledger.write() as book:
            end_account(book, book.chats.get(chat.id), key="relink", now=NOW)

    meanwhile: dict[str, Event] = {WHERE.text: account_ends} if withdrawn else {}
    post_of(store.ledger, ScriptedMessenger(meanwhile=meanwhile)).work(NOW)
    with store.ledger.read() as book:
        (tried,) = book.contacts.attempts(contact.id)
    assert message(store).state == "SENT"
    assert tried.provider_id == "1"
    expected = AttemptState.FINAL if withdrawn else AttemptState.SENT
    assert tried.state is expected
    assert (tried.disposition, tried.counts) == (
        (Disposition.NOT_ATTEMPTED, False) if withdrawn else (None, True)
    )
