from storage.store import Store
from tests.shelf import bodies, taken, waiting
from tests.storage.samples import HOUR, NOW

BODY = '{"message": {"text": "我在村里"}}'.encode()


def test_a_delivery_is_kept_once(store: Store) -> None:
    assert store.inbox.append("telegram", "1", BODY, NOW)
    assert not store.inbox.append("telegram", "1", b"another body", NOW + HOUR)
    assert store.inbox.append("carrier", "1", b"", NOW)
    with store.ledger.read() as book:
        first = taken(book, NOW)
        assert (first.source, first.key, first.received_at, first.tries) == (
            *("telegram", "1"),
            NOW,
            0,
        )
        assert bodies(book) == [BODY, b""]


def test_deliveries_are_taken_in_order_of_arrival(store: Store) -> None:
    for key in ("9", "3", "7"):
        store.inbox.append("telegram", key, BODY, NOW)
    with store.ledger.write() as book:
        for key in ("9", "3", "7"):
            delivery = taken(book, NOW)
            assert delivery.key == key
            assert book.inbox.done(delivery.id, NOW)
        assert book.inbox.take(NOW) is None
        assert not book.inbox.due(NOW)


def test_it_is_done_once(store: Store) -> None:
    store.inbox.append("telegram", "1", BODY, NOW)
    with store.ledger.write() as book:
        delivery = taken(book, NOW)
        assert book.inbox.done(delivery.id, NOW)
        assert not book.inbox.done(delivery.id, NOW)
        assert not book.inbox.failed(delivery, "KeyError", NOW, None)
        assert book.inbox.counts() == {"waiting": 0, "done": 1, "quarantined": 0}


def test_what_failed_waits_and_holds_back_its_own_strand_alone(store: Store) -> None:
    for key, strand in (("a1", "a"), ("a2", "a"), ("b1", "b"), ("alone", "")):
        store.inbox.append("telegram", key, BODY, NOW, strand=strand)
    with store.ledger.write() as book:
        poison = taken(book, NOW)
        assert book.inbox.failed(poison, "KeyError", NOW, NOW + HOUR)
        assert not book.inbox.failed(poison, "KeyError", NOW, NOW + HOUR), "counted once a try"
        waits = {one.id: one.next_at for one in book.inbox.listed(["waiting"], 9)}
        assert waits == {1: NOW + HOUR, 2: NOW + HOUR, 3: NOW, 4: NOW}
        for key in ("b1", "alone"):
            delivery = taken(book, NOW)
            assert delivery.key == key
            book.inbox.done(delivery.id, NOW)
        assert book.inbox.take(NOW) is None
        assert book.inbox.next_try(NOW) == NOW + HOUR
        again = taken(book, NOW + HOUR)
        assert (again.id, again.tries) == (poison.id, 1)
        assert book.inbox.failed(again, "KeyError", NOW, None)
        assert taken(book, NOW + HOUR).key == "a2"
        assert book.inbox.counts() == {"waiting": 1, "done": 2, "quarantined": 1}


def test_one_strand_is_another_one_with_another_source(store: Store) -> None:
    """And a key that looks like a strand is none."""
    for source, strand in (("telegram", "7"), ("carrier", "7"), ("telegram", "")):
        key = "7" if not strand else "first"
        store.inbox.append(source, key, BODY, NOW, strand=strand)
    with store.ledger.write() as book:
        book.inbox.failed(taken(book, NOW), "KeyError", NOW, NOW + HOUR)
        book.inbox.failed(taken(book, NOW), "KeyError", NOW, NOW + HOUR)
        assert taken(book, NOW).key == "7"


def test_what_is_done_stays_done_when_it_is_delivered_again(store: Store) -> None:
    store.inbox.append("telegram", "1", BODY, NOW)
    with store.ledger.write() as book:
        book.inbox.done(taken(book, NOW).id, NOW)
    assert not store.inbox.append("telegram", "1", BODY, NOW)
    with store.ledger.read() as book:
        assert waiting(book) == []


