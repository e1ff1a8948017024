from dataclasses import replace

import pytest

from inspection.chat import Letter
from storage.ledger import SqlLedger
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
        assert book.messages.due(NOW, limit=9) == [replace(message, id=1)]
        assert book.messages.get(1) == replace(message, id=1)
        with pytest.raises(LookupError, match="no message 9"):
            book.messages.get(9)


def test_what_happened_to_it_is_saved(ledger: SqlLedger, chat: int) -> None:
    with ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        contact = book.contacts.open(contact_of(open_inspection(book)))
        attempt = book.contacts.try_on(replace(attempt_of(contact.id, chat), channel="chat"))
        book.messages.post(message_to(chat))
        (message,) = book.messages.due(NOW, limit=1)
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


def test_due_messages_come_in_order_of_their_moment(ledger: SqlLedger, chat: int) -> None:
    with ledger.write() as book:
        assert book.messages.next_due() is None
        for key, moment in (("a", NOW), ("b", NOW - HOUR), ("c", NOW + HOUR), ("d", None)):
            book.messages.post(message_to(chat, key, moment))
        assert [message.key for message in book.messages.due(NOW, limit=9)] == ["b", "a"]
        assert [message.key for message in book.messages.due(NOW, limit=1)] == ["b"]
        assert book.messages.next_due() == NOW - HOUR
