"""Several workers on one inbox: each chat in its order, and the chats beside each other."""

import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable

import sqlalchemy as sa

from fieldwork.intake import PAUSES, TELEGRAM
from inspection.chat import ChatEvent
from storage.store import Store
from storage.tables import messages
from tests.databases import OpenStore
from tests.fieldwork.intake_worker import read, until_idle, worker
from tests.storage.samples import NOW

CHATS, EACH, WORKERS = 6, 8, 4
POISONED = 2
"""The chat whose third delivery is poison."""


def deliver(store: Store) -> None:
    """Round and round the chats, so that each worker meets all of them."""
    kept = []
    for n in range(EACH):
        for chat in range(CHATS):
            words = "poison" if (chat, n) == (POISONED, 2) else f"words {n}"
            body = f"{chat}:{words}".encode()
            kept.append(store.inbox.begin(TELEGRAM, f"{chat}:{n}", body, NOW, strand=str(chat)))
    assert all(one.result() for one in kept)


def answered(store: Store) -> dict[int, list[int]]:
    """The deliveries of each chat, in the order in which they were answered."""
    orders = defaultdict[int, list[int]](list)
    with store.engines.reading() as connection:
        for key in connection.scalars(sa.select(messages.c.key).order_by(messages.c.id)):
            number = int(key.split(":")[1])
            orders[(number - 1) % CHATS].append(number)
    return orders


def each_in_order_and_once(store: Store) -> None:
    """But for the chat that waits for its third."""
    with store.ledger.read() as book:
        assert book.inbox.counts() == {
            "waiting": EACH - 2,
            "done": CHATS * EACH - (EACH - 2),
            "quarantined": 0,
        }
    orders = answered(store)
    for chat in range(CHATS):
        of_chat = [n * CHATS + chat + 1 for n in range(EACH)]
        assert orders[chat] == (of_chat[:2] if chat == POISONED else of_chat)


def test_threads_apply_each_chat_in_its_order_and_once(
    database: str, open_store: OpenStore
) -> None:
    stores = [open_store(database) for _ in range(WORKERS)]
    deliver(stores[0])
    workers = [threading.Thread(target=until_idle, args=(worker(store),)) for store in stores]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    each_in_order_and_once(stores[0])
    intake, now = worker(stores[0]), NOW
    for pause in PAUSES:
        now += pause
        intake.work(now)
    of_chat = [n * CHATS + POISONED + 1 for n in range(EACH)]
    assert answered(stores[0])[POISONED] == of_chat[:2] + of_chat[3:]


def test_processes_apply_each_chat_in_its_order_and_once(
    postgresql_url: str, open_store: OpenStore
) -> None:
    store = open_store(postgresql_url)
    deliver(store)
    command = [sys.executable, "-m", "tests.fieldwork.intake_worker", postgresql_url]
    processes = [subprocess.Popen(command) for _ in range(2)]
    until_idle(worker(store))
    assert [process.wait(120) for process in processes] == [0, 0]
    each_in_order_and_once(store)


def test_chats_do_not_wait_for_each_other(postgresql_url: str, open_store: OpenStore) -> None:
    """Two are being applied at the same moment, and they are never two of one chat."""
    stores = [open_store(postgresql_url) for _ in range(2)]
    for n, chat in enumerate("aabb"):
        body = f"{chat}:words".encode()
        stores[0].inbox.append(TELEGRAM, str(n), body, NOW, strand=chat)
    together, pairs = threading.Barrier(2), list[set[str]]()
    inside: set[str] = set()

    def read_together(body: bytes) -> ChatEvent:
        inside.add(body.decode()[0])
        if together.wait(30) == 0:
            pairs.append(set(inside))
            inside.clear()
        together.wait(30)
        return read(body)

    def work(store: Store) -> Callable[[], None]:
        return lambda: until_idle(worker(store, read_together))

    workers = [threading.Thread(target=work(store)) for store in stores]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert pairs == [{"a", "b"}] * 2
