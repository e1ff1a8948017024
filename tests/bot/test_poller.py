"""Polling against the simulated messenger, with a real store behind it."""

import json
import logging
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.deposit import MOST_BYTES, UPDATES
from bot.line import Request
from bot.messenger import TelegramMessenger
from bot.nesting import too_deep
from bot.poller import Poller
from bot.translate import Unreadable, translate
from fieldwork.ports import Inbox, StoreBusy
from fieldwork.tenure import Tenure
from inspection.chat import Said, Started
from inspection.lane.lane import CHAT
from mingcha.clock import SteppedClock
from mingcha.foundation import polling_of
from simulator import World
from storage.store import Store
from tests.bot.conftest import START
from tests.bot.updates import message
from tests.shelf import bodies

LASTS = timedelta(seconds=30)


@dataclass(kw_only=True)
class Busy:
    """An inbox that is busy so many times, and then a real one."""

    inbox: Inbox
    times: int = 0

    def append(self, source: str, key: str, body: bytes, at: datetime, *, strand: str = "") -> bool:
        kept: bool = self.begin(source, key, body, at, strand=strand).result()
        return kept

    def begin(
        self, source: str, key: str, body: bytes, at: datetime, *, strand: str = ""
    ) -> "Future[bool]":
        if self.times:
            self.times -= 1
            raise StoreBusy("the database is locked")
        return self.inbox.begin(source, key, body, at, strand=strand)

    async def keep(
        self, source: str, key: str, body: bytes, at: datetime, *, strand: str = ""
    ) -> bool:
        return self.append(source, key, body, at, strand=strand)


@dataclass(kw_only=True)
class Process:
    """One process that polls, without a thread of its own."""

    world: World
    store: Store
    messenger: TelegramMessenger
    name: str = "first"
    bot: str = CHAT
    wait: int = 0
    busy: int = 0
    woken: list[str] = field(default_factory=list)
    heard: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = SteppedClock(START)
        tenure = Tenure(
            ledger=self.store.ledger,
            clock=self.clock,
            name=polling_of(self.bot),
            holder=self.name,
            lasts=LASTS,
        )
        self.poller = Poller(
            bot=self.bot,
            messenger=self.messenger,
            inbox=Busy(inbox=self.store.inbox, times=self.busy),
            clock=self.clock,
            tenure=tenure,
            wake=lambda: self.woken.append("wake"),
            heard=lambda: self.heard.append(self.clock.now()),
            wait=self.wait,
            renewed_after=0.05,
        )

    def bodies(self) -> list[bytes]:
        with self.store.ledger.read() as book:
            return bodies(book)

    def pending(self) -> int:
        return len(self.world.telegram.updates.pending())

    def requests(self) -> int:
        return self.world.counts.requests["telegram.getUpdates"]


@pytest.fixture
def process(world: World, store: Store, messenger: TelegramMessenger) -> Process:
    return Process(world=world, store=store, messenger=messenger)


@pytest.fixture(autouse=True)
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "bot.poller")
    return caplog


def lines(told: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in told.records if record.name == "bot.poller"]


def test_updates_are_stored_as_they_came_and_acknowledged_afterwards(process: Process) -> None:
    process.world.traffic.recording = True
    process.world.chat("O1").starts("CODE").says("好的 \U0001f642")
    assert process.poller.turn() == 0.0
    started, said = (translate(body) for body in process.bodies())
    assert isinstance(started, Started)
    assert isinstance(said, Said)
    assert (started.code, said.text) == ("CODE", "好的 \U0001f642")
    assert process.woken == ["wake"]
    assert process.pending() == 2, "not acknowledged before the next request"

    process.poller.turn()
    assert process.pending() == 0
    assert len(process.bodies()) == 2
    first, second, third = [*_asked(process.world), *_asked_again(process)]
    assert "offset" not in first, "none is kept: what was not acknowledged is known by its id"
    assert "offset" in second
    assert "offset" not in third, "sent once: ids may begin anew below it"
    assert set(json.loads(first["allowed_updates"])) == set(UPDATES)


def _asked(world: World) -> list[dict[str, str]]:
    return [
        dict(exchange.params)
        for exchange in world.traffic.exchanges
        if exchange.api == "telegram.getUpdates"
    ]


def _asked_again(process: Process) -> list[dict[str, str]]:
    process.poller.turn()
    return _asked(process.world)[-1:]


def test_what_was_stored_and_not_acknowledged_is_not_stored_twice(process: Process) -> None:
    process.world.chat("O1").starts("CODE")
    process.poller.turn()
    again = Process(world=process.world, store=process.store, messenger=process.messenger)
    again.poller.turn()  # the same holder, as after a restart within the lease
    assert len(again.bodies()) == 1


def test_a_webhook_is_deleted_first_and_what_waited_for_it_is_kept(process: Process) -> None:
    process.messenger.set_webhook("https://old.example.org/telegram", "s")
    process.world.chat("O1").starts("CODE")
    process.poller.turn()
    assert process.world.telegram.updates.webhook is None
    assert len(process.bodies()) == 1


