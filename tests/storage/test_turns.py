import threading

from storage.turns import Turns


def test_whoever_has_waited_longest_is_next_even_if_another_is_quicker() -> None:
    turns, order = Turns(1), list[str]()
    assert turns.acquire(0)
    waits = threading.Event()

    def wait() -> None:
        waits.set()
        assert turns.acquire(10)
        order.append("the one who waited")
        turns.release()

    waiter = threading.Thread(target=wait)
    waiter.start()
    waits.wait(10)
    while turns.acquire(0):  # until it stands in the queue
        turns.release()
    turns.release()
    assert turns.acquire(10)
    order.append("the quick one")
    waiter.join()
    assert order == ["the one who waited", "the quick one"]


def test_nobody_waits_longer_than_it_wants_and_leaves_no_gap() -> None:
    turns = Turns(2)
    assert turns.acquire(0)
    assert turns.acquire(0)
    assert not turns.acquire(0.01)
    turns.release()
    assert turns.acquire(0)
    assert not turns.acquire(-1)
