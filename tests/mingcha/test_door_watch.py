"""A door that stands open here, and cannot be reached from outside."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.messenger import TelegramMessenger
from fieldwork import lane_desk
from fieldwork.door_watch import EVERY, FORGOTTEN, DoorWatch, calls_unheard, door_trouble
from fieldwork.lane_gate import LaneGate
from inspection.incident import IncidentKind
from inspection.lane.lane import CHAT, Lane
from inspection.lane.pace import Limit
from mingcha.clock import SteppedClock
from simulator import World
from storage.store import Store
from tests.scenarios.town import CALENDAR

NOWHERE = "http://127.0.0.1:1/telegram"
"""Nobody listens there."""
ASKED = "telegram.getWebhookInfo"
CLOCK_STARTS = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@dataclass
class Watched:
    """Time goes on in the simulated world and for the watch alike."""

    world: World
    store: Store
    messenger: TelegramMessenger
    watch: DoorWatch = field(init=False)

    def __post_init__(self) -> None:
        clock = SteppedClock(self.world.now)
        bot = Lane(name=CHAT, limits={"chat": Limit(most=30, seconds=1)})
        gate = LaneGate(ledger=self.store.ledger, clock=clock, lanes=[bot], holder="a", lasts=None)
        self.watch = DoorWatch(
            ledger=self.store.ledger,
            messengers={CHAT: self.messenger},
            ours={CHAT: NOWHERE},
            gate=gate,
        )
        with self.store.ledger.write() as book:
            book.policy.set_calendar(CALENDAR)
        self.watch.work(self.world.now)

    def after(self, minutes: int) -> IncidentKind | None:
        """What is known once the watch was worked at each of so many minutes."""
        for _ in range(minutes):
            self.world.run_until(self.world.now + timedelta(minutes=1))
            self.watch.work(self.world.now)
        with self.store.ledger.read() as book:
            return door_trouble(book, self.world.now)

    @property
    def asked(self) -> int:
        return self.world.counts.requests[ASKED]


@pytest.fixture
def watched(world: World, store: Store) -> Iterator[Watched]:
    with TelegramMessenger(
        token=world.telegram.token, base_url=world.telegram.base_url, timeout=0.5
    ) as messenger:
        messenger.set_webhook(NOWHERE, "secret")
        yield Watched(world, store, messenger)


def test_a_door_that_cannot_be_reached_is_noticed_within_minutes_and_when_it_is_again(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    assert watched.after(2) is None
    watched.world.chat("O1").starts("CODE")
    assert watched.after(4) is IncidentKind.DOOR
    assert "does not reach us: deliveries fail" in caplog.text
    watched.world.telegram.updates.confirm(-1)
    watched.world.telegram.updates.confirm(watched.world.telegram.updates.pending()[-1].id + 1)
    assert watched.after(4) is None
    with watched.store.ledger.read() as book:
        incident = book.incidents.latest(IncidentKind.DOOR)
    assert incident is not None
    assert incident.about == "door chat"


def test_a_bot_that_another_program_took_is_noticed_and_told_as_one_incident(
    watched: Watched,
) -> None:
    watched.messenger.set_webhook("http://127.0.0.1:2/telegram", "other")
    assert watched.after(10) is IncidentKind.TAKEN
    with watched.store.ledger.read() as book:
        incident = book.incidents.latest(IncidentKind.TAKEN)
        assert incident is not None
        assert incident.times > 1
        assert door_trouble(book, watched.world.now + EVERY + FORGOTTEN) is None


def test_the_messenger_is_asked_every_few_minutes_and_rarely_while_it_is_down(
    watched: Watched,
) -> None:
    watched.after(30)
    assert 9 <= watched.asked <= 11
    before = watched.asked
    watched.world.faults.answer(ASKED, status=502, body={}, nth=None)
    watched.after(60)
    assert watched.asked - before <= 6
    assert watched.after(1) is None, "that it does not answer says nothing of our door"


def test_a_bot_that_an_operator_stopped_is_not_asked(watched: Watched) -> None:
    with watched.store.ledger.write() as book:
        assert lane_desk.stop(book, CHAT, "the token is changed", watched.world.now)
    watched.after(15)
    assert watched.asked == 0


def test_calls_that_did_not_reach_us_are_known_for_a_quarter_of_an_hour(store: Store) -> None:
    now = CLOCK_STARTS
    with store.ledger.write() as book:
        assert not calls_unheard(book, now)
        book.incidents.seen(IncidentKind.UNFETCHED, "calls", now, open_since=now)
        assert calls_unheard(book, now + timedelta(minutes=15))
        assert not calls_unheard(book, now + timedelta(minutes=16))