def test_what_was_set_aside_goes_back_before_those_behind_it(store: Store) -> None:
    for key in ("first", "second"):
        store.inbox.append("telegram", key, BODY, NOW, strand="a")
    with store.ledger.write() as book:
        first = taken(book, NOW)
        assert not book.inbox.retry(first.id, NOW), "it was not set aside"
        book.inbox.failed(first, "KeyError", NOW, None)
        assert taken(book, NOW).key == "second"
        assert book.inbox.retry(first.id, NOW)
        again = taken(book, NOW)
        assert (again.key, again.tries) == ("first", 0)
        book.inbox.failed(again, "KeyError", NOW, None)
        assert book.inbox.retry_all(NOW) == 1
        assert book.inbox.retry_all(NOW) == 0
        assert taken(book, NOW).key == "first"


def test_what_is_dropped_has_no_body_and_stays_known(store: Store) -> None:
    store.inbox.append("telegram", "1", BODY, NOW)
    with store.ledger.write() as book:
        delivery = taken(book, NOW)
        assert not book.inbox.drop(delivery.id, NOW), "it was not set aside"
        book.inbox.failed(delivery, "KeyError", NOW, None)
        assert book.inbox.drop(delivery.id, NOW)
        assert not book.inbox.drop(delivery.id, NOW)
        assert not book.inbox.retry(delivery.id, NOW)
        assert book.inbox.body(delivery.id) == b""
        filed = book.inbox.filed(delivery.id)
        assert filed is not None
        assert (filed.state, filed.error) == ("done", "KeyError")
    assert not store.inbox.append("telegram", "1", BODY, NOW)


def test_they_are_listed_by_state_newest_first(store: Store) -> None:
    for key in ("done", "aside", "waits"):
        store.inbox.append("telegram", key, BODY, NOW)
    with store.ledger.write() as book:
        book.inbox.done(taken(book, NOW).id, NOW)
        book.inbox.failed(taken(book, NOW), "KeyError", NOW, None)
        every = book.inbox.listed(["waiting", "done", "set aside"], 9)
        assert [(one.id, one.state, one.error) for one in every] == [
            (3, "waiting", ""),
            (2, "set aside", "KeyError"),
            (1, "done", ""),
        ]
        assert [one.id for one in book.inbox.listed(["set aside"], 9)] == [2]
        assert book.inbox.listed([], 9) == []
        assert book.inbox.filed(4) is None


def test_done_ones_are_forgotten_after_their_time_and_others_never(store: Store) -> None:
    for n, key in enumerate(("done", "aside", "waits", "late")):
        store.inbox.append("telegram", key, BODY, NOW + (n == 3) * HOUR)
    store.inbox.append("carrier", "done", BODY, NOW)
    with store.ledger.write() as book:
        book.inbox.done(taken(book, NOW).id, NOW)
        book.inbox.failed(taken(book, NOW), "KeyError", NOW, None)
        for number in (4, 5):
            book.inbox.done(number, NOW)
        assert book.inbox.forget("telegram", NOW, 9) == 0
        assert book.inbox.forget("telegram", NOW + HOUR, 9) == 1
        assert book.inbox.forget("telegram", NOW + HOUR, 9) == 0
        assert book.inbox.forget("telegram", NOW + 9 * HOUR, 9) == 1
        assert book.inbox.counts() == {"waiting": 1, "done": 1, "quarantined": 1}
    assert store.inbox.append("telegram", "done", BODY, NOW), "its key was forgotten"


def test_so_many_are_forgotten_at_once_and_no_more(store: Store) -> None:
    for n in range(5):
        store.inbox.append("telegram", str(n), BODY, NOW)
        with store.ledger.write() as book:
            book.inbox.done(taken(book, NOW).id, NOW)
    counts = []
    for _ in range(4):
        with store.ledger.write() as book:
            counts.append(book.inbox.forget("telegram", NOW + HOUR, 2))
    assert counts == [2, 2, 1, 0]
