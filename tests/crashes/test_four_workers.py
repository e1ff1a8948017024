"""Four processes and a thousand calls that are due: the carrier is asked a thousand times, though
one of the four is killed in the middle."""

import json
import socket
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from fieldwork.calling import CLAIM_LASTS
from simulator import World
from tests.crashes.nursery import Nursery
from tests.databases import OpenStore
from tests.fieldwork.queued import NOON, queue

CALLS, WORKERS = 1000, 4


def begin(nursery: Nursery, world: World, database: str, *, killed: bool) -> socket.socket:
    """One that is killed is killed right after its fiftieth request, before it is recorded."""
    told: dict[str, Any] = {
        "lives_as": "worker",
        "database": database,
        "now": NOON.isoformat(),
        "point": "CALL_ANSWERED" if killed else "",
        "nth": 50,
        "carrier": {
            "account_sid": world.twilio.account_sid,
            "auth_token": world.twilio.auth_token,
            "caller_number": world.twilio.caller_number,
            "base_url": world.twilio.base_url,
        },
    }
    return nursery.begin(told)[1]


def let_work(workers: Sequence[socket.socket], now: datetime) -> list[bool]:
    """All at the same time; of each whether it lived to say that nothing is left to be done."""
    for worker in workers:
        worker.sendall(json.dumps({"now": now.isoformat()}).encode() + b"\n")
    return [worker.recv(16) == b"{}\n" for worker in workers]


def test_a_thousand_due_calls_are_a_thousand_requests_though_a_worker_is_killed(
    crash_world: World, nursery: Nursery, database: str, open_store: OpenStore
) -> None:
    crash_world.reset(start=NOON, seed=7)
    store = open_store(database)
    queue(store, CALLS)
    workers = [
        begin(nursery, crash_world, database, killed=number == 0) for number in range(WORKERS)
    ]
    assert let_work(workers, NOON) == [False, True, True, True]
    # What the dead one had claimed is taken up, and what it had sent is found at the carrier.
    for later in (CLAIM_LASTS, timedelta(minutes=3)):
        assert let_work(workers[1:], NOON + later) == [True] * 3
    for worker in workers:
        worker.close()

    calls = list(crash_world.twilio.exchange.calls.values())
    assert crash_world.counts.requests["twilio.calls.create"] == len(calls) == CALLS
    assert len({call.to for call in calls}) == CALLS
    assert crash_world.problems == []
    with store.ledger.read() as book:
        made = [
            attempt
            for contact in book.contacts.of_inspection(1)
            for attempt in book.contacts.attempts(contact.id)
        ]
    assert {attempt.provider_id for attempt in made} == {call.sid for call in calls}
    holders = Counter(attempt.holder for attempt in made)
    assert len(holders) == WORKERS, "each of them has made calls"
