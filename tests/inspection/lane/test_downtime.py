"""When a lane was down, as its barriers tell."""

from datetime import UTC, datetime, timedelta

from inspection.lane.breaker import BreakerRule
from inspection.lane.downtime import SHORTEST, downtime, ended, of_all
from inspection.lane.outcome import Refused, Taken, recorded, resumed, stopped
from inspection.lane.record import data_of, state_of
from inspection.lane.state import LaneRules, LaneState
from inspection.pause import Standstill

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
RULES = LaneRules(breaker=BreakerRule())


def hours(first: float, last: float) -> Standstill:
    return Standstill(NOON + first * HOUR, NOON + last * HOUR)


def test_a_barrier_that_is_over_is_remembered_and_one_that_lasts_reaches_up_to_now() -> None:
    halted = ended(LaneState(), stopped(LaneState(), NOON), NOON)
    assert downtime(halted, "voice", NOON + HOUR) == (hours(0, 1),)
    again = ended(halted, resumed(halted), NOON + HOUR)
    assert downtime(again, "voice", NOON + 9 * HOUR) == (hours(0, 1),)
    assert downtime(state_of(data_of(again)), "text", NOON + 9 * HOUR) == (hours(0, 1),)


def test_a_barrier_in_place_of_another_makes_no_gap() -> None:
    refused = Refused(code="20003", heals=True)
    held = recorded(LaneState(), "voice", refused, RULES, NOON).state
    halted = ended(held, stopped(held, NOON + HOUR), NOON + HOUR)
    assert downtime(halted, "voice", NOON + 3 * HOUR) == (hours(0, 3),)


def test_a_barrier_of_texts_alone_takes_no_calls() -> None:
    refused = Refused(code="21408", heals=True, alone=True)
    held = recorded(LaneState(), "text", refused, RULES, NOON).state
    assert downtime(held, "text", NOON + HOUR) == (hours(0, 1),)
    assert downtime(held, "voice", NOON + HOUR) == ()


def test_what_never_was_down_has_nothing_to_tell() -> None:
    state = recorded(LaneState(), "voice", Taken(), RULES, NOON).state
    assert ended(LaneState(), state, NOON) == state
    assert downtime(state, "voice", NOON + HOUR) == ()


def test_only_when_all_lanes_are_down_nobody_can_be_called() -> None:
    one, other = (hours(0, 2), hours(5, 6)), (hours(1, 5.2),)
    assert of_all([one, other]) == (hours(1, 2),)
    assert of_all([one, ()]) == ()
    assert of_all([]) == ()
    short = Standstill(NOON, NOON + SHORTEST)
    assert of_all([[short]]) == (short,)
    assert of_all([[Standstill(short.start, short.end - timedelta(seconds=1))]]) == ()
