from storage.store import Store
from tests.storage.samples import HOUR, NOW

BODY = '{"message": {"text": "我在村里"}}'.encode()


def test_a_delivery_is_kept_once(store: Store) -> None:
    assert store.inbox.append("telegram", "1", BODY, NOW)
    assert not store.inbox.append("telegram", "1", b"another body", NOW + HOUR)
    assert store.inbox.append("carrier", "1", b"", NOW)
    with store.ledger.read() as book:
        first, second = book.inbox.waiting(9)
    assert (first.source, first.key, first.body, first.tries) == ("telegram", "1", BODY, 0)
    assert first.received_at == NOW
    assert (second.source, second.body) == ("carrier", b"")


def test_deliveries_wait_in_order_of_arrival(store: Store) -> None:
    for key in ("9", "3", "7"):
        store.inbox.append("telegram", key, BODY, NOW)
    with store.ledger.write() as book:
        assert [delivery.key for delivery in book.inbox.waiting(9)] == ["9", "3", "7"]
        assert [delivery.key for delivery in book.inbox.waiting(1)] == ["9"]
        assert book.inbox.done(book.inbox.waiting(1)[0].id, NOW)
        assert [delivery.key for delivery in book.inbox.waiting(9)] == ["3", "7"]


def test_it_is_done_once(store: Store) -> None:
    store.inbox.append("telegram", "1", BODY, NOW)
    with store.ledger.write() as book:
        (delivery,) = book.inbox.waiting(9)
        assert book.inbox.done(delivery.id, NOW)
        assert not book.inbox.done(delivery.id, NOW)
        assert not book.inbox.failed(delivery.id, "KeyError", NOW, most_tries=1)
        assert book.inbox.counts() == {"waiting": 0, "done": 1, "quarantined": 0}


def test_poison_is_quarantined_after_its_last_try_and_the_next_goes_on(store: Store) -> None:
    for key in ("poison", "next"):
        store.inbox.append("telegram", key, BODY, NOW)
    with store.ledger.write() as book:
        poison = book.inbox.waiting(1)[0].id
        assert not book.inbox.failed(poison, "KeyError", NOW, most_tries=3)
        assert not book.inbox.failed(poison, "KeyError", NOW, most_tries=3)
        assert book.inbox.waiting(1)[0].tries == 2
        assert book.inbox.failed(poison, "KeyError", NOW, most_tries=3)
        assert not book.inbox.failed(poison, "KeyError", NOW, most_tries=3)
        assert not book.inbox.done(poison, NOW)
        assert [delivery.key for delivery in book.inbox.waiting(9)] == ["next"]
        assert book.inbox.counts() == {"waiting": 1, "done": 0, "quarantined": 1}


def test_what_is_done_stays_done_when_it_is_delivered_again(store: Store) -> None:
    store.inbox.append("telegram", "1", BODY, NOW)
    with store.ledger.write() as book:
        book.inbox.done(book.inbox.waiting(1)[0].id, NOW)
    assert not store.inbox.append("telegram", "1", BODY, NOW)
    with store.ledger.read() as book:
        assert book.inbox.counts()["waiting"] == 0
