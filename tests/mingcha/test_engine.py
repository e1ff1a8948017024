import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from mingcha.engine import Engine, Station, guarded

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)


@dataclass(kw_only=True)
class Shelf:
    """A workflow that has so many things to do, and does one at a time."""

    name: str = "shelf"
    things: int = 0
    due: datetime | None = None
    worked_at: list[datetime] = field(default_factory=list)
    on_work: Callable[[], None] | None = None

    def work(self, now: datetime) -> int:
        self.worked_at.append(now)
        if not self.things:
            return 0
        self.things -= 1
        if self.on_work is not None:
            self.on_work()
        return 1

    def station(self) -> Station:
        return Station(name=self.name, work=self.work, next_due=lambda _: self.due)


def engine_of(*shelves: Shelf) -> Engine:
    return Engine(stations=[shelf.station() for shelf in shelves])


def test_an_engine_works_until_nothing_is_left_to_do() -> None:
    shelf = Shelf(things=3)
    engine_of(shelf).step(NINE)
    assert shelf.things == 0
    assert shelf.worked_at == [NINE] * 4


def test_what_one_station_makes_another_takes_up_within_the_same_step() -> None:
    first, second = Shelf(), Shelf(things=1)

    def handed_back() -> None:
        first.things += 2

    second.on_work = handed_back
    engine_of(first, second).step(NINE)
    assert (first.things, second.things) == (0, 0)


def test_stations_are_worked_in_their_order() -> None:
    order: list[str] = []
    shelves = [
        Shelf(name=name, things=1, on_work=partial(order.append, name))
        for name in ("intake", "issue", "post")
    ]
    engine_of(*shelves).step(NINE)
    assert order == ["intake", "issue", "post"]


def test_rest_is_one_round_in_which_nobody_found_anything() -> None:
    first, second, third = Shelf(), Shelf(things=1), Shelf()
    engine_of(first, second, third).step(NINE)
    rounds = [len(shelf.worked_at) for shelf in (first, second, third)]
    assert rounds == [2, 2, 1]


def test_what_is_planned_is_asked_only_for_whoever_wants_to_know() -> None:
    asked: list[datetime] = []

    def next_due(now: datetime) -> datetime:
        asked.append(now)
        return TEN

    engine = Engine(stations=[Station(name="issue", work=lambda _: 0, next_due=next_due)])
    engine.settle(NINE)
    engine.wake()
    engine.settle(NINE)
    assert asked == []
    assert [engine.step(NINE), engine.step(NINE)] == [TEN, TEN]
    assert asked == [NINE]


def test_whether_all_rest_and_what_they_plan_is_one_look() -> None:
    looks: list[str] = []

    @contextmanager
    def look() -> Iterator[None]:
        looks.append("opened")
        yield
        looks.append("closed")

    def planned(_: datetime) -> datetime:
        looks.append("planned")
        return TEN

    stations = [
        Station(name=name, work=lambda _: 0, rests=lambda _: True, next_due=planned)
        for name in ("one", "other")
    ]
    assert Engine(stations=stations, look=look).step(NINE) == TEN
    assert looks == ["opened", "opened", "planned", "planned", "closed", "closed"]


def test_what_is_due_is_worked_though_nobody_asked_what_is_planned() -> None:
    shelf = Shelf(due=TEN)
    engine = engine_of(shelf)
    engine.settle(NINE)
    engine.settle(TEN)
    assert shelf.worked_at == [NINE, TEN]


def test_a_step_says_when_the_first_station_is_due_next() -> None:
    later, sooner, never = Shelf(due=TEN), Shelf(due=NINE + timedelta(minutes=5)), Shelf()
    assert engine_of(later, sooner, never).step(NINE) == NINE + timedelta(minutes=5)


def test_nothing_planned_is_no_moment() -> None:
    engine = Engine(stations=[Station(name="assess", work=lambda _: 0)])
    assert engine.step(NINE) is None
    assert Engine(stations=[]).step(NINE) is None
    assert Engine(stations=[]).next_due(NINE) is None


def test_a_step_before_anything_is_due_asks_nobody() -> None:
    shelf = Shelf(due=TEN)
    engine = engine_of(shelf)
    engine.step(NINE)
    assert engine.step(TEN - timedelta(seconds=1)) == TEN
    assert shelf.worked_at == [NINE]


def test_a_step_at_the_due_moment_works() -> None:
    shelf = Shelf(due=TEN)
    engine = engine_of(shelf)
    engine.step(NINE)
    shelf.due = None
    assert engine.step(TEN) is None
    assert shelf.worked_at == [NINE, TEN]


def test_a_wake_makes_the_next_step_work_though_nothing_is_due() -> None:
    shelf = Shelf(due=TEN)
    engine = engine_of(shelf)
    engine.step(NINE)
    shelf.things = 1
    engine.wake()
    engine.step(NINE)
    assert shelf.things == 0


def test_a_wake_in_the_middle_of_a_step_is_not_lost() -> None:
    shelf = Shelf(things=1)
    engine = engine_of(shelf)
    shelf.on_work = engine.wake
    engine.step(NINE)
    worked = len(shelf.worked_at)
    engine.step(NINE)
    assert len(shelf.worked_at) > worked


def test_a_wake_is_passed_on_to_the_beats() -> None:
    woken: list[str] = []
    engine = Engine(stations=[], on_wake=lambda: woken.append("beats"))
    engine.wake()
    assert woken == ["beats"]


def test_what_a_failing_step_left_is_tried_at_the_next_one() -> None:
    shelf = Shelf(things=1, due=TEN)

    def breaks() -> None:
        shelf.things, shelf.on_work = 1, None
        raise LookupError

    shelf.on_work = breaks
    engine = engine_of(shelf)
    with pytest.raises(LookupError):
        engine.step(NINE)
    assert engine.step(NINE) == TEN
    assert shelf.things == 0


# -- for the real clock ------------------------------------------------------------------------


def _broken(_: datetime) -> int:
    raise LookupError("no such row")


def test_a_failing_station_is_logged_and_does_not_stop_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    shelf = Shelf(things=1)
    stations = [Station(name="issue", work=_broken), shelf.station()]
    with caplog.at_level(logging.ERROR):
        done = [guarded(station)(NINE) for station in stations]
    assert done == [0, 1]
    (record,) = caplog.records
    assert record.getMessage() == "station issue failed; it is tried again at the next beat"
    assert record.exc_info is not None


def test_a_station_that_works_is_not_mentioned_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    assert guarded(Shelf(things=1).station())(NINE) == 1
    assert not caplog.records
