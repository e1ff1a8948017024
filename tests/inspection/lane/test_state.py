"""What requests and outcomes make of a lane."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inspection.lane.barrier import PROBE_TAKES
from inspection.lane.outcome import (
    LaneOutcome,
    Refused,
    Taken,
    TooFast,
    Turn,
    Unclear,
    recorded,
    resumed,
    stopped,
)
from inspection.lane.pace import Limit
from inspection.lane.record import data_of, state_of
from inspection.lane.state import Channel, LaneRules, LaneState, Request
from inspection.lane.verdict import Go, Hold, Reason, Stopped, Verdict
from tests.inspection.lane.moments import FREE, NINE, after

CALL = Request(channel="voice")
NO_ACCOUNT = Refused(code="20003", heals=True)
NO_TOKEN = Refused(code="401", heals=False)


class Lane:
    """A lane whose state goes through plain data at each step, as through a restart."""

    def __init__(self, rules: LaneRules = FREE) -> None:
        self.rules = rules
        self.state = LaneState()
        self.turns: list[Turn] = []

    def ask(self, now: datetime, request: Request = CALL) -> Verdict:
        return self.state.ask(request, self.rules, {}, now)

    def sends(self, now: datetime, outcome: LaneOutcome | None = None) -> None:
        assert isinstance(self.ask(now), Go)
        self.state = self.state.admitted(CALL, self.rules, now)
        if outcome is not None:
            self.hears(outcome, now)

    def hears(self, outcome: LaneOutcome, now: datetime, channel: Channel = "voice") -> None:
        changed = recorded(self.state, channel, outcome, self.rules, now)
        self.state = state_of(json.loads(json.dumps(data_of(changed.state))))
        assert self.state == changed.state
        if changed.turn:
            self.turns.append(changed.turn)


def until(verdict: Verdict) -> datetime:
    assert isinstance(verdict, Hold)
    return verdict.until


def test_a_refusal_of_the_account_stops_the_lane_until_a_probe_is_taken() -> None:
    lane = Lane()
    lane.sends(NINE, NO_ACCOUNT)
    assert lane.ask(after(minutes=9)) == Hold(
        until=after(minutes=10), why=Reason.CONFIGURATION, about="20003"
    )
    lane.sends(after(minutes=10), NO_ACCOUNT)
    assert until(lane.ask(after(minutes=11))) == after(minutes=30)
    lane.sends(after(minutes=30), Taken())
    assert isinstance(lane.ask(after(minutes=31)), Go)
    assert lane.turns == [Turn.STOPPED, Turn.GOES_AGAIN]


def test_the_pause_between_two_probes_grows_to_an_hour() -> None:
    lane, now, pauses = Lane(), NINE, []
    lane.sends(now, NO_ACCOUNT)
    for _ in range(6):
        then = until(lane.ask(now))
        pauses.append((then - now).total_seconds() / 60)
        now = then
        lane.sends(now, NO_ACCOUNT)
    assert pauses == [10, 20, 40, 60, 60, 60]


def test_one_probe_is_on_its_way_at_a_time() -> None:
    lane = Lane()
    lane.sends(NINE, NO_ACCOUNT)
    lane.sends(after(minutes=10))
    assert lane.ask(after(minutes=10)) == Hold(
        until=after(minutes=10, seconds=PROBE_TAKES), why=Reason.PROBE, about="20003"
    )
    assert isinstance(lane.ask(after(minutes=10, seconds=PROBE_TAKES)), Go)


def test_what_no_probe_can_end_waits_for_other_settings_or_an_operator() -> None:
    lane = Lane()
    lane.sends(NINE, NO_TOKEN)
    assert lane.ask(after(hours=90)) == Stopped(why=Reason.CONFIGURATION, about="401")
    lane.rules = replace(lane.rules, setup="account two")
    lane.sends(after(hours=91), NO_TOKEN)
    assert isinstance(lane.ask(after(hours=92)), Stopped)
    lane.state = resumed(lane.state)
    assert isinstance(lane.ask(after(hours=92)), Go)
    assert lane.turns == [Turn.STOPPED]


def test_an_operator_stops_a_lane_and_nobody_else_starts_it() -> None:
    lane = Lane()
    lane.state = stopped(lane.state, NINE)
    for outcome in (Taken(), Unclear(code="503"), NO_ACCOUNT):
        lane.hears(outcome, after(minutes=1))
    assert lane.ask(after(hours=999)) == Stopped(why=Reason.OPERATOR)
    assert lane.turns == []


def test_too_fast_holds_the_whole_lane_for_as_long_as_is_asked() -> None:
    lane = Lane()
    lane.sends(NINE, TooFast(seconds=40))
    assert lane.ask(after(1)) == Hold(until=after(40), why=Reason.ASKED)
    assert isinstance(lane.ask(after(40)), Go)
    assert lane.turns == []


def test_too_fast_in_a_row_backs_off_and_one_that_is_taken_ends_it() -> None:
    lane, now, waits = Lane(), NINE, []
    for _ in range(4):
        lane.sends(now, TooFast(seconds=1))
        waits.append((until(lane.ask(now)) - now).total_seconds())
        now = until(lane.ask(now))
    assert waits == [1, 2, 4, 8]
    lane.sends(now, Taken())
    lane.sends(now, TooFast(seconds=1))
    assert until(lane.ask(now)) == now + timedelta(seconds=1)


def test_what_is_said_of_texts_alone_leaves_calls_alone() -> None:
    lane, text = Lane(), Request(channel="text")
    lane.hears(Refused(code="21606", heals=False, alone=True), NINE, "text")
    lane.hears(TooFast(seconds=600, alone=True), NINE, "text")
    assert lane.ask(after(1), text) == Stopped(why=Reason.CONFIGURATION, about="21606")
    lane.sends(after(1), Taken())
    assert isinstance(lane.ask(after(1), text), Stopped)
    lane.hears(NO_ACCOUNT, after(2))
    assert isinstance(lane.ask(after(3)), Hold)
    lane.sends(after(minutes=11), Taken())
    assert isinstance(lane.ask(after(minutes=11), text), Stopped)


def test_a_longer_wait_is_not_cut_short() -> None:
    lane = Lane()
    lane.sends(NINE)
    lane.sends(NINE, TooFast(seconds=300))
    lane.hears(TooFast(seconds=1), after(1))
    assert until(lane.ask(after(10))) == after(300)


def test_errors_open_the_breaker_and_a_probe_closes_it() -> None:
    lane = Lane()
    for second in range(5):
        lane.sends(after(second), Unclear(code="503"))
    assert lane.ask(after(5)) == Hold(until=after(34), why=Reason.ERRORS, about="503")
    lane.sends(after(34), Unclear(code="503"))
    assert until(lane.ask(after(35))) == after(94)
    lane.sends(after(94), Taken())
    lane.sends(after(95), Unclear(code="503"))
    assert isinstance(lane.ask(after(96)), Go)
    assert lane.turns == [Turn.BROKEN, Turn.GOES_AGAIN]


def test_a_few_errors_among_many_requests_open_nothing() -> None:
    lane = Lane()
    for second in range(60):
        lane.sends(after(second), Unclear(code="503") if second % 3 == 0 else Taken())
    assert isinstance(lane.ask(after(61)), Go)


def test_errors_long_ago_count_no_more() -> None:
    lane = Lane()
    for number in range(20):
        lane.sends(after(minutes=4 * number), Unclear(code="503"))
    assert lane.turns == []


def test_requests_that_left_before_the_breaker_opened_do_not_reopen_or_close_it() -> None:
    lane = Lane()
    for second in range(8):
        lane.sends(after(second))
    for second in range(5):
        lane.hears(Unclear(code="503"), after(10 + second))
    held = until(lane.ask(after(15)))
    lane.hears(Unclear(code="503"), after(16))
    lane.hears(Taken(), after(17))
    assert until(lane.ask(after(18))) == held


def test_calls_at_once_and_pace_hold() -> None:
    lane = Lane(LaneRules(limits={"voice": Limit(most=1, seconds=1)}, at_once=2))
    lane.sends(NINE)
    assert lane.ask(NINE) == Hold(until=after(1), why=Reason.PACE)
    assert isinstance(lane.ask(NINE, Request(channel="text")), Go)
    full = Request(channel="voice", under_way=2)
    assert lane.ask(after(1), full) == Hold(until=after(61), why=Reason.LINES)


def test_a_clock_put_back_holds_no_lane_for_hours() -> None:
    lane = Lane()
    lane.sends(after(hours=2), TooFast(seconds=30))
    assert isinstance(lane.ask(NINE), Go)
    for second in range(5):
        lane.sends(after(second, hours=3), Unclear(code="503"))
    assert isinstance(lane.ask(NINE), Go)


_OUTCOMES = st.sampled_from(
    [Taken(), Unclear(code="503"), TooFast(seconds=7), NO_ACCOUNT, NO_TOKEN]
)


@given(steps=st.lists(st.tuples(st.integers(0, 4000), _OUTCOMES), max_size=60))
def test_whatever_happens_a_hold_lies_ahead_and_a_stop_is_one_of_ours(
    steps: list[tuple[int, LaneOutcome]],
) -> None:
    lane, now = Lane(), NINE
    for seconds, outcome in steps:
        now += timedelta(seconds=seconds)
        verdict = lane.ask(now)
        if isinstance(verdict, Go):
            lane.sends(now, outcome)
        elif isinstance(verdict, Hold):
            assert verdict.until > now
        else:
            assert verdict.about == "401"


@given(steps=st.lists(st.tuples(st.integers(0, 4000), _OUTCOMES), max_size=60))
def test_two_requests_never_follow_a_refusal_of_the_account_without_a_pause(
    steps: list[tuple[int, LaneOutcome]],
) -> None:
    lane, now = Lane(), NINE
    refused_at: datetime | None = None
    for seconds, outcome in steps:
        now += timedelta(seconds=seconds)
        if not isinstance(lane.ask(now), Go):
            continue
        assert refused_at is None or now - refused_at >= timedelta(minutes=10)
        lane.sends(now, outcome)
        refused_at = now if isinstance(outcome, Refused) else refused_at
