"""What the carrier and the store may do wrong, and that nobody is called twice for it."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest

from simulator.faults import FaultScript
from tests.scenarios.carrier_door import bad_line, status_callbacks
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.village import (
    ONE,
    ONLY_ONE,
    MakeTown,
    Village,
    a_household,
    with_households,
)

CREATE, FETCH, LIST = "twilio.calls.create", "twilio.calls.fetch", "twilio.calls.list"
AMBIGUOUS = "a call's request ended ambiguously"
FIRST, SECOND = "+8619900001001", "+8619900001011"

Order = Callable[[FaultScript], None]
ENDS: dict[str, tuple[Order, bool]] = {
    "500, placed": (lambda f: f.answer(CREATE, status=500, executed=True), True),
    "500, not placed": (lambda f: f.answer(CREATE, status=500), False),
    "cut off, placed": (lambda f: f.accept_then_drop(CREATE), True),
    "cut off, not placed": (lambda f: f.drop_before(CREATE), False),
}
"""How a request may end ambiguously, and whether the call was placed nevertheless."""


def rang(village: Village) -> int:
    return len(village.town.world.twilio.exchange.calls)


# -- requests that end ambiguously -------------------------------------------------------------


@pytest.mark.parametrize("end", ENDS)
def test_a_request_that_ended_ambiguously_never_becomes_two_calls(
    make_town: MakeTown, log: ExpectedLog, end: str
) -> None:
    log.expects(AMBIGUOUS)
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    order, placed = ENDS[end]
    order(village.town.world.faults)
    village.answers_in_full()
    village.town.to(23)
    assert rang(village) == 1
    assert village.town.world.counts.requests[CREATE] == (1 if placed else 2)
    assert village.outcomes() == (["COMPLETE"] if placed else ["CARRIER_FAULT", "COMPLETE"])
    assert village.contact().disposition == "COMPLETE"


@pytest.mark.parametrize("end", ["500, placed", "cut off, placed"])
def test_a_call_nobody_told_us_of_is_found_by_asking(
    make_town: MakeTown, log: ExpectedLog, end: str
) -> None:
    log.expects(AMBIGUOUS)
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    ENDS[end][0](village.town.world.faults)
    village.phone().does_not_answer()
    with bad_line(village.town) as line:
        line.loses = status_callbacks
        village.until_ended()
        (attempt,) = village.attempts()
        assert attempt.disposition == "NON_CONTACT"
        assert attempt.provider_id in village.town.world.twilio.exchange.calls
        assert attempt.ended_at is not None
        assert attempt.ended_at - attempt.made_at < timedelta(minutes=3)
    assert village.town.world.counts.requests[LIST] == 1
    assert rang(village) == 1


def test_who_cannot_be_asked_is_asked_again_before_anything_else_is_done(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects(AMBIGUOUS)
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    faults = village.town.world.faults
    faults.accept_then_drop(CREATE)
    for nth in (1, 2, 3):
        faults.answer(LIST, status=503, nth=nth)
    village.phone().does_not_answer()
    with bad_line(village.town) as line:
        line.loses = status_callbacks
        village.until_ended()
    assert village.town.world.counts.requests[LIST] == 4
    assert village.outcomes() == ["NON_CONTACT"]
    assert rang(village) == 1


@pytest.mark.parametrize("placed", [True, False])
def test_one_empty_list_of_the_carrier_is_not_believed(
    make_town: MakeTown, log: ExpectedLog, placed: bool
) -> None:
    """The twin: a second one, two minutes later, is."""
    log.expects(AMBIGUOUS)
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    faults = village.town.world.faults
    if placed:
        faults.accept_then_drop(CREATE)
        faults.answer(LIST, status=200, body={"calls": [], "page": 0, "page_size": 50})
        village.phone().does_not_answer()
    else:
        faults.drop_before(CREATE)
    with bad_line(village.town) as line:
        line.loses = status_callbacks
        village.until_ended()
    (attempt,) = village.attempts()
    assert attempt.disposition == ("NON_CONTACT" if placed else "CARRIER_FAULT")
    assert attempt.ended_at is not None
    assert timedelta(minutes=2) < attempt.ended_at - attempt.made_at < timedelta(minutes=4)
    assert village.town.world.counts.requests[LIST] == 2
    assert rang(village) == (1 if placed else 0)


def test_ten_households_and_every_fault_ring_ten_telephones_once(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("lane telephone is held: broken")
    log.expects(AMBIGUOUS)
    roster = with_households(*(a_household(n) for n in range(1, 11)))
    policy = {"household.calls": "10", "household.contacts_an_inspection": "10"}
    village = Village.drawn_in(make_town, policy=policy, roster=roster)
    faults = village.town.world.faults
    for nth in range(1, 13, 4):
        faults.answer(CREATE, status=500, executed=True, nth=nth)
        faults.answer(CREATE, status=502, nth=nth + 1)
        faults.accept_then_drop(CREATE, nth=nth + 2)
        faults.drop_before(CREATE, nth=nth + 3)
    for place in range(1, 11):
        village.answers_in_full(place)
    village.town.to(23, day=3)
    assert rang(village) == 10
    for place in range(1, 11):
        assert len(village.calls(place)) == 1
        assert village.contact(place).disposition == "COMPLETE"


# -- refusals ----------------------------------------------------------------------------------


def test_too_many_requests_are_tried_again_and_cost_no_attempt(make_town: MakeTown) -> None:
    policy = ONLY_ONE | {"household.attempts_a_number": "1"}
    village = Village.drawn_in(make_town, policy=policy)
    body = {"code": 20429, "message": "Too Many Requests", "status": 429}
    for nth in (1, 2, 3, 4):
        village.town.world.faults.answer(
            CREATE, status=429, body=body, headers={"Retry-After": "2"}, nth=nth
        )
    village.answers_in_full()
    village.town.to(23)
    assert rang(village) == 1
    assert village.contact().disposition == "COMPLETE"
    moments = village.rung_at()
    pauses = [later - earlier for earlier, later in pairwise(moments)]
    assert pauses == [timedelta(seconds=seconds) for seconds in (2, 4, 8, 16)]
    assert village.outcomes() == ["NOT_ATTEMPTED"] * 4 + ["COMPLETE"]


def test_a_matter_for_an_operator_is_told_and_nobody_is_blamed(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("lane telephone is held: stopped, code 20003")
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    body = {"code": 20003, "message": "Authenticate", "status": 401}
    village.town.world.faults.answer(CREATE, status=401, body=body)
    village.answers_in_full()
    village.town.to(23)
    assert village.outcomes() == ["NOT_ATTEMPTED", "COMPLETE"]
    first, second = village.rung_at()
    assert second - first == timedelta(minutes=10)
    assert "lane stopped" in village.acts()


def test_where_the_carrier_waits_for_an_operator_no_household_is_used_up(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("lane telephone is held: stopped, code 20003")
    policy = ONE | {"household.attempts_a_number": "1"}
    village = Village.drawn_in(make_town, policy=policy)
    body = {"code": 20003, "message": "Authenticate", "status": 401}
    village.town.world.faults.answer(CREATE, status=401, body=body, nth=None)
    village.town.to(23, day=6)
    assert rang(village) == 0
    assert len([c for c in village.town.book().contacts() if c.kind == "household"]) == 1
    assert set(village.outcomes()) == {"NOT_ATTEMPTED"}
    evening = [moment for moment in village.rung_at() if moment.day == 2]
    minutes = [(later - earlier) / timedelta(minutes=1) for earlier, later in pairwise(evening)]
    assert minutes == [10, 20, 40, 60][: len(minutes)]
    assert len(minutes) >= 2
    assert village.contact().disposition == "OUTAGE"
    assert [address.usable for address in village.addresses()] == [True]
    assert village.town.book().findings() == []
    assert "our own outage" in village.summary(), village.summary()


@pytest.mark.parametrize(("code", "dead"), [(21211, True), (21216, False)])
def test_a_number_that_the_carrier_calls_invalid_is_not_tried_again(
    make_town: MakeTown, code: int, dead: bool
) -> None:
    """The twin: a number that the carrier only refuses to ring is not said to be dead."""
    roster = with_households(a_household(1, FIRST, SECOND))
    village = Village.drawn_in(make_town, policy=ONLY_ONE, roster=roster)
    body = {"code": code, "message": "no", "status": 400}
    village.town.world.faults.answer(CREATE, status=400, body=body)
    village.answers_in_full(on=village.town.world.phone(SECOND if dead else FIRST))
    village.town.to(23)
    assert village.outcomes() == ["OUT_OF_SERVICE" if dead else "CARRIER_FAULT", "COMPLETE"]
    assert [address.usable for address in village.addresses()] == [not dead, True]


# -- callbacks that do not come ----------------------------------------------------------------


def test_a_call_whose_callbacks_are_lost_is_found_by_polling(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.answers_in_full()
    with bad_line(village.town) as line:
        line.loses = status_callbacks
        village.town.to(23)
    assert village.town.world.counts.lost["twilio.status"] == 4
    assert village.town.world.counts.requests[FETCH] == 1
    assert village.contact().disposition == "COMPLETE"
    assert len(village.said()) == 8


def test_a_busy_line_is_found_by_polling_and_tried_again(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.phone().is_busy()
    village.answers_in_full()
    with bad_line(village.town) as line:
        line.loses = status_callbacks
        village.town.to(23)
    assert village.outcomes() == ["BUSY", "COMPLETE"]
    assert rang(village) == 2


def test_a_call_whose_callbacks_come_is_not_asked_about(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.answers_in_full()
    village.town.to(23)
    requests = village.town.world.counts.requests
    assert (requests[CREATE], requests[FETCH], requests[LIST]) == (1, 0, 0)


def test_a_call_that_the_carrier_forgot_was_its_fault(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("the carrier does not know a call that it took")
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.phone().does_not_answer()
    body = {"code": 20404, "message": "not found", "status": 404}
    village.town.world.faults.answer(FETCH, status=404, body=body)
    with bad_line(village.town) as line:
        line.loses = status_callbacks
        village.until_ended()
    village.answers_in_full()
    village.town.to(23)
    assert village.outcomes() == ["CARRIER_FAULT", "COMPLETE"]


@pytest.mark.parametrize("endless", [True, False])
def test_a_call_that_never_ends_is_hung_up_before_it_is_given_up(
    make_town: MakeTown, endless: bool
) -> None:
    """The twin: one that is over when it is asked about is left alone."""
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.phone().does_not_answer()
    with bad_line(village.town) as line:
        line.loses = status_callbacks
        village.until_called()
        village.town.clock.advance(seconds=2)
        (call,) = village.town.world.twilio.exchange.calls.values()
        created = call.created.strftime("%a, %d %b %Y %H:%M:%S +0000")
        body = {"sid": call.sid, "status": "in-progress", "date_created": created}
        if endless:
            village.town.world.faults.answer(FETCH, status=200, body=body, nth=None)
        village.until_ended()
    requests = village.town.world.counts.requests
    assert requests["twilio.calls.update"] == (1 if endless else 0)
    assert village.outcomes() == ["CARRIER_FAULT" if endless else "NON_CONTACT"]
