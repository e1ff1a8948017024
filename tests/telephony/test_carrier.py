import logging
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from fieldwork.ports import CarrierSilent, NotPlaced, Placed, Uncertain
from inspection.disposition import Disposition
from simulator import World
from telephony.carrier import TwilioCarrier
from telephony.refusal import CONNECT_PAUSE
from tests.telephony.doors import PUBLIC, TOKEN

VILLAGER = "+8619900000001"
OTHER = "+8619900000002"


def carrier_at(base_url: str | None, **environment: str) -> TwilioCarrier:
    return TwilioCarrier(
        account_sid="AC" + "0" * 32,
        auth_token="token",
        caller_number="+861055500100",
        public_url=PUBLIC,
        base_url=base_url,
        timeout=0.5,
        environment=environment,
    )


def placed(carrier: TwilioCarrier, number: str = VILLAGER) -> str:
    outcome = carrier.call(number, TOKEN)
    assert isinstance(outcome, Placed)
    return outcome.provider_id


def test_a_call_carries_the_token_and_nothing_else_of_ours(
    world: World, carrier: TwilioCarrier
) -> None:
    world.traffic.recording = True
    placed(carrier)
    (exchange,) = world.traffic.exchanges
    assert exchange.params == {
        "To": VILLAGER,
        "From": world.twilio.caller_number,
        "Url": f"{PUBLIC}/voice/{TOKEN}/0",
        "Method": "POST",
        "FallbackUrl": f"{PUBLIC}/voice/{TOKEN}/again",
        "FallbackMethod": "POST",
        "StatusCallback": f"{PUBLIC}/voice/{TOKEN}/status",
        "StatusCallbackMethod": "POST",
        "StatusCallbackEvent": ["initiated", "ringing", "answered", "completed"],
        "Timeout": "25",
        "TimeLimit": "600",
        "MachineDetection": "Enable",
    }


@pytest.mark.parametrize(
    ("status", "code", "outcome"),
    [
        (400, 21211, NotPlaced(code="21211", disposition=Disposition.OUT_OF_SERVICE)),
        (401, 20003, NotPlaced(code="20003", operator=True, lane="account")),
        (429, 20429, NotPlaced(code="20429", retry_after=7.0, lane="too fast")),
        (500, 20500, Uncertain(code="20500")),
        (503, 20503, Uncertain(code="20503")),
    ],
)
def test_a_refusal_becomes_an_outcome(
    world: World,
    carrier: TwilioCarrier,
    status: int,
    code: int,
    outcome: NotPlaced | Uncertain,
) -> None:
    body = {"code": code, "message": f"about {VILLAGER}", "status": status}
    world.faults.answer(
        "twilio.calls.create", status=status, body=body, headers={"Retry-After": "7"}
    )
    assert carrier.call(VILLAGER, TOKEN) == outcome
    assert isinstance(carrier.call(VILLAGER, TOKEN), Placed)


def test_a_real_refusal_of_the_number_and_of_the_account(
    world: World, carrier: TwilioCarrier
) -> None:
    refused = carrier.call("+0", TOKEN)
    assert refused == NotPlaced(code="21211", disposition=Disposition.OUT_OF_SERVICE)
    stranger = carrier_at(world.twilio.base_url)
    assert stranger.call(VILLAGER, TOKEN) == NotPlaced(code="20003", operator=True, lane="account")
    stranger.close()


def test_an_answer_that_never_comes_is_uncertain_and_is_found_by_asking(
    world: World, carrier: TwilioCarrier
) -> None:
    world.faults.accept_then_drop("twilio.calls.create", nth=1)
    world.faults.delay("twilio.calls.create", nth=2, seconds=1.0)
    world.faults.drop_before("twilio.calls.create", nth=3)
    for number, calls in ((VILLAGER, 1), (OTHER, 1), ("+8619900000003", 0)):
        assert isinstance(carrier.call(number, TOKEN), Uncertain)
        found = carrier.find(number, TOKEN, world.now)
        assert len(found) == calls
    assert world.counts.requests["twilio.calls.create"] == 3  # No request was made twice.


@pytest.fixture
def deaf() -> Iterator[str]:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_without_a_connection_nothing_was_placed(deaf: str) -> None:
    carrier = carrier_at(deaf)
    expected = NotPlaced(code="no connection", retry_after=CONNECT_PAUSE, lane="no connection")
    assert carrier.call(VILLAGER, TOKEN) == expected
    with pytest.raises(CarrierSilent, match=r"code no connection"):
        carrier.find(VILLAGER, TOKEN, datetime(2026, 3, 2, tzinfo=UTC))
    carrier.close()


