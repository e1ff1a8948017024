"""Reminder, deadline and late answers in the chat."""

from datetime import timedelta

import pytest

from inspection.days import moment
from tests.scenarios.check import Check, MakeTown

REMINDER = "A reminder: the check still waits for your answer, by"
LATE = "Thank you, your answer was recorded and marked late. Being late is not held against you."
NO_CALL = {"official.voice_attempts": "0", "official.least_attempts": "20"}
"""The deadline passes without a call, and the contact stays open for its days."""


def test_a_silent_official_is_reminded_once_after_two_working_hours(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town, policy=NO_CALL)
    check.after(minutes=119)
    check.chat.receives_nothing()
    check.after(minutes=120)
    until = check.planned_at + timedelta(hours=4)
    check.chat.receives(f"{REMINDER} {moment(until, 'en')}.\nWhere are you now?")
    check.town.to(23)
    check.chat.receives_nothing()
    assert [what for what, _, _ in check.tries] == ["chat ask", "chat remind"]


def test_whoever_answered_is_not_reminded(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town, policy=NO_CALL)
    check.after(minutes=119)
    check.chat.taps("On leave").receives("Until when").says("Friday.").receives("recorded")
    check.town.to(23)
    check.chat.receives_nothing()
    assert [what for what, _, _ in check.tries] == ["chat ask"]
    assert check.late == []


def test_the_reminder_asks_the_question_that_is_still_open(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.chat.taps("On leave").receives("Until when is your leave")
    check.after(minutes=121)
    check.chat.receives(REMINDER).sees("Until when is your leave")
    assert [one.text for one in check.chat.messages[-1].keyboard.inline] == ["Skip", "Back"]
    check.chat.says("Friday.").receives("your answer was recorded.")
    assert check.contact.disposition == "COMPLETE"


def test_the_reminder_has_buttons_that_answer(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.after(minutes=121)
    check.chat.receives(REMINDER).taps("On leave").receives("Until when is your leave")
    check.chat.says("Friday.").receives("your answer was recorded.")
    assert check.late == []


def test_the_night_is_no_time_to_answer(make_town: MakeTown) -> None:
    """Asked at four in the afternoon, by when two working hours end on the next day."""
    check = Check.asked_in(make_town, policy=NO_CALL, hour=16)
    check.town.to(7, 59, day=3)
    check.chat.receives_nothing()
    check.town.to(9, day=3)
    check.chat.receives(REMINDER)
    check.after(hours=4 + 14, minutes=-1)
    check.chat.taps("On leave").receives("Until when").says("Friday.")
    check.chat.receives("Thank you, your answer was recorded.")
    assert check.late == []
    assert check.contact.disposition == "COMPLETE"


def test_an_answer_in_the_last_minute_is_in_time(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town, policy=NO_CALL)
    check.after(minutes=239)
    check.chat.receives(REMINDER).taps("On leave").receives("Until when")
    check.chat.says("Friday.").receives("Thank you, your answer was recorded.")
    assert check.late == []
    assert not check.contact.late
    assert check.contact.disposition == "COMPLETE"


def test_an_answer_three_minutes_after_the_deadline_is_kept_and_marked_late(
    make_town: MakeTown,
) -> None:
    check = Check.asked_in(make_town, policy=NO_CALL)
    check.after(minutes=243)
    assert not check.contact.closed
    check.chat.receives(REMINDER).taps("On leave").receives("Until when")
    check.chat.says("Friday.").receives(LATE)
    assert check.said == {"whereabouts": "leave", "leave_detail": "Friday."}
    assert check.late == ["whereabouts", "leave_detail"]
    assert check.contact.late
    assert check.contact.disposition == "COMPLETE"
    assert not check.findings


def test_a_late_answer_before_closing_ends_the_search(make_town: MakeTown) -> None:
    """The call of the deadline was not answered; the chat is, an hour later."""
    check = Check.asked_in(make_town)
    check.phone.does_not_answer()
    check.after(hours=5)
    check.chat.receives(REMINDER).taps("In the village").receives("Please type")
    check.chat.says("Mending the pipe.").receives(LATE)
    check.town.to(23, day=5)
    check.chat.receives_nothing()
    assert [what for what, _, _ in check.tries] == ["chat ask", "chat remind", "voice ask"]
    assert check.contact.disposition == "COMPLETE"
    assert check.contact.late
    assert not check.findings


def test_an_answer_after_closing_is_kept_and_changes_no_disposition(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.phone.does_not_answer()
    check.phone.does_not_answer()
    check.town.to(12, day=3)
    closed, found = check.contact, check.findings
    assert closed.disposition == "ATTEMPTS_EXHAUSTED"
    check.chat.receives(REMINDER).receives("found no answer in several attempts")
    check.chat.taps("In the village").receives("Please type")
    check.chat.says("Mending the pipe.").receives(LATE)
    assert check.said == {"whereabouts": "village", check.asked_fact: "Mending the pipe."}
    assert check.late == ["whereabouts", check.asked_fact]
    assert check.contact.late
    assert check.contact.disposition == closed.disposition
    assert check.contact.closed_at == closed.closed_at
    assert check.findings == found
    check.chat.says("My telephone was broken.").receives("Your statement is kept")
    assert check.contact.disposition == closed.disposition
    assert check.findings == found


def test_an_answer_after_the_summary_reaches_the_inspector_by_itself(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.town.link("I1")
    check.chat.taps("On leave").receives("Until when")
    inspector = check.town.chat("I1").receives_nothing()
    check.after(hours=5)
    check.chat.receives(REMINDER)
    inspector.receives("Inspection 1")
    check.chat.says("Until\nFriday.").receives(LATE)
    inspector.receives("Inspection 1: Official 1 answered after it was assessed: Until when is")
    inspector.sees("“Until Friday.” (late)").receives_nothing()
    assert "\n" not in inspector.messages[-1].text


def test_one_answer_of_two_makes_a_partial_check_without_a_call(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.chat.taps("In the village").receives("Please type")
    check.after(hours=5)
    check.chat.receives(REMINDER)
    assert check.contact.disposition == "PARTIAL"
    check.chat.says("Mending the pipe.").receives(LATE)
    assert check.late == [check.asked_fact]
    assert check.contact.disposition == "PARTIAL"
    assert not check.findings


@pytest.mark.parametrize(("days", "kept"), [(13, True), (15, False)])
def test_an_answer_is_kept_for_two_weeks(make_town: MakeTown, days: int, kept: bool) -> None:
    check = Check.asked_in(make_town)
    check.chat.taps("In the village").receives("Please type")
    check.after(hours=5)
    check.chat.receives(REMINDER)
    assert check.contact.closed
    check.after(hours=24 * days)
    check.chat.says("Mending the pipe.").receives(LATE if kept else "no open question")
    assert check.said == {"whereabouts": "village"} | (
        {check.asked_fact: "Mending the pipe."} if kept else {}
    )


def test_a_button_of_a_check_that_is_long_over_has_expired(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    for _ in range(2):
        check.phone.does_not_answer()
    check.after(hours=24 * 15)
    check.chat.receives(REMINDER).receives("found no answer in several attempts")
    check.chat.taps("In the village").receives_nothing()
    assert "expired" in check.town.notices(check.drawn.official)[-1]
    assert check.said == {}
