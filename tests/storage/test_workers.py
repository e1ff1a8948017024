"""Several workers on one store: one of them works a row, and nobody overwrites another."""

import threading
from collections.abc import Callable
from dataclasses import replace

from inspection.contact import AttemptState
from storage.failure import StoreRefused
from storage.store import Store
from tests.databases import OpenStore
from tests.storage.samples import (
    HOUR,
    NOW,
    ROSTER,
    attempt_of,
    contact_of,
    message_to,
    open_inspection,
)

WORKERS = 4


def at_once(work: Callable[[int], None]) -> None:
    """Every worker in a thread of its own; a failure of one is a failure here."""
    failures: list[BaseException] = []

    def guarded(number: int) -> None:
        try:
            work(number)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []


def test_each_due_message_is_claimed_by_one_worker(database: str, open_store: OpenStore) -> None:
    stores = [open_store(database) for _ in range(WORKERS)]
    with stores[0].ledger.write() as book:
        for n in range(200):
            book.messages.post(message_to(book.chats.meet(str(n), NOW).id, key=str(n)))
    claimed: list[int] = []

    def claim(worker: int) -> None:
        while True:
            with stores[worker].ledger.read() as book:
                due = [one.id for one in book.messages.due(NOW, limit=5)]
            if not due:
                return
            with stores[worker].ledger.write() as book:
                taken = book.messages.take(due, NOW)
                lease = [replace(one, state="SENDING", next_at=NOW + HOUR) for one in taken]
                claimed.extend(one.id for one in book.messages.claim_all(lease))

    at_once(claim)
    assert sorted(claimed) == list(range(1, 201))


def test_each_due_contact_is_worked_once(database: str, open_store: OpenStore) -> None:
    stores = [open_store(database) for _ in range(WORKERS)]
    with stores[0].ledger.write() as book:
        inspection = open_inspection(book)
        for n in range(60):
            book.contacts.open(contact_of(inspection, tag=str(n)))
    worked: list[int] = []

    def work(worker: int) -> None:
        while True:
            with stores[worker].ledger.read() as book:
                due = book.contacts.due(NOW, limit=5)
            if not due:
                return
            for number in due:
                with stores[worker].ledger.write() as book:
                    contact = book.contacts.get(number)
                    if contact.next_at is None or contact.next_at > NOW:
                        continue
                    book.contacts.save(replace(contact, next_at=NOW + HOUR))
                worked.append(number)

    at_once(work)
    assert sorted(worked) == list(range(1, 61))


def test_two_who_change_one_contact_do_not_lose_each_others_change(
    database: str, open_store: OpenStore
) -> None:
    stores = [open_store(database) for _ in range(WORKERS)]
    with stores[0].ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        contact = book.contacts.open(contact_of(open_inspection(book)))
        address = book.roster.voice_addresses("household", "H1")[0].id
        book.contacts.try_on(attempt_of(contact.id, address))

    def work(worker: int) -> None:
        for _ in range(15):
            with stores[worker].ledger.write() as book:
                attempt = book.contacts.attempt_by_token("t1")
                assert attempt is not None
                book.contacts.save_attempt(replace(attempt, sequence=attempt.sequence + 1))
                held = book.contacts.get(attempt.contact)
                steps = str(int(held.dialogue.seed) + 1)
                dialogue = replace(held.dialogue, seed=steps)
                book.contacts.save(replace(held, dialogue=dialogue))
                book.audit.note(NOW, f"worker {worker}", "step", steps)

    at_once(work)
    with stores[0].ledger.read() as book:
        attempt = book.contacts.attempt(1)
        assert attempt.sequence == -1 + 15 * WORKERS
        assert book.contacts.get(1).dialogue.seed == str(15 + 15 * WORKERS)
        assert book.audit.broken_at() is None


def test_a_number_gets_one_call_however_many_want_to_make_it(
    database: str, open_store: OpenStore
) -> None:
    stores = [open_store(database) for _ in range(WORKERS)]
    with stores[0].ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        inspection = open_inspection(book)
        for n in range(WORKERS):
            book.contacts.open(contact_of(inspection, ("H1", "H2")[n % 2], tag=str(n)))
    called: list[int] = []
    start = threading.Barrier(WORKERS)

    def call(worker: int) -> None:
        start.wait(30)
        with stores[worker].ledger.write() as book:
            contact = book.contacts.get(worker + 1)
            address = book.roster.voice_addresses("household", contact.person)[0].id
            if not book.contacts.live_on(book.roster.same_number(address)):
                book.contacts.try_on(attempt_of(contact.id, address, tag=f"t{worker}"))
                called.append(worker)

    at_once(call)
    assert len(called) == 1


def test_a_careless_worker_still_cannot_call_a_number_twice(
    database: str, open_store: OpenStore
) -> None:
    stores = [open_store(database) for _ in range(WORKERS)]
    with stores[0].ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        contact = book.contacts.open(contact_of(open_inspection(book)))
        address = book.roster.voice_addresses("household", "H1")[0].id
    outcomes: list[str] = []

    def call(worker: int) -> None:
        try:
            with stores[worker].ledger.write() as book:
                book.contacts.try_on(attempt_of(contact.id, address, tag=f"t{worker}"))
            outcomes.append("called")
        except StoreRefused:
            outcomes.append("refused")

    at_once(call)
    assert sorted(outcomes) == ["called", "refused", "refused", "refused"]
    with stores[0].ledger.read() as book:
        (only,) = book.contacts.attempts(contact.id)
        assert only.state is AttemptState.SENDING


def test_a_chat_met_by_all_at_once_is_one_chat(database: str, open_store: OpenStore) -> None:
    stores: list[Store] = [open_store(database) for _ in range(WORKERS)]
    met: list[int] = []

    def meet(worker: int) -> None:
        for n in range(20):
            with stores[worker].ledger.write() as book:
                met.append(book.chats.meet(str(n), NOW).id)

    at_once(meet)
    assert len(met) == 20 * WORKERS
    assert len(set(met)) == 20
