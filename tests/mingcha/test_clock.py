from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mingcha.clock import SeededChance, SteppedClock, SystemChance, SystemClock

START = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_the_real_clock_goes_on_and_says_utc() -> None:
    clock = SystemClock()
    now, tick = clock.now(), clock.monotonic()
    assert now.tzinfo is UTC
    assert clock.now() >= now
    assert clock.monotonic() >= tick


def test_a_stepped_clock_stands_still_until_it_is_moved() -> None:
    clock = SteppedClock(START)
    assert clock.now() == clock.now() == START
    assert clock.now().tzinfo is UTC
    clock.move_to(START + timedelta(hours=2))
    assert clock.now() == START + timedelta(hours=2)


def test_both_hands_of_a_stepped_clock_move_together() -> None:
    clock = SteppedClock(START)
    before = clock.monotonic()
    clock.move_to(START + timedelta(hours=2))
    assert clock.monotonic() - before == 7200.0


def test_a_stepped_clock_may_be_moved_to_where_it_stands() -> None:
    clock = SteppedClock(START)
    clock.move_to(START)
    assert clock.now() == START


def test_a_stepped_clock_never_goes_back() -> None:
    clock = SteppedClock(START)
    with pytest.raises(ValueError, match="only goes forward"):
        clock.move_to(START - timedelta(microseconds=1))
    assert clock.now() == START


def test_real_chance_does_not_repeat_itself() -> None:
    chance = SystemChance()
    tokens = {chance.token(16) for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {16}


def test_one_seed_gives_the_same_tokens_and_another_seed_others() -> None:
    def tokens(seed: bytes) -> list[bytes]:
        chance = SeededChance(seed)
        return [chance.token(size) for size in (16, 16, 32)]

    first, second, third = tokens(b"demo")
    assert tokens(b"demo") == [first, second, third]
    assert first != second
    assert len(third) == 32
    assert not {first, second, third} & set(tokens(b"other"))
