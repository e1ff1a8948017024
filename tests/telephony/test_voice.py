import threading
import time
from collections.abc import Iterator

import pytest

from fieldwork.ports import StoreBusy
from inspection.call import Heard, Turn
from telephony.reply import MOST_WAITS
from telephony.webhook import MOST_RESUMED
from tests.shelf import Shelf
from tests.telephony.doors import (
    PUBLIC,
    SECRET,
    SID,
    TOKEN,
    asks,
    doors,
    post,
    signature,
    verbs,
)
from tests.telephony.street import Street

STATUS = f"/voice/{TOKEN}/status"
STEP = f"/voice/{TOKEN}/0"
RINGING = {"CallSid": SID, "CallStatus": "ringing", "SequenceNumber": "1", "To": "+8613900000001"}


def test_a_voice_request_needs_a_signature_too(street: Street) -> None:
    form = {"CallSid": SID}
    client = street.opens(doors())
    assert verbs(post(client, STEP, form)) == ["Gather"]
    assert client.post(STEP, data=form).status_code == 403
    headers = signature(STEP, form)
    assert client.post(f"/voice/{TOKEN}/1", data=form, headers=headers).status_code == 403
    assert client.get(STEP).status_code == 405


@pytest.mark.parametrize(
    ("form", "digits", "machine"),
    [
        ({}, "", False),
        ({"Digits": "1", "AnsweredBy": "human"}, "1", False),
        ({"Digits": ""}, "", False),
        ({"Digits": "#"}, "#", False),
        ({"Digits": "<1>"}, "", False),
        ({"AnsweredBy": "machine_start"}, "", True),
        ({"AnsweredBy": "fax"}, "", True),
        ({"AnsweredBy": "unknown"}, "", False),
    ],
)
def test_what_was_pressed_reaches_the_dialogue(
    street: Street, form: dict[str, str], digits: str, machine: bool
) -> None:
    told: list[Heard] = []

    def converse(heard: Heard) -> Turn:
        told.append(heard)
        return asks()(heard)

    client = street.opens(doors(converse=converse))
    response = post(client, f"/voice/{TOKEN}/3", {"CallSid": SID} | form)
    assert told == [Heard(token=TOKEN, step=3, digits=digits, provider_id=SID, machine=machine)]
    assert f'action="{PUBLIC}/voice/{TOKEN}/4"' in response.text


def test_an_unknown_token_gets_a_constant_answer(street: Street) -> None:
    def converse(heard: Heard) -> Turn:
        raise LookupError("unknown " + heard.token)

    paths = [f"/voice/{character * 32}/{step}" for character, step in (("a", 0), ("b", 7))]
    client = street.opens(doors(converse=converse))
    answers = [post(client, path, {"CallSid": SID}) for path in paths]
    assert verbs(answers[0]) == ["Say", "Say", "Hangup"]
    assert answers[0].text == answers[1].text


@pytest.mark.parametrize("problem", [StoreBusy(), RuntimeError(), KeyError("a mistake of ours")])
def test_while_no_answer_can_be_made_the_caller_is_led_back_to_the_same_step(
    street: Street,
    problem: Exception,
) -> None:
    def converse(heard: Heard) -> Turn:
        raise problem

    path = f"/voice/{TOKEN}/5"
    client = street.opens(doors(converse=converse))
    response = post(client, path, {"Digits": "1"})
    assert verbs(response) == ["Say", "Say", "Pause", "Redirect"]
    assert f"{PUBLIC}{path}/wait/1<" in response.text


def test_whoever_comes_back_from_a_wait_asks_for_the_question_again(street: Street) -> None:
    told: list[Heard] = []

    def converse(heard: Heard) -> Turn:
        told.append(heard)
        return asks()(heard)

    client = street.opens(doors(converse=converse))
    post(client, f"/voice/{TOKEN}/3/wait/1", {"CallSid": SID, "Digits": "1"})
    assert [(heard.step, heard.digits, heard.again) for heard in told] == [(3, "", True)]


