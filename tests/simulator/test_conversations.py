from collections.abc import Iterator
from datetime import timedelta

import pytest
from twilio.rest import Client

from simulator import World
from simulator.carrier.speech import seconds_to_say
from simulator.spoken import choices
from tests.simulator.product import Product, gather, say
from tests.simulator.test_calls import VILLAGER, finish, place

OPTIONS = "Did you see them? For yes, I saw them, press 2. For no, I did not, press 1."


@pytest.fixture
def asked(world: World, twilio: Client, product: Product) -> Iterator[Product]:
    """A call that asks one question; the digits come to /keys."""
    product.documents["/voice"] = say(gather(OPTIONS, "/keys"), "<Say>No key.</Say>")
    product.documents["/keys"] = say("<Say>Thank you.</Say>", "<Hangup/>")
    place(twilio, world)
    yield product
    world.verify()


def test_somebody_hears_a_question_and_presses_a_key(world: World, asked: Product) -> None:
    world.phone(VILLAGER).answers(after=8).hears("see them").presses("1").hears("Thank")
    finish(world)
    assert asked.at("/keys")[0]["Digits"] == "1"
    [call] = world.phone(VILLAGER).calls
    assert call.heard == [OPTIONS, "Thank you."]
    assert call.pressed == ["1"]
    assert call.hung_up_by == "product"
    assert [(h.kind, h.text) for h in world.log] == [
        ("call placed", ""),
        ("ringing", ""),
        ("answered", ""),
        ("heard", OPTIONS),
        ("pressed", "1"),
        ("heard", "Thank you."),
        ("call ended", "completed"),
    ]


def test_somebody_chooses_by_meaning(world: World, asked: Product) -> None:
    world.phone(VILLAGER).answers().chooses("I saw them").hears("Thank")
    finish(world)
    assert asked.at("/keys")[0]["Digits"] == "2"


def test_silence_falls_through_to_the_next_verb(world: World, asked: Product) -> None:
    world.phone(VILLAGER).answers().stays_silent().hears("No key")
    finish(world)
    assert not asked.at("/keys")


def test_silence_is_posted_when_empty_results_are_wanted(world: World, asked: Product) -> None:
    asked.documents["/voice"] = say(gather(OPTIONS, "/keys", actionOnEmptyResult="true"))
    world.phone(VILLAGER).answers().stays_silent()
    finish(world)
    assert asked.at("/keys")[0]["Digits"] == ""


def test_somebody_hangs_up_midway(world: World, asked: Product) -> None:
    world.phone(VILLAGER).answers().hangs_up(after_prompt="see them")
    finish(world)
    [call] = world.phone(VILLAGER).calls
    assert (call.status, call.hung_up_by) == ("completed", "person")
    assert not asked.at("/keys")
    assert asked.at("/status")[-1]["CallStatus"] == "completed"


def test_a_key_pressed_too_late_is_lost(world: World, asked: Product) -> None:
    world.phone(VILLAGER).answers().presses("1", after=9).hears("No key")
    finish(world)
    assert not asked.at("/keys")


def test_the_finishing_key_ends_a_number_and_is_not_part_of_it(
    world: World, asked: Product
) -> None:
    asked.documents["/voice"] = say('<Gather action="keys"><Say>A number.</Say></Gather>')
    world.phone(VILLAGER).answers().presses("12#3").hears("Thank")
    finish(world)
    assert asked.at("/keys")[0]["Digits"] == "12"


def test_a_menu_that_loops_by_redirect_asks_again(world: World, asked: Product) -> None:
    asked.documents["/voice"] = say(gather(OPTIONS, "/keys"), "<Redirect>/voice</Redirect>")
    world.phone(VILLAGER).answers().stays_silent().presses("2").hears("Thank")
    finish(world)
    assert len(asked.at("/voice")) == 2


def test_a_recording_is_posted_with_its_address(world: World, asked: Product) -> None:
    asked.documents["/voice"] = say(
        "<Say>Tell us.</Say>", '<Record action="/recorded" maxLength="30"/>'
    )
    asked.documents["/recorded"] = say("<Hangup/>")
    world.phone(VILLAGER).answers().hears("Tell us").speaks(seconds=7)
    finish(world)
    posted = asked.at("/recorded")[0]
    assert posted["RecordingDuration"] == "7"
    assert posted["RecordingUrl"].endswith(posted["RecordingSid"])


def test_speech_takes_time_by_language() -> None:
    assert seconds_to_say("这是一个测试电话谢谢", "zh-CN") == 2.0
    assert seconds_to_say("Good morning, sir", "en-US") == 1.2


