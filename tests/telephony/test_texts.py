import logging
from datetime import timedelta

import pytest

from fieldwork.ports import CarrierSilent, NotPlaced, Placed, Uncertain
from inspection.disposition import Disposition
from inspection.text_event import TextEvent
from simulator import World
from telephony.carrier import TwilioCarrier
from telephony.status import UnreadableStatus
from telephony.texts import read_text_status
from tests.shelf import Shelf
from tests.telephony.doors import PUBLIC, TOKEN, doors, post, signature
from tests.telephony.street import Street

PERSON = "+8619900000001"
WORDS = "connect your account: https://t.me/bot?start=0123456789abcdef0123"
SID = "SM" + "1" * 32


def sent(carrier: TwilioCarrier, body: str = WORDS) -> str:
    outcome = carrier.text(PERSON, body, TOKEN)
    assert isinstance(outcome, Placed)
    return outcome.provider_id


def test_a_text_carries_its_words_and_the_token(world: World, carrier: TwilioCarrier) -> None:
    world.traffic.recording = True
    sent(carrier)
    (exchange,) = world.traffic.exchanges
    assert exchange.params == {
        "To": PERSON,
        "From": world.twilio.caller_number,
        "Body": WORDS,
        "StatusCallback": f"{PUBLIC}/text/{TOKEN}/status",
    }


@pytest.mark.parametrize(
    ("status", "code", "outcome"),
    [
        (400, 21614, NotPlaced(code="21614", disposition=Disposition.OUT_OF_SERVICE)),
        (400, 21610, NotPlaced(code="21610", stopped=True)),
        (400, 21408, NotPlaced(code="21408", operator=True, lane="account", alone=True)),
        (400, 21611, NotPlaced(code="21611", retry_after=600.0, lane="too fast", alone=True)),
        (401, 20003, NotPlaced(code="20003", operator=True, lane="account")),
        (429, 20429, NotPlaced(code="20429", retry_after=7.0, lane="too fast")),
        (503, 20503, Uncertain(code="20503")),
    ],
)
def test_a_refusal_becomes_an_outcome(
    world: World, carrier: TwilioCarrier, status: int, code: int, outcome: NotPlaced | Uncertain
) -> None:
    body = {"code": code, "message": f"about {PERSON}", "status": status}
    world.faults.answer(
        "twilio.messages.create", status=status, body=body, headers={"Retry-After": "7"}
    )
    assert carrier.text(PERSON, WORDS, TOKEN) == outcome


def test_an_unclear_request_is_found_by_its_words(world: World, carrier: TwilioCarrier) -> None:
    world.faults.accept_then_drop("twilio.messages.create", nth=1)
    assert isinstance(carrier.text(PERSON, WORDS, TOKEN), Uncertain)
    other = sent(carrier, "other words")
    (found,) = carrier.find_texts(PERSON, WORDS, TOKEN, world.now)
    assert found.event.progress == "taken"
    assert found.event.provider_id != other
    assert carrier.find_texts(PERSON, "never sent", TOKEN, world.now) == []
    assert carrier.find_texts(PERSON, WORDS, TOKEN, world.now + timedelta(minutes=6)) == []


def test_a_message_is_looked_up_with_the_reason_why_it_failed(
    world: World, carrier: TwilioCarrier
) -> None:
    world.twilio.texting.lost[PERSON] = "30005"
    sid = sent(carrier)
    world.run_until(world.now + timedelta(seconds=5))
    report = carrier.look_text(sid, TOKEN)
    assert report is not None
    assert report.event == TextEvent(token=TOKEN, provider_id=sid, progress="failed", code="30005")
    assert carrier.look_text("SM" + "0" * 32, TOKEN) is None


def test_a_carrier_that_cannot_be_asked_is_silent(world: World, carrier: TwilioCarrier) -> None:
    for api in ("fetch", "list"):
        world.faults.answer(f"twilio.messages.{api}", status=500, body={})
    with pytest.raises(CarrierSilent):
        carrier.look_text(SID, TOKEN)
    with pytest.raises(CarrierSilent):
        carrier.find_texts(PERSON, WORDS, TOKEN, world.now)


def test_neither_number_nor_words_reach_a_log(
    world: World, carrier: TwilioCarrier, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, logger="urllib3"):
        sent(carrier)
        carrier.find_texts(PERSON, WORDS, TOKEN, world.now)
    ours = [record for record in caplog.records if not record.name.startswith("uvicorn")]
    text = " ".join(record.getMessage() for record in ours)
    assert "199000" not in text
    assert "0123456789abcdef0123" not in text


@pytest.mark.parametrize(
    ("status", "code", "progress"),
    [
        ("accepted", "", "taken"),
        ("queued", "", "taken"),
        ("sent", "", "sent"),
        ("delivered", "", "delivered"),
        ("undelivered", "30003", "failed"),
        ("failed", "30008", "failed"),
        ("failed", "a number +8619900000001", "failed"),
    ],
)
def test_a_status_becomes_our_word(status: str, code: str, progress: str) -> None:
    body = f"{TOKEN}\nMessageSid={SID}&MessageStatus={status}&ErrorCode={code}".encode()
    event = read_text_status(body)
    assert (event.token, event.provider_id, event.progress) == (TOKEN, SID, progress)
    assert event.code == (code if code.isdigit() else "")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"no token", "has no token"),
        (b"t\n\xff", "no form in UTF-8"),
        (b"t\nMessageSid=SM1&MessageStatus=sneezed", "'sneezed' is unknown; known are accepted"),
        (b"t\nMessageStatus=sent", "names no message"),
    ],
)
def test_what_is_no_status_says_why(body: bytes, why: str) -> None:
    with pytest.raises(UnreadableStatus, match=why):
        read_text_status(body)


def test_a_status_is_deposited_once_and_only_if_it_is_signed(street: Street) -> None:
    shelf, form = Shelf(), {"MessageSid": SID, "MessageStatus": "sent", "ErrorCode": ""}
    client, path = street.opens(doors(inbox=shelf)), f"/text/{TOKEN}/status"
    assert client.post(path, data=form).status_code == 403
    forged = signature(f"/voice/{TOKEN}/status", form)
    assert client.post(path, data=form, headers=forged).status_code == 403
    assert post(client, "/text/short/status", form).status_code == 403
    assert shelf.items == {}
    for _ in range(2):
        assert post(client, path, form).status_code == 204
    assert post(client, path, form | {"MessageStatus": "delivered"}).status_code == 204
    assert [source for source, _ in shelf.items] == ["text", "text"]
    assert next(iter(shelf.items.values())).startswith(TOKEN.encode() + b"\n")
