"""Many letters claimed and recorded by one statement."""

from dataclasses import replace
from datetime import timedelta

from fieldwork.book import Message
from storage.store import Store
from tests.storage.samples import NOW, message_to


def posted(store: Store, number: int) -> list[Message]:
    with store.ledger.write() as book:
        for n in range(number):
            chat = book.chats.meet(f"47{n}", NOW).id
            assert book.messages.post(message_to(chat, key=f"letter {n}"))
        due = book.messages.due(NOW, number)
        return list(book.messages.take([one.id for one in due], NOW))


def test_each_gets_its_own_values_and_only_where_nobody_else_has_it(store: Store) -> None:
    first, second, third = posted(store, 3)
    until = NOW + timedelta(minutes=1)
    sending = [
        replace(one, state="SENDING", next_at=until, tries=n, repeated=n == 1, sent_at=NOW)
        for n, one in enumerate((first, second))
    ]
    with store.ledger.write() as book:
        claimed = book.messages.claim_all(sending)
        assert [one.fence for one in claimed] == [first.fence + 1, second.fence + 1]
    with store.ledger.write() as book:
        late = replace(first, state="FAILED", next_at=None)
        sent = replace(claimed[1], state="SENT", next_at=None, provider_id="m 2")
        book.messages.save_all([sent, late])
        assert book.messages.get(first.id) == claimed[0]
        assert book.messages.get(second.id) == sent
        assert book.messages.get(third.id) == third


def test_nothing_to_change_changes_nothing(store: Store) -> None:
    (only,) = posted(store, 1)
    with store.ledger.write() as book:
        book.messages.save_all([])
        assert book.messages.get(only.id) == only
