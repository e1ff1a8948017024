import pytest
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException

from fieldwork.ports import NotPlaced, Uncertain
from inspection.disposition import Disposition
from telephony.refusal import CONNECT_PAUSE, REFUSALS, of_problem

CANARY = "+8613900000001"


def refused(status: int, code: int | None) -> TwilioRestException:
    return TwilioRestException(status, f"/Calls.json?To={CANARY}", msg=CANARY, code=code)


@pytest.mark.parametrize("code", [21201, 21211, 21214, 21217, 13223])
def test_a_number_that_cannot_be_is_out_of_service(code: int) -> None:
    expected = NotPlaced(code=str(code), disposition=Disposition.OUT_OF_SERVICE)
    assert of_problem(refused(400, code)) == expected


@pytest.mark.parametrize("code", [20003, 20005, 10001, 21210, 21215])
def test_a_matter_of_the_account_stops_the_lane_until_it_is_put_right_there(code: int) -> None:
    expected = NotPlaced(code=str(code), operator=True, lane="account")
    assert of_problem(refused(400, code)) == expected


@pytest.mark.parametrize("code", [20008, 20404, 21205, 21212])
def test_a_matter_of_our_settings_stops_the_lane_until_they_change(code: int) -> None:
    expected = NotPlaced(code=str(code), operator=True, lane="settings")
    assert of_problem(refused(400, code)) == expected


@pytest.mark.parametrize("code", [13224, 21216])
def test_a_number_that_the_carrier_will_not_call_is_the_carriers_fault(code: int) -> None:
    assert of_problem(refused(400, code)) == NotPlaced(code=str(code))


def test_too_many_calls_at_once_is_tried_again_and_told_to_an_operator() -> None:
    expected = NotPlaced(code="10004", retry_after=60.0, operator=True, lane="too fast")
    assert of_problem(refused(403, 10004)) == expected


@pytest.mark.parametrize(
    ("header", "seconds"), [(None, 1.0), ("7", 7.0), ("0", 1.0), ("soon", 1.0), ("", 1.0)]
)
def test_too_fast_is_tried_again_when_the_carrier_says(header: str | None, seconds: float) -> None:
    expected = NotPlaced(code="20429", retry_after=seconds, lane="too fast")
    assert of_problem(refused(429, 20429), header) == expected


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_an_error_behind_the_door_may_have_rung_the_phone(status: int) -> None:
    assert of_problem(refused(status, status)) == Uncertain(code=str(status))


def test_an_unknown_refusal_is_permanent_and_looked_at() -> None:
    assert of_problem(refused(400, 99999)) == NotPlaced(code="99999", operator=True)
    assert of_problem(refused(400, None)) == NotPlaced(code="0", operator=True)
    problem = TwilioServiceException("about:blank", CANARY, 400, 21211, detail=CANARY)
    assert of_problem(problem) == NotPlaced(code="21211", disposition=Disposition.OUT_OF_SERVICE)


@pytest.mark.parametrize("status", [401, 403])
def test_an_unknown_refusal_of_who_we_are_stops_the_lane(status: int) -> None:
    expected = NotPlaced(code="99999", operator=True, lane="account")
    assert of_problem(refused(status, 99999)) == expected


def test_whatever_else_happens_is_uncertain() -> None:
    assert of_problem(TwilioException(CANARY)) == Uncertain(code="TwilioException")
    assert of_problem(ValueError(CANARY)) == Uncertain(code="ValueError")
    assert CONNECT_PAUSE >= 1


def test_every_row_of_the_table_is_of_one_kind() -> None:
    for code, refusal in REFUSALS.items():
        dead = refusal.disposition is Disposition.OUT_OF_SERVICE
        assert not (dead and (refusal.operator or refusal.retry_after)), code
        stops = refusal.lane in ("account", "settings")
        assert not stops or (refusal.operator and refusal.retry_after is None), code
