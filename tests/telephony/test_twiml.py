from xml.etree import ElementTree

import pytest

from inspection.call import Line, Turn
from telephony.twiml import disturbed_document, turn_document, wait_document

NEXT = "https://mingcha.example.org/voice/t/2"


def turn(*texts: str, listens: bool = True, language: str = "en") -> Turn:
    lines = tuple(Line(language=language, text=text) for text in texts)
    return Turn(lines=lines, step=2, listens=listens)


def parsed(document: str) -> ElementTree.Element:
    return ElementTree.fromstring(document)  # noqa: S314


def test_a_question_is_said_within_the_prompt_for_one_key() -> None:
    document = parsed(turn_document(turn("Hello.", "For yes, press 1."), NEXT))
    (gather,) = document
    assert gather.tag == "Gather"
    assert gather.attrib == {
        "input": "dtmf",
        "numDigits": "1",
        "timeout": "6",
        "actionOnEmptyResult": "true",
        "action": NEXT,
        "method": "POST",
    }
    assert [say.text for say in gather] == ["Hello.", "For yes, press 1."]


def test_the_last_words_are_followed_by_hanging_up() -> None:
    document = parsed(turn_document(turn("Goodbye.", listens=False), NEXT))
    assert [verb.tag for verb in document] == ["Say", "Hangup"]
    assert NEXT not in turn_document(turn("Goodbye.", listens=False), NEXT)


def test_each_language_has_its_voice() -> None:
    lines = (Line(language="zh", text="您好。"), Line(language="en", text="Hello."))
    document = parsed(turn_document(Turn(lines=lines, step=0, listens=False), NEXT))
    said = [verb.attrib for verb in document if verb.tag == "Say"]
    assert said == [
        {"voice": "Polly.Zhiyu", "language": "cmn-CN"},
        {"voice": "Polly.Joanna", "language": "en-US"},
    ]


@pytest.mark.parametrize(
    "name",
    [
        "East <Hangup/> Village",
        "</Say></Gather><Dial>+861012345</Dial>",
        "Fish & Chips",
        "&lt;Hangup/&gt;",
        '"quoted" ]]>',
        "<!-- --> <?xml?>",
    ],
)
def test_markup_in_a_name_is_inert_and_never_escaped_twice(name: str) -> None:
    document = parsed(turn_document(turn(f"In {name}?"), NEXT))
    (gather,) = document
    (say,) = gather
    assert say.text == f"In {name}?"


def test_characters_that_xml_forbids_are_left_out() -> None:
    text = "a\x00b\x08c\ud800d\ufffee\U0001f3e0"
    (gather,) = parsed(turn_document(turn(text), NEXT))
    assert gather[0].text == "abcde\U0001f3e0"


def test_nothing_is_said_where_nothing_is_left_to_say() -> None:
    document = parsed(turn_document(turn("\x00", " ", listens=False), NEXT))
    assert [verb.tag for verb in document] == ["Hangup"]


def test_a_moments_patience_leads_back_to_the_same_step() -> None:
    document = parsed(wait_document(NEXT))
    assert [verb.tag for verb in document] == ["Say", "Say", "Pause", "Redirect"]
    assert document[-1].text == NEXT
    assert document[-1].attrib == {"method": "POST"}


def test_an_unknown_call_gets_an_apology_and_hears_nothing_else() -> None:
    document = parsed(disturbed_document())
    assert [verb.tag for verb in document] == ["Say", "Say", "Hangup"]


def test_words_are_recorded_after_a_question_in_which_keys_work_and_silence_is_told_too() -> None:
    turn = Turn(lines=(Line(language="en", text="Tell us."),), step=2, listens=True, records=45)
    gather, record, redirect = parsed(turn_document(turn, NEXT, news_to=f"{NEXT}/news"))
    assert (gather.tag, gather.attrib["numDigits"], gather.attrib["action"]) == (
        "Gather",
        "1",
        NEXT,
    )
    assert "actionOnEmptyResult" not in gather.attrib
    assert [say.text for say in gather] == ["Tell us."]
    assert record.tag == "Record"
    assert record.attrib == {
        "action": NEXT,
        "method": "POST",
        "maxLength": "45",
        "timeout": "6",
        "finishOnKey": "#*0789",
        "playBeep": "true",
        "trim": "trim-silence",
        "recordingStatusCallback": f"{NEXT}/news",
        "recordingStatusCallbackMethod": "POST",
    }
    assert (redirect.tag, redirect.text) == ("Redirect", NEXT)
    assert Turn.from_json(turn.as_json()) == turn
