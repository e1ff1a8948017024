import threading
from datetime import timedelta

import pytest

from fieldwork.book import Lease, StoreBusy
from storage.ledger import SqlLedger
from storage.store import Store
from tests.databases import OpenStore
from tests.storage.samples import NOW

SECOND = timedelta(seconds=1)
END = NOW + 30 * SECOND


def take(ledger: SqlLedger, holder: str, *, after: float = 0) -> Lease | None:
    now = NOW + timedelta(seconds=after)
    with ledger.write() as book:
        return book.leases.take("poller", holder, now, now + 30 * SECOND)


def test_a_lease_is_taken_by_one_and_refused_to_the_others(ledger: SqlLedger) -> None:
    assert take(ledger, "a") == Lease(name="poller", holder="a", until=END, fence=1)
    assert take(ledger, "b", after=29) is None


def test_the_holder_prolongs_it_and_the_fence_stays(ledger: SqlLedger) -> None:
    take(ledger, "a")
    prolonged = take(ledger, "a", after=20)
    assert prolonged is not None
    assert (prolonged.until, prolonged.fence) == (END + 20 * SECOND, 1)
    assert take(ledger, "b", after=31) is None


def test_one_that_has_ended_is_taken_over_with_a_new_fence(ledger: SqlLedger) -> None:
    take(ledger, "a")
    taken = take(ledger, "b", after=30)
    assert taken is not None
    assert (taken.holder, taken.fence) == ("b", 2)
    assert take(ledger, "a", after=31) is None


def test_one_that_is_given_back_is_free_at_once(ledger: SqlLedger) -> None:
    mine = take(ledger, "a")
    assert mine is not None
    with ledger.write() as book:
        assert book.leases.give_back(mine, NOW + SECOND)
    taken = take(ledger, "b", after=1)
    assert taken is not None
    with ledger.write() as book:
        assert not book.leases.give_back(mine, NOW + 2 * SECOND), "it is somebody else's now"
        assert book.leases.of("poller") == taken
        assert book.leases.of("another") is None


def test_it_is_held_until_somebody_else_takes_it(ledger: SqlLedger) -> None:
    mine = take(ledger, "a")
    assert mine is not None
    prolonged = take(ledger, "a", after=10)
    assert prolonged is not None
    with ledger.read() as book:
        assert book.leases.holds(mine), "prolonging it makes it no other"
    assert take(ledger, "b", after=60) is not None
    with ledger.read() as book:
        assert not book.leases.holds(mine)
        assert not book.leases.holds(prolonged)


def test_nobody_takes_it_over_while_its_holder_writes(store: Store) -> None:
    mine = take(store.ledger, "a")
    assert mine is not None
    with store.ledger.write() as book:
        assert book.leases.holds(mine)
        with pytest.raises(StoreBusy):
            _taken_within(store, "b", seconds=0.05)
    assert take(store.ledger, "b", after=60) is not None


def test_what_a_holder_does_at_the_same_time_does_not_wait_for_itself(
    postgresql_url: str, open_store: OpenStore
) -> None:
    one, other = (open_store(postgresql_url).ledger for _ in range(2))
    mine = take(one, "a")
    assert mine is not None
    with one.write() as book, other.write(patience=0.05) as another:
        assert book.leases.holds(mine)
        assert another.leases.holds(mine)


def _taken_within(store: Store, holder: str, *, seconds: float) -> None:
    now = NOW + timedelta(seconds=60)
    with store.ledger.write(patience=seconds) as book:
        book.leases.take("poller", holder, now, now + 30 * SECOND)


def test_leases_of_different_names_do_not_meet(ledger: SqlLedger) -> None:
    take(ledger, "a")
    with ledger.write() as book:
        assert book.leases.take("digest", "b", NOW, END) is not None


def test_of_several_who_want_it_at_once_one_gets_it(database: str, open_store: OpenStore) -> None:
    stores = [open_store(database) for _ in range(4)]
    start, got = threading.Barrier(len(stores)), list[str]()

    def wants(number: int) -> None:
        start.wait()
        if take(stores[number].ledger, f"process {number}") is not None:
            got.append(f"process {number}")

    threads = [threading.Thread(target=wants, args=(n,)) for n in range(len(stores))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1
    with stores[0].ledger.read() as book:
        lease = book.leases.of("poller")
    assert lease is not None
    assert (lease.holder, lease.fence) == (got[0], 1)
