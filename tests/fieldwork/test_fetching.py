"""Files are fetched once, whoever is stopped in the middle, and an outage loses none."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa

from fieldwork import lane_desk
from fieldwork.fetched import Answer, Fetched, Missing, NotNow
from fieldwork.fetching import LEASE, Fetching
from fieldwork.lane_gate import LaneGate
from fieldwork.rounds import BROKEN_WAITS
from inspection.lane.lane import CHAT, Lane
from inspection.lane.pace import Limit
from inspection.media import BROKEN_OFF, LEAST_PAUSE, MOST_PAUSE, Lost, MediaFile, MediaState
from mingcha.clock import SteppedClock
from storage.store import Store
from storage.tables import media
from tests.fieldwork.lines import nothing
from tests.scenarios.town import CALENDAR
from tests.storage.samples import NOW, ROSTER
from tests.storage.test_media import PHOTO, wanted

BOT = Lane(name=CHAT, limits={"chat": Limit(most=30, seconds=1)})
BROKE = NotNow(code="ReadError", broke_off=True)
AWAY = NotNow(code="no connection")


@dataclass(kw_only=True)
class Keeper:
    """Gives every file, but for what a test says; what happens `meanwhile`, too."""

    answers: list[Answer] = field(default_factory=list)
    meanwhile: Callable[[], object] = nothing
    asked: list[str] = field(default_factory=list)

    def fetch(self, provider_id: str, most_bytes: int) -> Answer:
        self.asked.append(provider_id)
        happens, self.meanwhile = self.meanwhile, nothing
        happens()
        return self.answers.pop(0) if self.answers else Fetched(content=PHOTO)


@dataclass(frozen=True, kw_only=True)
class Desk:
    store: Store
    clock: SteppedClock
    keeper: Keeper
    fetching: Fetching

    def at(self, after: timedelta) -> int:
        self.clock.move_to(NOW + after)
        return self.fetching.work(self.clock.now())

    def file(self, number: int = 1) -> MediaFile:
        with self.store.ledger.read() as book:
            return book.media.get(number)

    def other(self, keeper: Keeper) -> Fetching:
        """Another worker's."""
        return Fetching(ledger=self.store.ledger, sources={CHAT: keeper}, clock=self.clock)


@pytest.fixture
def desk(store: Store) -> Desk:
    with store.ledger.write() as book:
        book.policy.set_calendar(CALENDAR)
        book.roster.store(ROSTER, NOW)
        wanted(book)
    clock, keeper = SteppedClock(NOW), Keeper()
    gate = LaneGate(ledger=store.ledger, clock=clock, lanes=[BOT], holder="one", lasts=None)
    fetching = Fetching(ledger=store.ledger, sources={CHAT: keeper}, clock=clock, gate=gate)
    return Desk(store=store, clock=clock, keeper=keeper, fetching=fetching)


def test_a_file_is_fetched_once_and_is_as_it_came(desk: Desk) -> None:
    assert not desk.fetching.rests(NOW)
    assert desk.at(timedelta(0)) == 1
    assert desk.fetching.rests(NOW)
    assert desk.fetching.next_due(NOW) is None
    assert desk.at(LEASE) == 0
    file = desk.file()
    assert (file.state, file.size, file.digest) == ("HERE", len(PHOTO), sha256(PHOTO).digest())
    assert (file.media_type, file.here_at, file.problem) == ("image/jpeg", NOW, "")
    assert desk.keeper.asked == ["file of u1"]
    with desk.store.ledger.read() as book:
        assert book.media.content(1) == PHOTO


def test_two_workers_never_fetch_one_at_the_same_time(desk: Desk) -> None:
    elsewhere = Keeper()
    other = desk.other(elsewhere)
    desk.keeper.meanwhile = lambda: other.work(NOW)
    desk.at(timedelta(0))
    assert (desk.keeper.asked, elsewhere.asked) == (["file of u1"], [])


def test_whoever_was_stopped_past_the_lease_overwrites_nothing(desk: Desk) -> None:
    other = desk.other(Keeper(answers=[Fetched(content=b"as it is")]))

    def stopped() -> None:
        desk.clock.move_to(NOW + LEASE)
        other.work(desk.clock.now())

    desk.keeper.meanwhile = stopped
    desk.keeper.answers = [Missing(why=Lost.UNKNOWN)]
    desk.at(timedelta(0))
    assert desk.file().state is MediaState.HERE
    with desk.store.ledger.read() as book:
        assert book.media.content(1) == b"as it is"