def test_a_call_lasts_as_long_as_what_is_said(world: World, asked: Product) -> None:
    asked.documents["/voice"] = say(
        '<Say language="zh-CN">您好您好您好您好您好</Say><Pause length="3"/><Play>x.mp3</Play>'
    )
    asked.documents["/x.mp3"], asked.sounds = "ID3", frozenset({"/x.mp3"})
    world.phone(VILLAGER).answers()
    finish(world)
    [call] = world.phone(VILLAGER).calls
    assert call.seconds == 2 + 3 + 3


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ("<Response><Shout>!</Shout></Response>", "Unknown verb <Shout>"),
        ("<Response><Say>unclosed</Response>", "Document parse failure"),
        ("<Answer/>", "<Answer> instead of <Response>"),
        ('<Response><Gather num_digits="1"/></Response>', "no attribute num_digits"),
        ("<Response><Say> </Say></Response>", "nothing to say"),
        ('<Response><Pause length="two"/></Response>', "length of <Pause> is not a number"),
        ("<Response><Gather><Hangup/></Gather></Response>", "may not stand inside <Gather>"),
        ('<Response><Gather input="speech"/></Response>', "hears keys only"),
    ],
)
def test_a_document_that_cannot_be_played_ends_in_an_apology(
    world: World, twilio: Client, product: Product, document: str, why: str
) -> None:
    product.documents["/voice"] = document
    world.phone(VILLAGER).answers().hears("application error")
    place(twilio, world)
    finish(world)
    [problem] = world.problems
    assert why in problem
    with pytest.raises(AssertionError, match="application error"):
        world.verify()


def test_a_document_must_be_xml(world: World, twilio: Client, product: Product) -> None:
    product.content_type = "application/json"
    product.documents["/voice"] = "{}"
    world.phone(VILLAGER).answers()
    place(twilio, world)
    finish(world)
    assert "12300" in world.problems[0]


def test_the_fallback_address_is_asked_once(world: World, twilio: Client, product: Product) -> None:
    product.documents["/fallback"] = say("<Say>One moment.</Say>")
    world.phone(VILLAGER).answers().hears("One moment")
    place(twilio, world, fallback_url="https://mingcha.example.org/fallback")
    finish(world)
    assert product.at("/fallback")[0]["ErrorCode"] == "12100"
    world.verify()


def test_a_product_that_redirects_for_ever_is_stopped(
    world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say("<Redirect>/voice</Redirect>")
    world.phone(VILLAGER).answers()
    place(twilio, world)
    finish(world)
    assert "more than 200 documents" in world.problems[0]


def test_an_unscripted_call_fails_the_test_and_rings_out(
    world: World, twilio: Client, product: Product
) -> None:
    sid = place(twilio, world)
    finish(world)
    assert twilio.calls(sid).fetch().status == "no-answer"
    with pytest.raises(AssertionError, match="unexpected call to"):
        world.verify()


@pytest.mark.parametrize("wrong", ["hears", "presses", "silent", "chooses", "never called"])
def test_a_script_that_is_not_met_fails_the_test(
    world: World, twilio: Client, product: Product, wrong: str
) -> None:
    product.documents["/voice"] = say(gather(OPTIONS, "/keys"))
    product.documents["/keys"] = say("<Say>Thank you.</Say>")
    phone = world.phone(VILLAGER).answers()
    match wrong:
        case "hears":
            phone.hears("roof").presses("1")
        case "presses":
            phone.presses("1").presses("1")
        case "chooses":
            phone.chooses("perhaps")
        case "never called":
            phone.presses("1").answers()
    place(twilio, world)
    finish(world)
    with pytest.raises(AssertionError, match=r"\+8619900000001"):
        world.verify()


def test_spoken_choices_are_understood_in_both_languages() -> None:
    text = "您在村里见到工作队了吗？见到了，请按3。没见到，请按1。不清楚，请按2。"
    assert choices(text) == [("见到了", "3"), ("没见到", "1"), ("不清楚", "2")]
    assert choices(OPTIONS) == [("yes, I saw them", "2"), ("no, I did not", "1")]
    both = "选择语言。普通话，请按1。Choose your language. For English, press 2."
    assert choices(both) == [("普通话", "1"), ("English", "2")]


def test_a_phone_may_be_scripted_for_several_calls(
    world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say("<Say>Hello.</Say>")
    world.phone(VILLAGER).does_not_answer().answers().hears("Hello")
    place(twilio, world)
    finish(world)
    world.run_until(world.now + timedelta(hours=3))
    place(twilio, world)
    finish(world)
    assert [call.status for call in world.phone(VILLAGER).calls] == ["no-answer", "completed"]
    world.verify()


def test_a_recording_is_fetched_and_played_and_what_is_none_is_passed_over(
    world: World, twilio: Client, product: Product
) -> None:
    plays = ("<Play>/media/a.mp3</Play>", "<Play>/media/b.mp3</Play>")
    product.documents["/voice"] = say(*plays, "<Say>Thank you.</Say>")
    product.documents["/media/a.mp3"] = product.documents["/media/b.mp3"] = "ID3"
    product.sounds = frozenset({"/media/a.mp3"})
    place(twilio, world)
    world.phone(VILLAGER).answers().hears("Thank you")
    finish(world)
    [call] = world.phone(VILLAGER).calls
    assert [address.rpartition("/")[2] for address in call.played] == ["a.mp3"]
    [problem] = world.problems
    assert "it is audio/mpeg, and not text/xml (error 11200)" in problem
    world.problems.clear()
