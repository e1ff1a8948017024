from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from inspection.assignment import DECLINING, Assignment, AssignmentState, Why
from inspection.policy import Policy
from inspection.rule import PolicyError
from inspection.visit import (
    Close,
    Expire,
    GiveUp,
    Outcome,
    Plan,
    Tell,
    Unvisited,
    Wait,
    next_step,
)
from inspection.visit_button import VisitPress, read_visit_press
from inspection.visitor import may_visit

AT = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
PLAN = Plan(
    order=("I1", "I2", "I3"), places=2, tell_at=AT, tell_until=AT + 3 * HOUR,
    report_by=AT + 40 * HOUR,
)  # fmt: skip
VILLAGE = "530128106201"


def one(rank: int, state: AssignmentState, why: Why | None = None) -> Assignment:
    return Assignment(
        id=rank, visit=1, inspector=f"I{rank}", rank=rank, token=f"t{rank}", state=state, why=why,
        told_at=AT, answer_by=AT + HOUR,
    )  # fmt: skip


TOLD, ACCEPTED, DECLINED, EXPIRED, PASSED, DONE, FAILED = (
    AssignmentState(name)
    for name in ("TOLD", "ACCEPTED", "DECLINED", "EXPIRED", "PASSED", "DONE", "FAILED")
)


@pytest.mark.parametrize(
    ("states", "at", "due"),
    [
        ([], AT - HOUR, Wait(until=AT)),
        ([], AT, Tell(inspector="I1", rank=1)),
        ([TOLD], AT, Tell(inspector="I2", rank=2)),
        ([TOLD, TOLD], AT, Wait(until=AT + HOUR)),
        ([TOLD, ACCEPTED], AT + HOUR, Expire(assignment=one(1, TOLD))),
        ([EXPIRED, ACCEPTED], AT + HOUR, Tell(inspector="I3", rank=3)),
        ([PASSED, ACCEPTED], AT, Tell(inspector="I3", rank=3)),
        ([FAILED, ACCEPTED], AT, Wait(until=PLAN.report_by)),
        ([DECLINED, ACCEPTED], AT + 3 * HOUR, Wait(until=PLAN.report_by)),
        ([ACCEPTED, DONE], PLAN.report_by, GiveUp(assignment=one(1, ACCEPTED))),
        ([DONE, FAILED], AT + HOUR, Close(outcome=Outcome.VISITED)),
        ([FAILED, FAILED], AT + HOUR, Close(outcome=Outcome.FAILED)),
    ],
)
def test_what_is_done_next(states: list[AssignmentState], at: datetime, due: object) -> None:
    given = [one(rank, state) for rank, state in enumerate(states, start=1)]
    assert next_step(PLAN, given, at) == due


@pytest.mark.parametrize(
    ("states", "paused", "why"),
    [
        ([DECLINED, EXPIRED, PASSED], False, Unvisited.NOBODY_ACCEPTED),
        ([PASSED, PASSED, PASSED], False, Unvisited.NOBODY_FREE),
        ([], True, Unvisited.PAUSED),
    ],
)
def test_why_nobody_was_sent(states: list[AssignmentState], paused: bool, why: Unvisited) -> None:
    given = [one(rank, state) for rank, state in enumerate(states, start=1)]
    over = Close(outcome=Outcome.NOT_ATTEMPTED, unvisited=why)
    assert next_step(PLAN, given, AT, paused=paused) == over


def test_without_a_candidate_it_is_over_at_once() -> None:
    nobody = replace(PLAN, order=())
    over = Close(outcome=Outcome.NOT_ATTEMPTED, unvisited=Unvisited.NO_CANDIDATE)
    assert next_step(nobody, [], AT) == over


@pytest.mark.parametrize(
    ("region", "county", "kin", "able"),
    [
        ("5301", "530129", (), True),
        ("53", "530129", (), True),
        ("530129", "530129", (), True),
        ("5303", "530301", (), False),
        ("5301", "530128", (), False),
        ("5301", "530129", ("530128",), False),
        ("5301", "530129", ("530128106",), False),
        ("5301", "530129", (VILLAGE,), False),
        ("5301", "530129", ("530128106202",), True),
    ],
)
def test_who_may_visit(region: str, county: str, kin: tuple[str, ...], able: bool) -> None:
    assert may_visit(VILLAGE, region=region, county=county, kin=kin) is able


def test_a_button_is_read_as_it_was_written_and_fits() -> None:
    for act in ("accept", "decline", "visited", "hindered", "done", *DECLINING):
        data = f"v:{'f' * 16}:{act}"
        press = read_visit_press(data)
        assert press is not None
        assert press.data() == data
        assert len(data.encode()) <= 64
    assert read_visit_press("v:abc:accept") == VisitPress(token="abc", act="accept")
    for other in ("c:abc:whereabouts:trip", "v::accept", "v:abc:no_report", "v:abc", ""):
        assert read_visit_press(other) is None


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"visit.floor_days": "300"}, "visit.floor_days is 300, more than visit.cycle_days"),
        ({"visit.hours": "06:00-06:20"}, "hold no slot of 30 minutes"),
        ({"visit.told_at": "06:10"}, "a place is told after it was drawn"),
        ({"visit.told_until": "07:30"}, "there would be no time to tell anybody"),
    ],
)
def test_rules_of_visits_that_cannot_hold_are_refused(values: dict[str, str], told: str) -> None:
    with pytest.raises(PolicyError, match=told):
        Policy.of(values)
