from datetime import timedelta

import pytest
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from simulator import World
from tests.simulator.conftest import PUBLIC, START
from tests.simulator.product import Product, gather, say

VILLAGER = "+8619900000001"
EVENTS = ["initiated", "ringing", "answered", "completed"]


def place(twilio: Client, world: World, to: str = VILLAGER, **more: object) -> str:
    call = twilio.calls.create(
        to=to,
        from_=world.twilio.caller_number,
        url=f"{PUBLIC}/voice",
        status_callback=f"{PUBLIC}/status",
        status_callback_event=EVENTS,
        **more,
    )
    return str(call.sid)


def finish(world: World, **delta: float) -> None:
    world.run_until(world.now + timedelta(**(delta or {"minutes": 10})))


def statuses(product: Product) -> list[str]:
    return [fields["CallStatus"] for fields in product.at("/status")]


def test_a_call_goes_from_queued_to_completed_in_twilios_order(
    world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say('<Say language="en-US">Good morning.</Say>')
    world.phone(VILLAGER).answers(after=8).hears("Good morning")
    sid = place(twilio, world)
    assert twilio.calls(sid).fetch().status == "queued"
    finish(world)
    assert statuses(product) == ["initiated", "ringing", "in-progress", "completed"]
    assert [fields["SequenceNumber"] for fields in product.at("/status")] == ["0", "1", "2", "3"]
    first, last = product.at("/status")[0], product.at("/status")[-1]
    assert first["Timestamp"] == "Mon, 02 Mar 2026 01:00:00 +0000"
    assert first["CallbackSource"] == "call-progress-events"
    assert (last["CallDuration"], last["Duration"]) == ("1", "1")
    assert (last["CallSid"], last["SipResponseCode"]) == (sid, "200")
    fetched = twilio.calls(sid).fetch()
    assert (fetched.status, fetched.duration, fetched.to) == ("completed", "1", VILLAGER)
    assert fetched.start_time == START
    world.verify()


def test_only_the_events_asked_for_are_called_back(
    world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say("<Hangup/>")
    world.phone(VILLAGER).answers()
    twilio.calls.create(
        to=VILLAGER,
        from_=world.twilio.caller_number,
        url=f"{PUBLIC}/voice",
        status_callback=f"{PUBLIC}/status",
    )
    finish(world)
    assert statuses(product) == ["completed"]


def test_every_webhook_is_signed_for_the_public_address(
    world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say(gather("Press one.", "/keys?step=1"))
    product.documents["/keys"] = say("<Hangup/>")
    world.phone(VILLAGER).answers().hears("one").presses("1")
    place(twilio, world)
    finish(world)
    validator = RequestValidator(world.twilio.auth_token)
    paths = {"/voice": "/voice", "/status": "/status", "/keys": "/keys?step=1"}
    assert len(product.received) == 6
    for received in product.received:
        signature = received.headers["x-twilio-signature"]
        address = f"{PUBLIC}{paths[received.path]}"
        assert validator.validate(address, received.fields, signature)
        assert not validator.validate(f"{address}x", received.fields, signature)


def test_a_get_webhook_is_signed_with_its_query(
    world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say("<Hangup/>")
    world.phone(VILLAGER).answers()
    world.traffic.recording = True
    place(twilio, world, method="GET")
    finish(world)
    asked = next(e for e in world.traffic.exchanges if e.api == "twilio.twiml")
    assert asked.method == "GET"
    assert "CallStatus=in-progress" in asked.url
    validator = RequestValidator(world.twilio.auth_token)
    assert validator.validate(asked.url, {}, asked.headers["X-Twilio-Signature"])


@pytest.mark.parametrize(
    ("ending", "code"), [("busy", "486"), ("no-answer", "487"), ("failed", "404")]
)
def test_a_call_that_reaches_nobody_says_how(
    world: World, twilio: Client, product: Product, ending: str, code: str
) -> None:
    phone = world.phone(VILLAGER)
    {
        "busy": phone.is_busy,
        "no-answer": phone.does_not_answer,
        "failed": phone.is_out_of_service,
    }[ending]()
    sid = place(twilio, world, timeout=30)
    finish(world)
    assert statuses(product)[-1] == ending
    assert product.at("/status")[-1]["SipResponseCode"] == code
    assert product.at("/status")[-1]["CallDuration"] == "0"
    assert twilio.calls(sid).fetch().duration is None
    assert not product.at("/voice")
    world.verify()


def test_it_rings_as_long_as_the_time_out_says(world: World, twilio: Client) -> None:
    world.phone(VILLAGER).answers(after=40)
    sid = place(twilio, world, timeout=25)
    finish(world)
    call = world.twilio.exchange.calls[sid]
    assert call.status == "no-answer"
    assert call.ended == START + timedelta(seconds=1 + 25)


def test_an_answering_machine_is_detected_before_the_document_is_fetched(
    world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say("<Hangup/>")
    world.phone(VILLAGER).machine_answers()
    sid = place(twilio, world, machine_detection="Enable")
    finish(world)
    assert product.at("/voice")[0]["AnsweredBy"] == "machine_start"
    assert product.at("/status")[-1]["AnsweredBy"] == "machine_start"
    assert "AnsweredBy" not in product.at("/status")[2]
    assert twilio.calls(sid).fetch().answered_by == "machine_start"


def test_a_person_is_detected_as_human(world: World, twilio: Client, product: Product) -> None:
    product.documents["/voice"] = say("<Hangup/>")
    world.phone(VILLAGER).answers()
    place(twilio, world, machine_detection="Enable")
    finish(world)
    assert product.at("/voice")[0]["AnsweredBy"] == "human"


def test_asynchronous_detection_calls_back_during_the_conversation(
    world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say('<Pause length="20"/>')
    world.phone(VILLAGER).machine_answers()
    place(
        twilio,
        world,
        machine_detection="DetectMessageEnd",
        async_amd="true",
        async_amd_status_callback=f"{PUBLIC}/machine",
    )
    finish(world)
    assert "AnsweredBy" not in product.at("/voice")[0]
    assert product.at("/machine")[0]["AnsweredBy"] == "machine_end_beep"


def test_a_second_call_to_an_engaged_number_is_busy_and_a_problem(
    world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say('<Pause length="60"/>')
    world.phone(VILLAGER).answers()
    first = place(twilio, world)
    second = place(twilio, world)
    finish(world)
    assert twilio.calls(first).fetch().status == "completed"
    assert twilio.calls(second).fetch().status == "busy"
    assert "two live calls" in world.problems[0]


def test_calls_are_dialled_one_a_second(world: World, twilio: Client, product: Product) -> None:
    product.documents["/voice"] = say("<Hangup/>")
    sids = []
    for number in range(3):
        to = f"+861990000010{number}"
        world.phone(to).answers()
        sids.append(place(twilio, world, to))
    finish(world)
    calls = [twilio.calls(sid).fetch() for sid in sids]
    assert [call.start_time for call in calls] == [
        START + timedelta(seconds=second) for second in range(3)
    ]
    assert [call.queue_time for call in calls] == ["0", "1000", "2000"]


def test_the_product_can_hang_up(world: World, twilio: Client, product: Product) -> None:
    product.documents["/voice"] = say('<Pause length="600"/>')
    world.phone(VILLAGER).answers(after=2)
    sid = place(twilio, world)
    finish(world, seconds=30)
    twilio.calls(sid).update(status="completed")
    finish(world)
    assert statuses(product)[-1] == "completed"
    assert product.at("/status")[-1]["CallDuration"] == "27"


def test_a_ringing_call_can_be_cancelled(world: World, twilio: Client, product: Product) -> None:
    world.phone(VILLAGER).answers(after=20)
    sid = place(twilio, world)
    finish(world, seconds=5)
    twilio.calls(sid).update(status="canceled")
    finish(world)
    assert statuses(product) == ["initiated", "ringing", "canceled"]
    assert twilio.calls(sid).fetch().status == "canceled"


def test_a_live_call_can_be_sent_elsewhere(world: World, twilio: Client, product: Product) -> None:
    product.documents["/voice"] = say('<Pause length="600"/>')
    product.documents["/other"] = say("<Say>Sorry.</Say>")
    world.phone(VILLAGER).answers(after=2).hears("Sorry")
    sid = place(twilio, world)
    finish(world, seconds=30)
    twilio.calls(sid).update(url=f"{PUBLIC}/other")
    finish(world, minutes=1)
    assert twilio.calls(sid).fetch().status == "completed"
    world.verify()


def test_a_call_is_cut_off_at_its_time_limit(
    world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say('<Say loop="0">Again and again.</Say>')
    world.phone(VILLAGER).answers()
    place(twilio, world, time_limit=180)
    finish(world)
    assert product.at("/status")[-1]["CallDuration"] == "180"


def test_a_lost_status_callback_is_counted_and_not_repeated(
    world: World, twilio: Client, product: Product
) -> None:
    product.statuses = [500]
    product.documents["/voice"] = say("<Hangup/>")
    world.phone(VILLAGER).answers()
    place(twilio, world)
    finish(world)
    assert statuses(product) == ["initiated", "ringing", "in-progress", "completed"]
    assert world.counts.lost["twilio.status"] == 1
    assert world.counts.webhooks["twilio.status"] == 3


def test_an_unanswered_webhook_costs_patience_and_is_lost(
    world: World, twilio: Client, product: Product
) -> None:
    world.route(PUBLIC, "http://127.0.0.1:1")
    world.patience = 0.5
    world.phone(VILLAGER).answers()
    sid = place(twilio, world)
    finish(world)
    world.patience = 15
    assert twilio.calls(sid).fetch().status == "completed"
    assert world.counts.lost == {"twilio.status": 4, "twilio.twiml": 1}
    assert "application error" in world.problems[0]


def test_nothing_leaves_this_machine(world: World, twilio: Client, product: Product) -> None:
    world.phone(VILLAGER).answers()
    twilio.calls.create(
        to=VILLAGER, from_=world.twilio.caller_number, url="https://other.example.net/voice"
    )
    finish(world)
    assert "other.example.net was not sent" in world.problems[0]
