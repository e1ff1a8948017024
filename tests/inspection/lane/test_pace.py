from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.lane.chat_pace import ChatPace
from inspection.lane.pace import Limit, Pace
from tests.inspection.lane.moments import NINE, after

_WAITS = st.lists(st.integers(0, 3_000), min_size=1, max_size=120)
"""Milliseconds between two letters that are ready."""


def sent(pace: Pace, waits: list[int]) -> list[datetime]:
    """When each leaves, as early as it may."""
    moments: list[datetime] = []
    ready = NINE
    for wait in waits:
        ready = max(ready + timedelta(milliseconds=wait), moments[-1] if moments else NINE)
        at = pace.when(ready)
        pace = pace.taken(at)
        moments.append(at)
    return moments


def busiest(moments: list[datetime], stretch: timedelta) -> int:
    """The most that left within any stretch, its end not included."""
    return max(sum(start <= at < start + stretch for at in moments) for start in moments)


@given(waits=_WAITS, most=st.integers(1, 30), seconds=st.sampled_from([0.5, 1, 60]))
def test_never_more_leave_in_any_stretch_than_the_limit_says(
    waits: list[int], most: int, seconds: float
) -> None:
    limit = Limit(most=most, seconds=seconds)
    assert busiest(sent(Pace(limit=limit), waits), limit.stretch) <= most


@given(waits=_WAITS, most=st.integers(1, 30))
def test_nobody_waits_longer_than_the_limit_wants(waits: list[int], most: int) -> None:
    limit = Limit(most=most, seconds=1)
    moments = sent(Pace(limit=limit), waits)
    ready = NINE
    for number, (wait, at) in enumerate(zip(waits, moments, strict=True)):
        ready = max(ready + timedelta(milliseconds=wait), moments[number - 1] if number else NINE)
        free = moments[number - most] + limit.stretch if number >= most else NINE
        assert at == max(ready, free)


def test_a_clock_put_back_holds_nothing_longer_than_one_stretch() -> None:
    pace = Pace(limit=Limit(most=1, seconds=1)).taken(after(hours=3))
    assert pace.when(NINE) == after(1)
    assert pace.taken(after(1)).when(after(1)) == after(2)


@pytest.mark.parametrize(("most", "seconds"), [(0, 1), (1, 0)])
def test_a_limit_that_lets_nothing_through_is_refused(most: int, seconds: float) -> None:
    with pytest.raises(ValueError, match="lets nothing through; expected at least 1"):
        Limit(most=most, seconds=seconds)


@given(chats=st.lists(st.integers(0, 9), min_size=1, max_size=150))
def test_a_bot_keeps_its_pace_over_all_and_to_each_chat(chats: list[int]) -> None:
    pace, left, now = ChatPace(), [], NINE
    for chat in chats:
        group = chat < 2
        now = pace.when(str(chat), now, group=group)
        pace.leave(str(chat), now, group=group)
        left.append((chat, now))
    second, minute = timedelta(seconds=1), timedelta(minutes=1)
    assert busiest([at for _, at in left], second) <= 30
    for chat in set(chats):
        mine = [at for one, at in left if one == chat]
        assert busiest(mine, second) == 1
        assert chat >= 2 or busiest(mine, minute) <= 20


def test_one_chat_that_must_wait_holds_no_other() -> None:
    pace = ChatPace()
    pace.leave("one", NINE)
    assert pace.when("one", NINE) == after(1)
    assert pace.when("other", NINE) == NINE
    assert pace.free(NINE) == NINE


def test_too_fast_holds_every_chat_and_a_shorter_hold_ends_no_longer_one() -> None:
    pace = ChatPace()
    pace.hold(after(40))
    pace.hold(after(5))
    assert pace.when("anybody", NINE) == after(40)
    assert pace.free(after(41)) == after(41)


def test_chats_that_are_quiet_again_are_forgotten() -> None:
    pace = ChatPace(overall=Limit(most=10_000, seconds=1))
    for number in range(4096):
        pace.leave(str(number), NINE)
    pace.leave("later", after(2))
    assert len(pace._chats) == 1
    assert pace.when("7", after(2)) == after(2)
