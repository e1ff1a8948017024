from collections.abc import Callable
from threading import Event

import httpx
import pytest

from fieldwork.ports import StoreBusy
from inspection.call import Line, Turn
from inspection.incoming_call import IncomingCall
from telephony.inbound import inbound_routes
from telephony.incoming import read_over
from telephony.reply import MOST_WAITS
from telephony.status import UnreadableStatus
from tests.shelf import Shelf
from tests.telephony.doors import PUBLIC, SID, door_of, post, signature, verbs
from tests.telephony.street import Street

CALLED = {
    "CallSid": SID,
    "From": "+8619900001001",
    "To": "+861055500100",
    "CallStatus": "ringing",
    "Direction": "inbound",
}


def menu(call: IncomingCall) -> Turn | None:
    return Turn(lines=(Line(language="en", text="Yes?"),), step=call.step + 1, listens=True)


def opened(
    street: Street,
    receive: Callable[[IncomingCall], Turn | None] = menu,
    inbox: Shelf | None = None,
    deadline: float = 2.8,
) -> httpx.Client:
    return street.opens(inbound_routes(door_of(inbox=inbox), receive=receive, deadline=deadline))


@pytest.mark.parametrize(
    "headers", [{}, signature("/voice/in/1", CALLED), signature("/voice/in", CALLED, "another")]
)
def test_an_unsigned_call_is_refused_and_never_heard(
    street: Street, headers: dict[str, str]
) -> None:
    heard: list[IncomingCall] = []
    client = opened(street, lambda call: heard.append(call))
    assert client.post("/voice/in", data=CALLED, headers=headers).status_code == 403
    assert heard == []


def test_a_key_comes_back_as_the_step_that_was_offered(street: Street) -> None:
    heard: list[IncomingCall] = []

    def receive(call: IncomingCall) -> Turn | None:
        heard.append(call)
        return menu(call)

    client = opened(street, receive)
    first = post(client, "/voice/in", CALLED)
    assert verbs(first) == ["Gather"]
    assert f'action="{PUBLIC}/voice/in/1"' in first.text
    for digits in ("1", "12", "x", ""):
        post(client, "/voice/in/1", CALLED | {"Digits": digits})
    assert [(call.step, call.digits) for call in heard] == [
        *((0, ""), (1, "1"), (1, ""), (1, ""), (1, ""))
    ]
    assert CALLED["From"] not in repr(heard[0])


def test_who_is_turned_away_hears_a_busy_line_and_nothing_else(street: Street) -> None:
    answer = post(opened(street, lambda call: None), "/voice/in", CALLED)
    assert verbs(answer) == ["Reject"]


def test_a_call_without_an_id_hears_an_apology(street: Street) -> None:
    for sid in ("", "CA 1"):
        assert verbs(post(opened(street), "/voice/in", CALLED | {"CallSid": sid}))[-1] == "Hangup"


def test_while_the_store_is_locked_somebody_is_asked_for_a_moment_at_the_same_step(
    street: Street,
) -> None:
    heard: list[IncomingCall] = []

    def busy(call: IncomingCall) -> Turn | None:
        heard.append(call)
        raise StoreBusy

    client = opened(street, busy)
    answer = post(client, "/voice/in/1", CALLED | {"Digits": "7"})
    assert verbs(answer)[-2:] == ["Pause", "Redirect"]
    assert f"{PUBLIC}/voice/in/1/wait/1" in answer.text
    # The key that was pressed before the wait is lost, never guessed.
    again = post(client, "/voice/in/1/wait/1", CALLED | {"Digits": "7"})
    assert f"{PUBLIC}/voice/in/1/wait/2" in again.text
    assert [call.digits for call in heard] == ["7", "9"]
    assert verbs(post(client, f"/voice/in/1/wait/{MOST_WAITS}", CALLED))[-1] == "Hangup"


def test_an_answer_that_is_late_is_not_waited_for(street: Street) -> None:
    released = Event()

    def late(call: IncomingCall) -> Turn | None:
        released.wait(20)
        return menu(call)

    client = opened(street, late, deadline=0.05)
    assert verbs(post(client, "/voice/in", CALLED))[-1] == "Redirect"
    released.set()


def test_the_end_of_a_call_is_kept_once_and_nothing_before_it(street: Street) -> None:
    inbox = Shelf()
    client = opened(street, inbox=inbox)
    for status in ("ringing", "in-progress", "completed", "completed"):
        form = CALLED | {"CallStatus": status}
        assert post(client, "/voice/in/status", form).status_code == 204
    assert list(inbox.items) == [("call over", SID)]
    assert read_over(inbox.items["call over", SID]) == SID


@pytest.mark.parametrize("stored", [b"\xff", b"From=1", b"CallSid=a b"])
def test_an_end_that_cannot_be_read_says_what_is_missing(stored: bytes) -> None:
    with pytest.raises(UnreadableStatus, match="end of a call"):
        read_over(stored)
