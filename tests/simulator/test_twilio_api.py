from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client
from twilio.rest.api.v2010.account.call import CallInstance
from twilio.rest.api.v2010.account.message import MessageInstance

from simulator import World
from tests.simulator.conftest import PUBLIC
from tests.simulator.product import Product, say
from tests.simulator.test_calls import VILLAGER, finish, place


def post(world: World, fields: dict[str, str], *, token: str = "") -> httpx.Response:
    sid = world.twilio.account_sid
    return httpx.post(
        f"{world.twilio.base_url}/2010-04-01/Accounts/{sid}/Calls.json",
        data=fields,
        auth=(sid, token or world.twilio.auth_token),
        trust_env=False,
    )


def order(world: World, **changes: str) -> dict[str, str]:
    good = {"To": VILLAGER, "From": world.twilio.caller_number, "Url": f"{PUBLIC}/voice"}
    return {name: value for name, value in (good | changes).items() if value}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"To": ""}, 21201),
        ({"From": ""}, 21213),
        ({"Url": ""}, 21205),
        ({"Url": "voice"}, 21205),
        ({"To": "12345"}, 21211),
        ({"To": "+861234x"}, 21211),
        ({"From": "nobody"}, 21212),
        ({"From": "+8613800000000"}, 21210),
        ({"Colour": "red"}, 20001),
        ({"Timeout": "soon"}, 20001),
        ({"StatusCallbackEvent": "sneezed"}, 21626),
        ({"Method": "PUT"}, 21206),
        ({"MachineDetection": "Perhaps"}, 20001),
    ],
)
def test_a_wrong_request_is_refused_with_twilios_code(
    world: World, changes: dict[str, str], code: int
) -> None:
    answer = post(world, order(world, **changes))
    assert answer.status_code == 400
    assert answer.json()["code"] == code
    assert set(answer.json()) == {"code", "message", "more_info", "status"}
    assert not world.twilio.exchange.calls


def test_a_right_request_is_accepted(world: World) -> None:
    assert post(world, order(world)).status_code == 201


def test_a_wrong_token_is_refused(world: World) -> None:
    answer = post(world, order(world), token="wrong")
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


def test_another_account_and_an_unknown_call_are_not_found(world: World, twilio: Client) -> None:
    asking: tuple[Callable[[], object], ...] = (
        lambda: twilio.calls("CA" + "0" * 32).fetch(),
        lambda: twilio.api.accounts("AC" + "0" * 32).calls.list(limit=1),
        lambda: twilio.messages("SM" + "0" * 32).fetch(),
        lambda: twilio.conferences.list(limit=1),
    )
    for ask in asking:
        with pytest.raises(Exception, match=r"not found|Unable to fetch page"):
            ask()


def test_a_call_that_is_over_cannot_be_changed(
    world: World, twilio: Client, product: Product
) -> None:
    world.phone(VILLAGER).is_busy()
    sid = place(twilio, world)
    finish(world)
    with pytest.raises(TwilioRestException) as refused:
        twilio.calls(sid).update(status="completed")
    assert (refused.value.status, refused.value.code) == (400, 21220)


def fields_parsed_by(
    make: Callable[[dict[str, Any]], object], payload: dict[str, Any]
) -> tuple[set[str], set[str]]:
    """The fields that the client library looks for, and those that we send."""
    looked_for = set()

    class Noting(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            looked_for.add(key)
            return super().get(key, default)

    make(Noting(payload))
    return looked_for, set(payload)


def test_a_call_has_every_field_that_the_client_parses(world: World, twilio: Client) -> None:
    payload = post(world, order(world)).json()
    looked_for, sent = fields_parsed_by(
        lambda body: CallInstance(twilio.api.v2010, body, world.twilio.account_sid), payload
    )
    assert looked_for == sent


def test_a_message_has_every_field_that_the_client_parses(world: World, twilio: Client) -> None:
    sent_message = twilio.messages.create(
        to=VILLAGER, from_=world.twilio.caller_number, body="Hello"
    )
    payload = dict(world.twilio.fetch_message(str(sent_message.sid)).body)
    looked_for, sent = fields_parsed_by(
        lambda body: MessageInstance(twilio.api.v2010, body, world.twilio.account_sid), payload
    )
    assert looked_for == sent


def test_calls_are_listed_by_number_newest_first(
    world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say("<Hangup/>")
    placed = []
    for _ in range(5):
        world.phone(VILLAGER).answers()
        placed.append(place(twilio, world))
        finish(world)
    world.phone("+8619900000002").is_busy()
    other = place(twilio, world, "+8619900000002")
    listed = [call.sid for call in twilio.calls.list(to=VILLAGER, page_size=2)]
    assert listed == placed[::-1]
    assert [call.sid for call in twilio.calls.list(to=VILLAGER, limit=3)] == placed[:1:-1]
    assert [call.sid for call in twilio.calls.list(status="queued")] == [other]
    since = world.now - timedelta(minutes=25)
    assert [call.sid for call in twilio.calls.list(to=VILLAGER, start_time_after=since)] == [
        placed[4],
        placed[3],
    ]
    assert len(twilio.calls.list(start_time_before=since)) == 3


def test_a_call_just_created_is_found_by_its_time(world: World, twilio: Client) -> None:
    sid = place(twilio, world)
    found = twilio.calls.list(to=VILLAGER, start_time_after=world.now)
    assert [call.sid for call in found] == [sid]
    assert not twilio.calls.list(to=VILLAGER, start_time_after=world.now + timedelta(seconds=1))


def test_a_text_message_is_sent_and_delivered(
    world: World, twilio: Client, product: Product
) -> None:
    world.phone(VILLAGER).gets_text("Hello")
    message = twilio.messages.create(
        to=VILLAGER,
        from_=world.twilio.caller_number,
        body="Hello there",
        status_callback=f"{PUBLIC}/sms",
    )
    assert message.status == "queued"
    finish(world)
    assert [fields["MessageStatus"] for fields in product.at("/sms")] == ["sent", "delivered"]
    assert [m.status for m in twilio.messages.list(to=VILLAGER)] == ["delivered"]
    world.verify()


def test_an_unexpected_text_message_fails_the_test(world: World, twilio: Client) -> None:
    twilio.messages.create(to=VILLAGER, from_=world.twilio.caller_number, body="Hello")
    world.phone(VILLAGER).gets_text("Goodbye")
    with pytest.raises(AssertionError, match=r"(?s)unexpected text message.*Goodbye"):
        world.verify()


def test_an_empty_or_overlong_text_message_is_refused(world: World, twilio: Client) -> None:
    for body, code in (("", 21602), ("x" * 1601, 21617)):
        with pytest.raises(TwilioRestException) as refused:
            twilio.messages.create(to=VILLAGER, from_=world.twilio.caller_number, body=body)
        assert refused.value.code == code
