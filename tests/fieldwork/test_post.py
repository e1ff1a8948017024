from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork.book import StoreBusy, StoreDown
from fieldwork.post import Post
from inspection.chat import Letter
from mingcha.clock import SteppedClock
from storage.store import Store
from tests.fieldwork.lines import BreakingMessenger
from tests.storage.samples import NOW, message_to

FIVE_MINUTES = timedelta(minutes=5)


def three_letters(store: Store) -> None:
    with store.ledger.write() as book:
        chat = book.chats.meet("4711", NOW).id
        for text in ("first", "broken", "last"):
            letter = Letter(text=text)
            book.messages.post(replace(message_to(chat, key=text), kind="notice", letter=letter))


def test_a_message_that_breaks_is_left_alone_and_the_others_go_out(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    three_letters(store)
    messenger = BreakingMessenger(breaks_on="broken", problem=LookupError("secret words"))
    post = Post(ledger=store.ledger, messenger=messenger, clock=SteppedClock(NOW))
    assert post.work(NOW) == 2
    assert messenger.sent == ["first", "last"]
    assert post.work(NOW) == 0
    assert post.next_due(NOW) == NOW + FIVE_MINUTES
    (record,) = caplog.records
    assert record.getMessage() == "message 2 could not be sent: LookupError"
    assert record.exc_info is None


@pytest.mark.parametrize("problem", [StoreBusy(), StoreDown()])
def test_a_store_in_trouble_is_no_fault_of_a_message(
    store: Store, caplog: pytest.LogCaptureFixture, problem: Exception
) -> None:
    three_letters(store)
    messenger = BreakingMessenger(breaks_on="broken", problem=problem)
    post = Post(ledger=store.ledger, messenger=messenger, clock=SteppedClock(NOW))
    with pytest.raises(type(problem)):
        post.work(NOW)
    assert not caplog.records
    assert post.next_due(NOW) == NOW


def test_what_is_sent_has_the_time_at_which_it_left(store: Store) -> None:
    """The pass began three minutes before this message had its turn."""
    three_letters(store)
    clock = SteppedClock(NOW + timedelta(minutes=3))
    messenger = BreakingMessenger(breaks_on="", problem=LookupError())
    assert Post(ledger=store.ledger, messenger=messenger, clock=clock).work(NOW) == 3
    with store.ledger.read() as book:
        assert {message.sent_at for message in book.messages.sent_to(1)} == {clock.now()}
