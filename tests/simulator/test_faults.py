import httpx
import pytest
import requests
from telegram.error import NetworkError
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from simulator import World
from tests.simulator.conftest import BotClient
from tests.simulator.test_calls import VILLAGER, place


def test_an_ordered_error_hits_the_nth_request_only(world: World, twilio: Client) -> None:
    body = {"code": 20429, "message": "Too Many Requests", "status": 429}
    world.faults.answer("twilio.calls.create", status=429, body=body, nth=2)
    place(twilio, world)
    with pytest.raises(TwilioRestException) as refused:
        place(twilio, world, "+8619900000002")
    assert (refused.value.status, refused.value.code) == (429, 20429)
    place(twilio, world, "+8619900000003")
    assert len(world.twilio.exchange.calls) == 2
    assert world.counts.requests["twilio.calls.create"] == 3


def test_an_error_may_come_although_the_call_was_placed(world: World, twilio: Client) -> None:
    world.faults.answer("twilio.calls.create", status=500, executed=True)
    with pytest.raises(TwilioRestException):
        place(twilio, world)
    assert len(twilio.calls.list(to=VILLAGER)) == 1


@pytest.mark.parametrize("placed", [True, False])
def test_a_dropped_connection_leaves_the_caller_in_doubt(
    world: World, twilio: Client, placed: bool
) -> None:
    drop = world.faults.accept_then_drop if placed else world.faults.drop_before
    drop("twilio.calls.create")
    world.traffic.recording = True
    with pytest.raises(requests.ConnectionError):
        place(twilio, world)
    assert len(twilio.calls.list(to=VILLAGER)) == placed
    assert world.traffic.exchanges[0].status is None


def test_a_fault_may_pick_its_victim(world: World) -> None:
    world.chat("A", user_id=1).starts()
    world.chat("B", user_id=2).starts()
    world.faults.answer(
        "telegram.sendMessage",
        status=429,
        body={
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 5",
            "parameters": {"retry_after": 5},
        },
        nth=None,
        when=lambda params: params["chat_id"] == "2",
    )
    address = f"{world.telegram.base_url}{world.telegram.token}/sendMessage"

    def status(chat: int) -> int:
        params = {"chat_id": chat, "text": "x"}
        return httpx.post(address, data=params, trust_env=False).status_code

    assert [status(1), status(2), status(1), status(2)] == [200, 429, 200, 429]
    world.faults.clear()
    assert status(2) == 200


def test_a_bot_request_can_be_dropped_after_it_took_effect(world: World, bot: BotClient) -> None:
    world.chat("A", user_id=1).starts()
    world.faults.accept_then_drop("telegram.sendMessage")
    with pytest.raises(NetworkError):
        bot.does(lambda b: b.send_message(1, "x"))
    world.chat("A").receives("x")


def test_an_answer_can_be_held_back_past_the_clients_time_out(world: World) -> None:
    world.faults.delay("telegram.getMe", seconds=0.4)
    address = f"{world.telegram.base_url}{world.telegram.token}/getMe"
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(address, timeout=0.1, trust_env=False)
    assert httpx.post(address, timeout=0.3, trust_env=False).status_code == 200


def test_a_hook_runs_when_the_request_took_effect_and_is_not_answered(
    world: World, twilio: Client
) -> None:
    seen = []
    world.on_request(
        "twilio.calls.create", 2, lambda: seen.append(len(world.twilio.exchange.calls))
    )
    place(twilio, world)
    assert not seen
    place(twilio, world, "+8619900000002")
    assert seen == [2]