def test_the_wait_ends_with_an_answer_or_with_an_apology(street: Street) -> None:
    def busy(heard: Heard) -> Turn:
        raise StoreBusy

    last, before = (f"/voice/{TOKEN}/5/wait/{times}" for times in (MOST_WAITS, MOST_WAITS - 1))
    client = street.opens(doors())
    assert verbs(post(client, last, {})) == ["Gather"]
    client = street.opens(doors(converse=busy))
    assert f"/wait/{MOST_WAITS}<" in post(client, before, {}).text
    assert verbs(post(client, last, {})) == ["Say", "Say", "Hangup"]


@pytest.fixture
def lock() -> Iterator[threading.Event]:
    """A store that is locked until the event is set."""
    opened = threading.Event()
    yield opened
    opened.set()


def test_a_slow_store_is_not_waited_for_and_its_work_goes_on(
    street: Street, lock: threading.Event
) -> None:
    finished: list[int] = []

    def slow(heard: Heard) -> Turn:
        lock.wait(10)
        finished.append(heard.step)
        return asks()(heard)

    client = street.opens(doors(converse=slow, deadline=0.2))
    began = time.monotonic()
    response = post(client, STEP, {"Digits": "1"})
    assert time.monotonic() - began < 1.5
    assert verbs(response) == ["Say", "Say", "Pause", "Redirect"]
    assert not finished
    lock.set()
    assert verbs(post(client, f"{STEP}/wait/1", {})) == ["Gather"]
    assert finished == [0, 0]


def test_callers_beyond_the_threads_are_answered_in_time_and_not_worked_on_later(
    street: Street,
    lock: threading.Event,
) -> None:
    begun: list[int] = []

    def stuck(heard: Heard) -> Turn:
        begun.append(heard.step)
        lock.wait(10)
        raise StoreBusy

    client = street.opens(doors(converse=stuck, deadline=0.05))
    for step in range(12):
        response = post(client, f"/voice/{TOKEN}/{step}", {})
        assert verbs(response)[-1] == "Redirect"
    lock.set()
    assert sorted(begun) == list(range(8))


def test_log_lines_hold_no_number_and_no_token(
    street: Street, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(heard: Heard) -> Turn:
        raise RuntimeError(f"{heard.token} and +8613900000001")

    client = street.opens(doors(inbox=Shelf(problem=StoreBusy()), converse=broken))
    with caplog.at_level("DEBUG", logger="telephony"):
        post(client, STATUS, RINGING)
        post(client, STEP, RINGING)
    lines = [record.getMessage() for record in caplog.records if record.name[:4] == "tele"]
    text = " ".join(lines)
    assert "StoreBusy" in text
    assert "RuntimeError" in text
    assert not any(secret in text for secret in ("139000", TOKEN, SECRET))


AGAIN = f"/voice/{TOKEN}/again"


@pytest.mark.parametrize(
    ("failed", "goes_on"),
    [
        ("/3", "/3/wait/1"),
        ("/0", "/0/wait/1"),
        ("/3/wait/1", "/3/wait/2"),
        (f"/3/wait/{MOST_RESUMED - 1}", f"/3/wait/{MOST_RESUMED}"),
        (f"/3/wait/{MOST_RESUMED}", None),
        ("/status", None),
        ("/3/../4", None),
        ("", None),
    ],
)
def test_where_the_carrier_got_no_answer_it_is_sent_again_some_times(
    street: Street, failed: str, goes_on: str | None
) -> None:
    client = street.opens(doors())
    form = {"CallSid": SID, "ErrorCode": "11200", "ErrorUrl": f"{PUBLIC}/voice/{TOKEN}{failed}"}
    answer = post(client, AGAIN, form)
    if goes_on is None:
        assert verbs(answer) == ["Say", "Say", "Hangup"]
    else:
        assert verbs(answer) == ["Say", "Say", "Pause", "Redirect"]
        assert f"{PUBLIC}/voice/{TOKEN}{goes_on}</Redirect>" in answer.text


def test_only_the_carrier_may_say_that_it_got_no_answer(street: Street) -> None:
    form = {"ErrorUrl": f"{PUBLIC}/voice/{TOKEN}/3"}
    client = street.opens(doors())
    assert post(client, AGAIN, form).status_code == 200
    assert client.post(AGAIN, data=form).status_code == 403
    assert client.post(AGAIN, data=form, headers=signature(STATUS, form)).status_code == 403