def test_of_two_processes_one_polls_and_the_other_takes_over_when_it_ends(
    process: Process, told: pytest.LogCaptureFixture
) -> None:
    second = Process(
        world=process.world, store=process.store, messenger=process.messenger, name="second"
    )
    process.poller.turn()
    assert second.poller.turn() > 0.0
    assert second.poller.turn() > 0.0
    assert process.requests() == 1
    assert len(lines(told)) == 1, "told once"
    assert "another process of this installation" in lines(told)[0]

    process.poller.stop()
    assert second.poller.turn() == 0.0, "given back, so nobody waits for its end"
    assert process.requests() == 2


def test_two_bots_are_fetched_beside_each_other_though_their_updates_have_the_same_numbers(
    process: Process, told: pytest.LogCaptureFixture
) -> None:
    world, south = process.world, process.world.bot("south")
    with TelegramMessenger(token=south.token, base_url=south.base_url, timeout=0.5) as messenger:
        second = Process(world=world, store=process.store, messenger=messenger, bot="south")
        world.chat("O1").starts("NORTH")
        world.chat("O1", bot="south").starts("SOUTH")
        assert [update.id for update in world.telegram.updates.pending()] == [
            update.id for update in south.updates.pending()
        ]
        assert (process.poller.turn(), second.poller.turn()) == (0.0, 0.0), "each has its lease"
        read = [translate(body) for body in process.bodies()]
        assert [one.code for one in read if isinstance(one, Started)] == ["NORTH", "SOUTH"]
        process.poller.turn()
        second.poller.turn()
        assert process.pending() == len(south.updates.pending()) == 0
        south.revoked = True
        assert second.poller.turn() > 0.0
        assert process.poller.turn() == 0.0
    (line,) = lines(told)
    assert line.startswith("no updates of bot south are fetched: the messenger does not take")


def test_a_lease_that_ended_unnoticed_is_taken_over(process: Process) -> None:
    second = Process(
        world=process.world, store=process.store, messenger=process.messenger, name="second"
    )
    process.poller.turn()
    second.clock.move_to(START + LASTS)
    assert second.poller.turn() == 0.0
    assert process.poller.turn() > 0.0, "it is the other's now"
    assert process.requests() == 2


def test_a_request_that_waits_ends_at_once_when_the_lease_is_lost(process: Process) -> None:
    waiting = Process(
        world=process.world,
        store=process.store,
        messenger=process.messenger,
        name="waiting",
        wait=20,
    )
    waiting.poller.start()
    until = time.monotonic() + 10
    while not process.requests() and time.monotonic() < until:
        time.sleep(0.01)
    with process.store.ledger.write() as book:
        book.leases.take("telegram poller", "thief", START + LASTS, START + 10 * LASTS)
    process.world.chat("O1").starts("CODE")  # would be delivered if it waited on
    time.sleep(0.3)
    waiting.poller.stop()
    assert process.requests() == 1


def test_a_request_that_waits_does_not_hold_up_the_stop(process: Process) -> None:
    process.wait = 20
    process.__post_init__()
    process.poller.start()
    until = time.monotonic() + 10
    while not process.requests() and time.monotonic() < until:
        time.sleep(0.01)
    began = time.monotonic()
    process.poller.stop()
    assert time.monotonic() - began < 2.0
    with process.store.ledger.read() as book:
        lease = book.leases.of("telegram poller")
    assert lease is not None
    assert lease.until == START, "given back"


def test_a_request_waits_for_an_update_and_brings_it_when_it_comes(process: Process) -> None:
    process.wait = 20
    process.__post_init__()
    process.poller.start()
    until = time.monotonic() + 10
    while not process.requests() and time.monotonic() < until:
        time.sleep(0.01)
    process.world.chat("O1").starts("CODE")
    while not process.bodies() and time.monotonic() < until:
        time.sleep(0.01)
    process.poller.stop()
    assert len(process.bodies()) == 1


def test_while_the_store_is_busy_nothing_is_acknowledged(
    world: World, store: Store, messenger: TelegramMessenger, told: pytest.LogCaptureFixture
) -> None:
    process = Process(world=world, store=store, messenger=messenger, busy=2)
    world.chat("O1").starts("CODE").says("two")
    assert process.poller.turn() == 1.0
    assert process.poller.turn() == 2.0
    assert process.pending() == 2
    assert process.poller.turn() == 0.0
    assert len(process.bodies()) == 2
    process.poller.turn()
    assert process.pending() == 0
    assert lines(told) == [
        "no updates of bot chat are fetched: updates cannot be stored now (StoreBusy); none is"
        " acknowledged, so none is lost",
        "updates of bot chat are fetched again",
    ]


def test_an_update_that_nobody_can_read_is_stored_and_holds_up_nobody(process: Process) -> None:
    updates = process.world.telegram.updates
    updates.add("message", 1, {"poison": True})
    process.world.chat("O1").starts("CODE")
    process.poller.turn()
    process.poller.turn()
    assert process.pending() == 0
    poison, good = process.bodies()
    with pytest.raises(Unreadable):
        translate(poison)
    assert isinstance(translate(good), Started)