@pytest.mark.parametrize("why", list(Lost))
def test_what_can_never_be_had_is_lost_with_its_reason(
    desk: Desk, why: Lost, caplog: pytest.LogCaptureFixture
) -> None:
    desk.keeper.answers = [Missing(why=why)]
    desk.at(timedelta(0))
    file = desk.file()
    assert (file.state, file.problem, file.next_at, file.ended_at) == ("LOST", why, None, NOW)
    assert desk.at(timedelta(days=9)) == 0
    assert [record.getMessage() for record in caplog.records] == [f"file 1 is lost: {why}"]


def test_one_that_breaks_off_is_tried_again_so_often_and_then_lost(desk: Desk) -> None:
    desk.keeper.answers = [BROKE] * (len(BROKEN_OFF) + 1)
    at = timedelta(0)
    for tries, pause in enumerate(BROKEN_OFF, start=1):
        assert desk.at(at) == 1
        assert (desk.file().tries, desk.file().next_at) == (tries, NOW + at + pause)
        assert desk.fetching.rests(desk.clock.now())
        at += pause
    assert desk.at(at) == 1
    assert (desk.file().state, desk.file().problem) == ("LOST", Lost.BROKEN_OFF)


def test_an_outage_of_the_provider_loses_nothing_however_long_it_is(desk: Desk) -> None:
    desk.keeper.answers = [AWAY] * 80
    assert desk.at(timedelta(0)) == 1
    assert desk.file().next_at == NOW + LEAST_PAUSE
    while desk.keeper.answers:
        due = desk.fetching.next_due(desk.clock.now())
        assert due is not None
        assert desk.at(due - NOW) == 1
    assert desk.clock.now() - NOW > timedelta(days=2)
    assert desk.file().next_at == desk.clock.now() + MOST_PAUSE
    assert (desk.file().state, desk.file().tries) == ("WANTED", 0)
    assert desk.at(desk.clock.now() - NOW + MOST_PAUSE) == 1
    assert desk.file().state is MediaState.HERE


def test_a_provider_that_asks_to_wait_is_asked_for_no_other_file_meanwhile(desk: Desk) -> None:
    with desk.store.ledger.write() as book:
        wanted(book, "u2", "roof-2.jpg")
    desk.keeper.answers = [NotNow(code="429", retry_after=30.0)]
    assert desk.at(timedelta(0)) == 1
    assert desk.fetching.next_due(NOW) == NOW + timedelta(seconds=30)
    assert desk.at(timedelta(seconds=29)) == 0
    assert desk.at(timedelta(seconds=30)) == 2
    assert desk.keeper.asked == ["file of u1", "file of u2", "file of u1"]


def test_while_the_bot_is_stopped_files_wait(desk: Desk) -> None:
    with desk.store.ledger.write() as book:
        lane_desk.stop(book, CHAT, "moved", NOW)
    desk.at(timedelta(0))
    assert desk.fetching.rests(NOW)
    with desk.store.ledger.write() as book:
        lane_desk.resume(book, CHAT, "back", NOW)
    desk.at(timedelta(minutes=1))
    assert desk.file().state is MediaState.HERE


def test_files_of_a_lane_that_is_not_set_up_wait_and_cost_nothing(desk: Desk) -> None:
    with desk.store.engines.writing() as connection:
        connection.execute(media.update().values(lane="a telephone"))
    assert desk.at(timedelta(0)) == 0
    assert desk.fetching.next_due(NOW) is None


def test_a_broken_row_does_not_stop_the_others(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with desk.store.ledger.write() as book:
        wanted(book, "u2", "roof-2.jpg")
    with desk.store.engines.writing() as connection:
        broken = media.update().where(media.c.id == 1)
        whole = connection.execute(sa.select(media.c.provider_id).limit(1)).scalar_one()
        *others, last = bytes(whole)
        connection.execute(broken.values(provider_id=bytes([*others, last ^ 1])))
    assert desk.at(timedelta(0)) == 2
    assert desk.keeper.asked == ["file of u2"]
    assert desk.fetching.next_due(NOW) == NOW + BROKEN_WAITS
    (line,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert line.getMessage() == "file 1 could not be looked at: SealBroken"
