from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from fieldwork.book import Book, Overtaken
from inspection.chat import Letter
from storage.ledger import SqlLedger
from storage.store import Store
from storage.tables import messages
from tests.storage.samples import (
    HOUR,
    NOW,
    ROSTER,
    attempt_of,
    contact_of,
    message_to,
    open_inspection,
)


@pytest.fixture
def chat(ledger: SqlLedger) -> int:
    with ledger.write() as book:
        return book.chats.meet("1", NOW).id


def test_a_message_is_posted_once(ledger: SqlLedger, chat: int) -> None:
    message = replace(message_to(chat), kind="rules", official="O1", policy_version="abc")
    with ledger.write() as book:
        assert book.messages.post(message)
        assert not book.messages.post(replace(message, letter=Letter(text="another")))
        assert book.messages.take([1], NOW) == [replace(message, id=1)]
        assert book.messages.get(1) == replace(message, id=1)
        with pytest.raises(LookupError, match="no message 9"):
            book.messages.get(9)


def test_what_happened_to_it_is_saved(ledger: SqlLedger, chat: int) -> None:
    with ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        contact = book.contacts.open(contact_of(open_inspection(book)))
        attempt = book.contacts.try_on(replace(attempt_of(contact.id, chat), channel="chat"))
        book.messages.post(message_to(chat))
        message = book.messages.get(1)
        sent = replace(
            message,
            state="SENT",
            next_at=None,
            tries=2,
            repeated=True,
            attempt=attempt.id,
            sent_at=NOW + HOUR,
            provider_id="77",
        )
        book.messages.save(sent)
        assert book.messages.get(message.id) == sent
        assert book.messages.sent_to(chat) == [sent]
        assert book.messages.sent_to(chat + 1) == []
        with pytest.raises(LookupError, match="no message 9"):
            book.messages.save(replace(sent, id=9))


@pytest.fixture
def chats(ledger: SqlLedger) -> list[int]:
    with ledger.write() as book:
        return [book.chats.meet(str(n), NOW).id for n in range(1, 6)]


def posted(book: Book, chat: int, key: str, at: datetime | None = NOW, **changes: Any) -> None:
    assert book.messages.post(replace(message_to(chat, key, at), **changes))


def due(ledger: SqlLedger, limit: int = 9, now: datetime = NOW) -> list[str]:
    with ledger.read() as book:
        return [book.messages.get(one.id).key for one in book.messages.due(now, limit)]


def test_due_messages_come_in_order_of_their_moment(ledger: SqlLedger, chats: list[int]) -> None:
    with ledger.write() as book:
        assert book.messages.next_due() is None
        moments = (("a", NOW), ("b", NOW - HOUR), ("c", NOW + HOUR), ("d", None))
        for chat, (key, moment) in zip(chats, moments, strict=False):
            posted(book, chat, key, moment)
        assert book.messages.next_due() == NOW - HOUR
        assert book.messages.next_due(after=NOW) == NOW + HOUR
    assert due(ledger) == ["b", "a"]
    assert due(ledger, limit=1) == ["b"]


def test_whoever_waits_goes_before_time_that_runs_before_first_questions_before_news(
    ledger: SqlLedger, chats: list[int]
) -> None:
    with ledger.write() as book:
        posted(book, chats[0], "news", NOW - 4 * HOUR, kind="digest")
        posted(book, chats[1], "check", NOW - 3 * HOUR)
        posted(book, chats[2], "retry", NOW - 2 * HOUR, tries=1)
        posted(book, chats[3], "reminder", NOW - HOUR, kind="reminder")
        posted(book, chats[4], "prompt", NOW, kind="prompt")
    assert due(ledger) == ["prompt", "retry", "reminder", "check", "news"]
    assert due(ledger, limit=2) == ["prompt", "retry"]


def test_one_chat_gets_its_messages_in_the_order_in_which_they_were_written(
    ledger: SqlLedger, chats: list[int]
) -> None:
    """The older one leaves first even if the younger is due longer, and with its priority."""
    with ledger.write() as book:
        posted(book, chats[0], "first", NOW, kind="digest")
        posted(book, chats[0], "second", NOW - HOUR, kind="digest")
        posted(book, chats[0], "third", NOW, kind="prompt")
        posted(book, chats[1], "elsewhere", NOW - HOUR)
    assert due(ledger) == ["first", "elsewhere"]


def test_what_is_not_due_yet_holds_up_nobody(ledger: SqlLedger, chats: list[int]) -> None:
    with ledger.write() as book:
        posted(book, chats[0], "tomorrow", NOW + HOUR, kind="change")
        posted(book, chats[0], "now", NOW)
    assert due(ledger) == ["now"]
    assert due(ledger, now=NOW + HOUR) == ["tomorrow"]


def test_a_chat_waits_while_one_of_its_messages_is_under_way(
    ledger: SqlLedger, chats: list[int]
) -> None:
    with ledger.write() as book:
        posted(book, chats[0], "under way", NOW + HOUR, state="SENDING")
        posted(book, chats[0], "behind it", NOW, kind="prompt")
        posted(book, chats[0], "a press", NOW, kind="tap")
    assert due(ledger) == ["a press"]
    assert due(ledger, now=NOW + HOUR) == ["under way", "a press"]


def test_regions_take_turns_however_much_one_of_them_has(
    ledger: SqlLedger, chats: list[int]
) -> None:
    with ledger.write() as book:
        for n in range(40):
            chat = book.chats.meet(f"big {n}", NOW).id
            posted(book, chat, f"big {n:02}", NOW - HOUR, kind="summary", region="530128")
        posted(book, chats[0], "small", kind="summary", region="530129")
        posted(book, chats[1], "smallest", kind="summary", region="530130")
        posted(book, chats[2], "later", NOW + HOUR, kind="summary", region="530127")
        posted(book, chats[3], "of none", kind="summary")
    assert due(ledger, limit=5) == ["big 00", "small", "smallest", "of none", "big 01"]
    with ledger.read() as book:
        behind = book.messages.due(NOW, 2, after="530128")
    assert [one.region for one in behind] == ["530129", "530130"]


def test_what_was_found_out_under_an_older_claim_is_not_saved(
    ledger: SqlLedger, chats: list[int]
) -> None:
    with ledger.write() as book:
        posted(book, chats[0], "a")
        (first,) = book.messages.claim_all(book.messages.take([1], NOW))
        (second,) = book.messages.claim_all(book.messages.take([1], NOW))
        assert book.messages.fences([1]) == {1: 2}
    with pytest.raises(Overtaken), ledger.write() as book:
        book.messages.save(replace(first, state="FAILED", next_at=None))
    with ledger.write() as book:
        book.messages.save(replace(second, state="SENT", next_at=None))
        assert book.messages.get(1).state == "SENT"
        assert book.messages.take([1], NOW) == []


def test_a_letter_that_cannot_be_opened_does_not_hide_the_others(
    store: Store, ledger: SqlLedger, chats: list[int]
) -> None:
    with ledger.write() as book:
        posted(book, chats[0], "whole")
        posted(book, chats[1], "broken")
    with store.engines.writing() as connection:
        broken = messages.update().where(messages.c.key == "broken").values(letter=b"altered")
        connection.execute(broken)
    with ledger.write() as book:
        taken = book.messages.take([1, 2], NOW)
    assert [(one.key, one.damaged, bool(one.letter.text)) for one in taken] == [
        ("whole", False, True),
        ("broken", True, False),
    ]
