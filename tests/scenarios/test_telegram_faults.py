"""What the messenger may do wrong, and that nobody is silent for it."""

from typing import Any

import pytest

from fieldwork.closing import close_contact
from inspection.contact import AttemptState
from inspection.disposition import Disposition
from tests.scenarios.check import Check, MakeTown
from tests.scenarios.conftest import ExpectedLog

SEND = "telegram.sendMessage"
AMBIGUOUS = "a message's request ended ambiguously"
GIVEN_UP = "was given up"
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
    log.expects(GIVEN_UP)
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
    log.expects(GIVEN_UP)
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


def test_a_question_that_was_answered_before_it_was_repeated_counts_as_sent(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects(AMBIGUOUS)
    check = Check.drawn_in(make_town)
    check.town.world.faults.accept_then_drop(SEND)
    check.after(minutes=0.01)
    check.chat.receives("Unannounced check").taps("On leave").receives("Until when")
    check.chat.says("Friday.").receives("Thank you, your answer was recorded.")
    check.after(minutes=15)
    check.chat.receives_nothing()
    (message,) = [one for one in check.sent if one.kind == "check"]
    assert (message.state, message.repeated) == ("SENT", True)
    assert check.contact.disposition == "COMPLETE"


def test_a_refused_token_is_a_matter_for_an_operator_and_nobodys_silence(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("lane chat is held: stopped, code 401")
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


def refuses(check: Check, *, words: str = "") -> None:
    """From now on every message with these words."""
    check.town.world.faults.answer(
        SEND,
        status=429,
        body=too_many_requests(1),
        nth=None,
        when=lambda params: words in str(params.get("text")),
    )


def test_a_check_is_tried_with_growing_pauses_until_the_trouble_is_over(
    make_town: MakeTown,
) -> None:
    check = Check.drawn_in(make_town)
    refuses(check)
    before = check.town.world.counts.requests[SEND]
    check.after(minutes=60)
    assert 10 < check.town.world.counts.requests[SEND] - before < 20
    check.town.world.faults.clear()
    check.after(minutes=71)
    check.chat.receives("Unannounced check").receives_nothing()
    assert [end for _, _, end in check.tries] == [""]


def test_the_acknowledgement_of_a_press_is_given_up_after_two_minutes(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("a message (tap) was given up")
    check = Check.asked_in(make_town)
    acknowledge = "telegram.answerCallbackQuery"
    check.town.world.faults.answer(acknowledge, status=429, body=too_many_requests(1), nth=None)
    check.chat.taps("On leave").receives_nothing()  # the whole bot was told to wait
    check.town.clock.advance(seconds=1)
    check.chat.receives("Until when is your leave")
    check.after(minutes=10)
    assert check.town.world.counts.requests[acknowledge] == 5


@pytest.mark.parametrize("lost", [1, 2])
def test_a_summary_outlives_one_ambiguous_minute_and_not_two(
    make_town: MakeTown, log: ExpectedLog, lost: int
) -> None:
    log.expects(AMBIGUOUS)
    check = Check.asked_in(make_town)
    check.town.link("I1")
    for nth in range(1, lost + 1):
        check.town.world.faults.answer(
            SEND,
            status=502,
            body={"ok": False, "error_code": 502},
            nth=nth,
            when=lambda params: "Inspection 1" in str(params.get("text")),
        )
    check.chat.taps("On leave").receives("Until").says("Friday.").receives("recorded")
    check.town.chat("I1").receives_nothing()
    check.town.clock.advance(seconds=59)
    check.town.chat("I1").receives_nothing()
    check.town.clock.advance(seconds=2)
    if lost == 1:
        check.town.chat("I1").receives("Inspection 1")
    else:
        log.expects("a message (summary) was given up")
        check.town.chat("I1").receives_nothing()


@pytest.mark.parametrize("until", [17, 18])
def test_a_check_that_was_held_up_leaves_in_the_hours_of_the_official(
    make_town: MakeTown, until: int
) -> None:
    check = Check.drawn_in(make_town, hour=16)
    refuses(check)
    check.town.to(until)
    check.town.world.faults.clear()
    if until == 17:
        check.town.to(17, 15)
    else:
        check.town.to(7, 59, day=3)
        check.chat.receives_nothing()
        check.town.to(8, 1, day=3)
    check.chat.receives("Unannounced check").receives_nothing()


@pytest.mark.parametrize("closed", [False, True])
def test_a_check_that_was_closed_meanwhile_never_leaves(make_town: MakeTown, closed: bool) -> None:
    check = Check.drawn_in(make_town)
    refuses(check)
    check.after(minutes=1)
    foundation = check.town.product.foundation
    if closed:
        with foundation.ledger.write() as book:
            close_contact(
                book,
                book.contacts.get(check.contact.id),
                Disposition.LEFT_POST,
                reason="a story",
                now=foundation.clock.now(),
                chance=foundation.chance,
            )
    check.town.world.faults.clear()
    check.after(minutes=15)
    if closed:
        check.chat.receives_nothing()
        assert [end for _, _, end in check.tries] == ["NOT_ATTEMPTED"]
        assert not any(attempt.counts for attempt in check.attempts)
    else:
        check.chat.receives("Unannounced check")
        assert [end for _, _, end in check.tries] == [""]


@pytest.mark.parametrize("answered", [False, True])
def test_a_reminder_that_was_held_up_is_dropped_if_its_question_was_answered(
    make_town: MakeTown, answered: bool
) -> None:
    check = Check.asked_in(make_town)
    refuses(check, words="A reminder")
    check.after(minutes=121)
    if answered:
        check.chat.taps("On leave").receives("Until when")
    check.town.world.faults.clear()
    check.after(minutes=135)
    if answered:
        check.chat.receives_nothing()
        assert [end for _, _, end in check.tries] == ["", "NOT_ATTEMPTED"]
    else:
        check.chat.receives("A reminder")
