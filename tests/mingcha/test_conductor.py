from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from mingcha.conductor import Conductor

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

Diary = list[tuple[str, str]]


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


@dataclass(kw_only=True)
class Planned:
    """What one side will do, and when; both sides write into one diary."""

    name: str
    diary: Diary
    now: datetime = NINE
    plans: list[tuple[datetime, Callable[[], None]]] = field(default_factory=list)

    def plan(self, moment: datetime, act: Callable[[], None] = lambda: None) -> None:
        self.plans.append((moment, act))
        self.plans.sort(key=lambda planned: planned[0])

    def next_due(self) -> datetime | None:
        return self.plans[0][0] if self.plans else None

    def run_next(self) -> bool:
        if not self.plans or self.plans[0][0] > self.now:
            return False
        _, act = self.plans.pop(0)
        self.diary.append((f"{self.now:%H:%M}", self.name))
        act()
        return True


class Workflows(Planned):
    def step(self, now: datetime) -> datetime | None:
        assert now >= self.now, "the product's time went back"
        self.now = now
        while self.run_next():
            pass
        return self.next_due()


class People(Planned):
    def move_to(self, instant: datetime) -> None:
        assert instant >= self.now, "the world's time went back"
        self.now = instant


@dataclass(kw_only=True)
class Stage:
    diary: Diary = field(default_factory=list)

    def __post_init__(self) -> None:
        self.product = Workflows(name="product", diary=self.diary)
        self.world = People(name="world", diary=self.diary)
        self.conductor = Conductor(product=self.product, world=self.world, now=NINE)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_everything_happens_at_its_own_moment_and_in_order(stage: Stage) -> None:
    for minutes in (30, 10):
        stage.product.plan(at(minutes))
    for minutes in (20, 5):
        stage.world.plan(at(minutes))
    stage.conductor.run_until(at(60))
    assert stage.diary == [
        ("09:05", "world"),
        ("09:10", "product"),
        ("09:20", "world"),
        ("09:30", "product"),
    ]
    assert stage.conductor.now == stage.world.now == at(60)


def test_the_world_does_one_thing_at_a_time_and_the_product_settles_after_each(
    stage: Stage,
) -> None:
    for _ in range(2):
        stage.world.plan(NINE, lambda: stage.product.plan(NINE))
    stage.conductor.settle()
    assert [who for _, who in stage.diary] == ["world", "product", "world", "product"]


def test_the_product_goes_first_at_one_moment(stage: Stage) -> None:
    stage.world.plan(at(10))
    stage.product.plan(at(10))
    stage.conductor.run_until(at(10))
    assert [who for _, who in stage.diary] == ["product", "world"]


def test_what_is_due_later_than_the_end_waits(stage: Stage) -> None:
    stage.world.plan(at(61))
    stage.conductor.run_until(at(60))
    assert stage.diary == []
    stage.conductor.advance(minutes=1)
    assert stage.diary == [("10:01", "world")]


def test_what_is_due_at_the_very_end_happens(stage: Stage) -> None:
    stage.product.plan(at(60))
    stage.conductor.run_until(at(60))
    assert stage.diary == [("10:00", "product")]


def test_what_was_due_before_happens_now_and_never_in_the_past(stage: Stage) -> None:
    stage.conductor.run_until(at(60))
    stage.world.plan(at(10), lambda: stage.product.plan(at(20)))
    stage.conductor.run_until(at(70))
    assert stage.diary == [("10:00", "world"), ("10:00", "product")]


def test_an_end_that_is_past_is_refused_and_moves_nothing(stage: Stage) -> None:
    stage.conductor.run_until(at(60))
    with pytest.raises(ValueError, match="time only goes forward"):
        stage.conductor.run_until(at(59))
    assert stage.conductor.now == stage.world.now == at(60)


def test_time_does_not_pass_while_things_are_settled(stage: Stage) -> None:
    stage.product.plan(at(5))
    assert stage.conductor.settle() == at(5)
    assert stage.conductor.now == NINE


def test_settling_says_what_comes_next_on_either_side(stage: Stage) -> None:
    assert stage.conductor.settle() is None
    stage.world.plan(at(7))
    assert stage.conductor.settle() == at(7)
    stage.product.plan(at(5))
    assert stage.conductor.settle() == at(5)


def test_every_move_of_time_is_told(stage: Stage) -> None:
    told: list[datetime] = []
    stage.conductor.on_move = told.append
    stage.world.plan(at(5))
    stage.conductor.run_until(at(10))
    assert told == [at(5), at(10)]


@pytest.mark.parametrize("side", ["product", "world"])
def test_an_endless_loop_is_seen(stage: Stage, side: str) -> None:
    """Each thing that the product does makes the world do one, and so on, without time passing."""

    def to_and_fro() -> None:
        stage.product.plan(stage.world.now, lambda: stage.world.plan(NINE, to_and_fro))

    endless = {"product": to_and_fro, "world": lambda: _again(stage.world)}
    stage.world.plan(NINE, endless[side])
    with pytest.raises(RuntimeError, match="do not come to rest at 2026-03-02T09:00:00"):
        stage.conductor.settle()


def test_a_product_that_is_always_due_is_seen(stage: Stage) -> None:
    class Restless(Workflows):
        def step(self, now: datetime) -> datetime | None:
            return now

    conductor = Conductor(
        product=Restless(name="product", diary=[]), world=stage.world, now=stage.world.now
    )
    with pytest.raises(RuntimeError, match="do not come to rest"):
        conductor.run_until(at(1))


def _again(world: People) -> None:
    world.plan(world.now, lambda: _again(world))