def test_our_calls_to_a_number_are_found_and_those_before_and_of_others_are_not(
    world: World, carrier: TwilioCarrier
) -> None:
    placed(carrier)
    world.move_to(world.now + timedelta(minutes=30, microseconds=300))
    since = world.now
    second = placed(carrier)
    placed(carrier, OTHER)
    (found,) = carrier.find(VILLAGER, TOKEN, since)
    assert (found.provider_id, found.event.token) == (second, TOKEN)
    assert found.event.progress == "dialling"
    assert found.made_at == since.replace(microsecond=0)
    assert found.made_at.tzinfo is not None


@pytest.mark.parametrize(("minutes", "found"), [(4, 1), (6, 0)])
def test_a_call_is_found_though_our_clock_is_some_minutes_ahead(
    world: World, carrier: TwilioCarrier, minutes: int, found: int
) -> None:
    placed(carrier)
    assert len(carrier.find(VILLAGER, TOKEN, world.now + timedelta(minutes=minutes))) == found


def test_a_call_is_looked_up_at_each_stage(world: World, carrier: TwilioCarrier) -> None:
    world.phone(VILLAGER).is_busy()
    sid = placed(carrier)
    state = carrier.look(sid, TOKEN)
    assert state is not None
    assert (state.event.progress, state.event.ended) == ("dialling", None)
    world.run_until(world.now + timedelta(minutes=2))
    state = carrier.look(sid, TOKEN)
    assert state is not None
    assert (state.event.progress, state.event.ended) == ("ended", Disposition.BUSY)


def test_a_call_that_the_carrier_does_not_know_is_none(carrier: TwilioCarrier) -> None:
    assert carrier.look("CA" + "0" * 32, TOKEN) is None


@pytest.mark.parametrize("status", [500, 401, 429])
def test_a_carrier_that_cannot_be_asked_is_silent_not_ignorant(
    world: World, carrier: TwilioCarrier, status: int
) -> None:
    sid = placed(carrier)
    for api in ("fetch", "list", "update"):
        world.faults.answer(f"twilio.calls.{api}", status=status, body={})
    with pytest.raises(CarrierSilent):
        carrier.look(sid, TOKEN)
    with pytest.raises(CarrierSilent):
        carrier.find(VILLAGER, TOKEN, world.now)
    with pytest.raises(CarrierSilent):
        carrier.hang_up(sid)


def test_hanging_up_ends_the_call_and_may_be_repeated(world: World, carrier: TwilioCarrier) -> None:
    sid = placed(carrier)
    carrier.hang_up(sid)
    carrier.hang_up(sid)
    carrier.hang_up("CA" + "0" * 32)
    state = carrier.look(sid, TOKEN)
    assert state is not None
    assert state.event.progress == "ended"


def test_no_number_reaches_a_log_or_an_exception(
    world: World, carrier: TwilioCarrier, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, logger="urllib3"):
        placed(carrier)
        carrier.find(VILLAGER, TOKEN, world.now)
        world.faults.accept_then_drop("twilio.calls.list")
        with pytest.raises(CarrierSilent) as silence:
            carrier.find(VILLAGER, TOKEN, world.now)
    problem: BaseException | None = silence.value
    while problem is not None:
        assert "199000" not in str(problem)
        problem = problem.__cause__ or problem.__context__
    ours = [record for record in caplog.records if not record.name.startswith("uvicorn")]
    text = " ".join(record.getMessage() for record in ours)
    assert "199000" not in text
    assert world.twilio.auth_token not in text


@pytest.mark.parametrize("name", ["TWILIO_EDGE", "TWILIO_REGION"])
def test_an_environment_that_would_move_the_host_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is set.*expected it unset"):
        carrier_at(None, **{name: "sydney"})
    carrier_at(None, **{name: ""}).close()


@pytest.mark.parametrize(
    ("base_url", "synthetic"),
    [
        (None, False),
        ("https://api.twilio.example", False),
        ("https://127.0.0.1.example.org", False),
        ("https://localhost@example.org", False),
        ("http://127.0.0.1:9", True),
        ("http://localhost:9", True),
        ("http://[::1]:9", True),
    ],
)
def test_invented_numbers_are_dialled_on_this_machine_only(
    base_url: str | None, synthetic: bool
) -> None:
    carrier = carrier_at(base_url)
    assert carrier.takes_synthetic is synthetic
    carrier.close()


def test_credentials_never_travel_in_the_clear() -> None:
    with pytest.raises(ValueError, match="neither https nor on this machine"):
        carrier_at("http://gateway.example.org")
