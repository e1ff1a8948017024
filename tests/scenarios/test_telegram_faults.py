"""What the messenger may do wrong, and that nobody is silent for it."""

from typing import Any

import pytest

from inspection.contact import AttemptState
from tests.scenarios.check import Check, MakeTown
from tests.scenarios.conftest import ExpectedLog

SEND = "telegram.sendMessage"
AMBIGUOUS = "a message's request ended ambiguously"
EXPIRED = "This button has expired; nothing was changed."


def too_many_requests(seconds: int) -> dict[str, Any]:
    return {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }


def test_a_message_that_must_wait_is_sent_once_and_later(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    check.town.world.faults.answer(SEND, status=429, body=too_many_requests(90))
    check.after(minutes=1)
    check.chat.receives_nothing()
    check.after(minutes=2)
    check.chat.receives("Unannounced check").receives_nothing()
    (attempt,) = check.attempts
    assert not attempt.repeated
    assert attempt.confirmed_at is not None
    assert (attempt.confirmed_at - check.planned_at).total_seconds() == pytest.approx(90, abs=1)
    check.after(minutes=121)
    check.chat.receives_nothing()
    check.after(minutes=122)
    check.chat.receives("A reminder").taps("On leave").receives("Until").says("Friday.")
    check.chat.receives("recorded")


def test_a_message_that_was_taken_without_an_answer_is_repeated_once_and_marked(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects(AMBIGUOUS)
    check = Check.drawn_in(make_town)
    check.town.link("I1")
    check.town.world.faults.accept_then_drop(SEND)
    check.after(minutes=5)
    check.chat.receives("Unannounced check").receives("Unannounced check").receives_nothing()
    (attempt,) = check.attempts
    assert attempt.repeated
    assert attempt.state is AttemptState.SENT
    check.chat.taps("On leave", message=-2).receives("Until when is your leave")
    check.chat.taps("Emergency", message=-2).receives_nothing()
    assert check.town.notices("O1") == ["Noted", EXPIRED]
    check.chat.says("Friday.").receives("recorded")
    assert check.said == {"whereabouts": "leave", "leave_detail": "Friday."}
    inspector = check.town.chat("I1").receives("Inspection 1")
    inspector.sees("asked in the chat: delivered (may have arrived twice)")


@pytest.mark.parametrize("fault", ["dropped", "500"])
def test_a_message_that_was_perhaps_not_taken_is_repeated_once_and_marked(
    make_town: MakeTown, log: ExpectedLog, fault: str
) -> None:
    log.expects(AMBIGUOUS)
    check = Check.drawn_in(make_town)
    if fault == "dropped":
        check.town.world.faults.drop_before(SEND)
    else:
        check.town.world.faults.answer(SEND, status=500, body={"ok": False, "error_code": 500})
    check.after(minutes=5)
    check.chat.receives("Unannounced check").receives_nothing()
    (attempt,) = check.attempts
    assert attempt.repeated


def test_after_two_ambiguous_sends_the_official_is_called(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects(AMBIGUOUS)
    check = Check.drawn_in(make_town)
    check.town.world.faults.drop_before(SEND)
    check.town.world.faults.drop_before(SEND, nth=2)
    check.phone.answers().hears("Where are you now?").chooses("On leave").hears("Thank you")
    check.after(minutes=15)
    check.chat.receives_nothing()
    assert [(what, end) for what, _, end in check.tries] == [
        ("chat ask", "CARRIER_FAULT"),
        ("voice ask", "COMPLETE"),
    ]


@pytest.mark.parametrize("called", [False, True])
def test_an_answer_proves_that_a_message_arrived(
    make_town: MakeTown, log: ExpectedLog, called: bool
) -> None:
    """Both requests were taken and neither was answered: the official has the question twice and
    presses a button, before the call that was to follow or after it rang in vain."""
    log.expects(AMBIGUOUS)
    check = Check.drawn_in(make_town)
    check.town.world.faults.accept_then_drop(SEND)
    check.town.world.faults.accept_then_drop(SEND, nth=2)
    if called:
        check.phone.does_not_answer()
    check.after(minutes=15 if called else 5)
    check.chat.receives("Unannounced check").receives("Unannounced check")
    check.chat.taps("On leave").receives("Until when is your leave")
    check.chat.says("Friday.").receives("Thank you, your answer was recorded.")
    check.town.to(23, day=6)
    assert check.town.notices("O1") == ["Noted"]
    assert check.contact.disposition == "COMPLETE"
    assert not check.contact.late
    assert not check.findings


def test_a_refused_token_is_a_matter_for_an_operator_and_nobodys_silence(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("the messenger wants an operator: code 401")
    check = Check.drawn_in(make_town)
    refused = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    check.town.world.faults.answer(SEND, status=401, body=refused, nth=None)
    check.phone.answers().hears("Where are you now?").chooses("On leave").hears("Thank you")
    check.after(minutes=15)
    check.chat.receives_nothing()
    assert check.said == {"whereabouts": "leave"}
    assert not check.findings


def test_a_press_that_cannot_be_acknowledged_any_more_counts_all_the_same(
    make_town: MakeTown,
) -> None:
    check = Check.asked_in(make_town)
    too_old = {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: query is too old and response timeout expired or query ID"
        " is invalid",
    }
    check.town.world.faults.answer("telegram.answerCallbackQuery", status=400, body=too_old)
    check.chat.taps("On leave").receives("Until when is your leave")
    assert check.town.notices("O1") == []
    assert check.said == {"whereabouts": "leave"}