def test_a_giant_is_kept_cut_so_that_it_is_set_aside_and_the_next_one_goes_on(
    process: Process, told: pytest.LogCaptureFixture
) -> None:
    process.world.telegram.updates.add("message", 1, {"text": "x" * MOST_BYTES})
    process.world.chat("O1").starts("CODE")
    process.poller.turn()
    giant, good = process.bodies()
    assert len(giant) == MOST_BYTES
    with pytest.raises(Unreadable):
        translate(giant)
    assert isinstance(translate(good), Started)
    assert "it is kept cut, and set aside" in lines(told)[0]


def test_a_deep_update_is_kept_to_be_set_aside_and_the_next_one_goes_on(
    process: Process, told: pytest.LogCaptureFixture
) -> None:
    deep: list[object] = []
    for _ in range(70):
        deep = [deep]
    updates = [{"update_id": 7, "message": deep}, {"update_id": 8, "message": message(text="hi")}]
    body = {"ok": True, "result": updates}
    process.world.faults.answer("telegram.getUpdates", status=200, body=body)
    assert process.poller.turn() == 0.0
    kept, good = process.bodies()
    with pytest.raises(Unreadable, match="more than 64 brackets"):
        translate(kept)
    assert isinstance(translate(good), Said)
    assert lines(told) == ["update 7 is nested too deeply: it is kept, and set aside"]


def test_an_answer_deeper_than_any_parser_goes_is_read_but_for_its_depths() -> None:
    deep = b'{"update_id":7,"message":' + b"[" * 5_000 + b"]" * 5_000 + b"}"
    body = b'{"ok":true,"result":[' + deep + b',{"update_id":8}]}'
    first, second = Request.parse_json_payload(body)["result"]
    assert too_deep(json.dumps(first).encode())
    assert second == {"update_id": 8}


def test_each_request_that_was_answered_is_a_sign_that_somebody_listens(process: Process) -> None:
    process.poller.turn()
    assert process.heard == [START]
    process.world.faults.answer("telegram.getUpdates", status=502, body={})
    process.poller.turn()
    assert process.heard == [START], "nothing can come in now"
    process.poller.turn()
    assert process.heard == [START, START]


def test_an_answer_without_any_id_is_no_reason_to_ask_at_once_again(process: Process) -> None:
    body = {"ok": True, "result": [{"message": {}}, 7]}
    process.world.faults.answer("telegram.getUpdates", status=200, body=body)
    assert process.poller.turn() == 1.0
    assert process.bodies() == []
    assert process.poller.turn() == 0.0


def conflict(words: str) -> dict[str, object]:
    return {"ok": False, "error_code": 409, "description": f"Conflict: {words}"}


@pytest.mark.parametrize(
    ("status", "body", "pauses", "words"),
    [
        (409, conflict("terminated by other getUpdates request"), [10, 20, 40, 60], "code 409"),
        (409, conflict("can't use getUpdates while webhook is active"), [10, 20], "a webhook"),
        (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}, [10, 20], "401"),
        (
            429,
            {"ok": False, "error_code": 429, "description": "-", "parameters": {"retry_after": 7}},
            [7, 7],
            "asks to wait 7 seconds",
        ),
        (502, {"ok": False, "error_code": 502, "description": "Bad Gateway"}, [1, 2, 4], "5xx"),
        (200, {"ok": True}, [1, 2], "cannot be asked now"),
    ],
)
def test_each_refusal_has_its_pause_and_one_line(
    process: Process,
    told: pytest.LogCaptureFixture,
    status: int,
    body: dict[str, object],
    pauses: list[float],
    words: str,
) -> None:
    process.world.faults.answer("telegram.getUpdates", status=status, body=body, nth=None)
    assert [process.poller.turn() for _ in pauses] == pauses
    assert len(lines(told)) == 1
    assert words in lines(told)[0]
    assert process.world.telegram.token not in lines(told)[0]

    process.world.faults.clear()
    assert process.poller.turn() == 0.0
    assert lines(told)[1:] == ["updates of bot chat are fetched again"]


def test_a_webhook_that_somebody_sets_meanwhile_is_removed_again(process: Process) -> None:
    process.poller.turn()
    process.messenger.set_webhook("https://other.example.org/telegram", "s")
    process.world.chat("O1").starts("CODE")
    assert process.poller.turn() == 10.0
    assert process.poller.turn() == 0.0
    assert len(process.bodies()) == 1


def test_a_messenger_that_does_not_answer_is_asked_again(process: Process) -> None:
    process.world.faults.delay("telegram.getUpdates", seconds=1.5)
    process.world.faults.drop_before("telegram.getUpdates", nth=2)
    process.world.chat("O1").starts("CODE")
    assert process.poller.turn() == 1.0
    assert process.poller.turn() > 0.0
    assert process.poller.turn() == 0.0
    assert len(process.bodies()) == 1


def test_nothing_that_people_wrote_is_told(
    process: Process, told: pytest.LogCaptureFixture
) -> None:
    process.world.telegram.updates.add("message", 1, {"text": "secret words " * MOST_BYTES})
    process.poller.turn()
    assert "secret" not in told.text
