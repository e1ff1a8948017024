"""An official who is silent in the chat: the telephone, the second day, and what may be said then.

The first question arrives on Monday the second between ten and half past, the reminder two hours
later, after four hours comes the call; the second day begins at eight."""

import pytest

from inspection.finding import FindingKind
from tests.scenarios.check import Check, MakeTown, stop_drawing
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.town import Town, small_roster

REMINDER = "A reminder"
CLOSED = "The check of Monday 2 March found no answer in several attempts and is closed."
WHERE = "Where are you now?"


def test_an_official_silent_in_the_chat_answers_the_call_by_key(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    phone = check.phone.answers().hears("an unannounced check that you have not answered in")
    phone.hears("dial + 8 6 8 7 1 1 2 3 4 5").hears(WHERE)
    phone.chooses("On an official trip").hears("Thank you, your answers were recorded.")
    check.town.to(23, day=4)
    check.chat.receives(REMINDER)
    assert check.tries == [
        ("chat ask", check.moment(), ""),
        ("chat remind", check.moment(hours=2), ""),
        ("voice ask", check.moment(hours=4), "COMPLETE"),
    ]
    assert [(reply.value, reply.channel) for reply in check.replies] == [("trip", "voice")]
    assert check.contact.disposition == "COMPLETE"
    assert not check.findings


def test_an_official_is_called_in_their_language(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town, language="zh")
    phone = check.phone.answers().hears("您在聊天中还没有回答").hears("您现在在哪里")
    phone.chooses("请假").hears("您的回答已经记下")
    check.town.to(23)
    check.chat.receives("提醒")
    assert check.said == {"whereabouts": "leave"}


def test_after_a_call_nothing_is_open_in_the_chat(make_town: MakeTown) -> None:
    """The question in words was never put: words are no answer to it, nor is an old button."""
    check = Check.asked_in(make_town)
    check.phone.answers().hears(WHERE).chooses("In the village").hears("Thank you")
    check.town.to(15)
    check.chat.receives(REMINDER).says("I was in a meeting.").receives("Your statement is kept")
    check.chat.taps("On leave").receives_nothing()
    assert check.said == {"whereabouts": "village", "statement": "I was in a meeting."}
    assert not check.contact.late


def test_whoever_answers_in_the_chat_is_not_called(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.after(hours=3)
    check.chat.receives(REMINDER).taps("On leave").receives("Until").says("Friday.")
    check.chat.receives("recorded")
    check.town.to(23, day=4)
    assert not check.phone.calls
    assert check.contact.disposition == "COMPLETE"


def test_unreachable_is_said_after_tries_on_two_days(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.phone.does_not_answer()
    check.phone.does_not_answer()
    check.town.to(23)
    check.chat.receives(REMINDER)
    assert not check.contact.closed
    assert not check.findings
    check.town.to(23, day=4)
    check.chat.receives(CLOSED).sees("does not count as absence. Please write here within 5")
    assert check.tries[2:] == [
        ("voice ask", check.moment(hours=4), "NON_CONTACT"),
        ("voice ask", "03 08:00", "NON_CONTACT"),
    ]
    (finding,) = check.findings
    assert finding.kind == FindingKind.UNREACHABLE
    assert finding.severity == "note"
    assert finding.why["en"].startswith("4 confirmed attempts on 2 days found no answer. This is")
    assert [(piece["what"], piece["said"]) for piece in finding.evidence] == [
        ("chat ask", "no reply"),
        ("chat remind", "no reply"),
        ("voice ask", "NON_CONTACT"),
        ("voice ask", "NON_CONTACT"),
    ]
    assert check.contact.disposition == "ATTEMPTS_EXHAUSTED"


def test_whoever_answers_on_the_second_day_was_reachable(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.phone.does_not_answer()
    check.phone.answers().hears(WHERE).chooses("Resting").hears("Thank you")
    check.town.to(23, day=4)
    check.chat.receives(REMINDER)
    assert check.tries[2:] == [
        ("voice ask", check.moment(hours=4), "NON_CONTACT"),
        ("voice ask", "03 08:00", "COMPLETE"),
    ]
    assert check.said == {"whereabouts": "rest"}
    assert not check.findings


def test_whoever_answers_in_the_chat_on_the_second_day_was_reachable(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.phone.does_not_answer()
    check.town.to(7, day=3)
    check.chat.receives(REMINDER).taps("On leave").receives("Until").says("Friday.")
    check.chat.receives("marked late")
    check.town.to(23, day=4)
    assert len(check.phone.calls) == 1
    assert check.contact.disposition == "COMPLETE"
    assert not check.findings


@pytest.mark.parametrize(
    ("policy", "later"),
    [
        ({"official.least_days": "3"}, ["03 08:00", "04 08:00"]),
        ({"official.least_attempts": "5"}, ["03 08:00", "03 09:30"]),
    ],
)
def test_the_policy_says_how_much_must_be_tried(
    make_town: MakeTown, policy: dict[str, str], later: list[str]
) -> None:
    check = Check.asked_in(make_town, policy=policy)
    for _ in (0, *later):
        check.phone.does_not_answer()
    check.town.to(23, day=6)
    check.chat.receives(REMINDER).receives(CLOSED)
    assert check.rung_at == [check.moment(hours=4), *later]
    assert [finding.kind for finding in check.findings] == [FindingKind.UNREACHABLE]


def test_a_busy_official_is_called_again_soon_and_then_on_another_day(
    make_town: MakeTown,
) -> None:
    check = Check.asked_in(make_town)
    check.phone.is_busy()
    check.phone.is_busy()
    check.phone.answers().hears(WHERE).chooses("Resting").hears("Thank you")
    check.town.to(23, day=4)
    check.chat.receives(REMINDER)
    first, second, third = check.rung_at
    assert first == check.moment(hours=4)
    assert check.moment(hours=4, minutes=20) <= second <= check.moment(hours=4, minutes=21)
    assert third == "03 08:00"
    assert not check.findings


def test_whoever_picks_up_and_says_nothing_was_not_reached(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.phone.answers().hears("unannounced check").stays_silent()
    check.phone.answers().hears("unannounced check").hangs_up()
    check.town.to(23, day=6)
    check.chat.receives(REMINDER).receives(CLOSED)
    assert [end for what, _, end in check.tries if what == "voice ask"] == ["SILENT", "SILENT"]
    assert [finding.kind for finding in check.findings] == [FindingKind.UNREACHABLE]


def test_where_no_telephone_works_the_chat_is_tried_again_and_given_time(
    make_town: MakeTown,
) -> None:
    check = Check.asked_in(make_town)
    check.phone.is_out_of_service()
    check.town.to(7, 59, day=3)
    check.chat.receives(REMINDER).receives_nothing()
    check.town.to(11, 59, day=3)
    check.chat.receives(REMINDER)
    assert not check.contact.closed
    check.chat.taps("On leave").receives("Until").says("Friday.").receives("marked late")
    check.town.to(23, day=6)
    assert check.contact.disposition == "COMPLETE"
    assert not check.findings


def test_where_no_telephone_works_silence_in_the_chat_says_nothing(make_town: MakeTown) -> None:
    """The twin is unreachable after tries on two days, where the telephone rang."""
    check = Check.asked_in(make_town)
    check.phone.is_out_of_service()
    check.town.to(11, 59, day=3)
    check.chat.receives(REMINDER).receives(REMINDER)
    assert not check.contact.closed
    check.town.to(23, day=6)
    check.chat.receives_nothing()
    assert check.contact.disposition == "NON_CONTACT"
    assert not check.findings


@pytest.mark.parametrize("rings", [True, False])
def test_where_the_policy_calls_nobody_the_chat_alone_makes_nobody_unreachable(
    make_town: MakeTown, rings: bool
) -> None:
    check = Check.asked_in(make_town, policy={} if rings else {"official.voice_attempts": "0"})
    if rings:
        check.phone.does_not_answer()
        check.phone.does_not_answer()
    check.town.to(23, day=6)
    check.chat.reads_all()
    assert check.contact.disposition == "ATTEMPTS_EXHAUSTED"
    assert [finding.kind for finding in check.findings] == [FindingKind.UNREACHABLE] * rings


def test_a_fault_of_the_carrier_is_nobodys_silence(make_town: MakeTown, log: ExpectedLog) -> None:
    log.expects("lane telephone is held: stopped, code 20003")
    check = Check.asked_in(make_town)
    refused = {"code": 20003, "message": "Authentication Error", "status": 401}
    check.town.world.faults.answer("twilio.calls.create", status=401, body=refused, nth=None)
    check.town.to(23, day=6)
    check.chat.receives(REMINDER)
    assert {end for what, _, end in check.tries if what == "voice ask"} == {"NOT_ATTEMPTED"}
    assert check.contact.disposition == "OUTAGE"  # the only line was down: it is ours
    assert not check.findings


def test_the_other_official_of_the_team_is_not_bothered(make_town: MakeTown) -> None:
    town: Town = make_town(policy={"household.calls": "0"}, roster=small_roster(officials=2))
    town.link("O1", "O2")
    stop_drawing(town)
    check = Check(town=town, drawn=town.drawn())
    other = "O1" if check.drawn.official == "O2" else "O2"
    check.phone.does_not_answer()
    check.phone.does_not_answer()
    town.to(23, day=6)
    check.chat.receives("Unannounced check").receives(REMINDER).receives(CLOSED)
    town.chat(other).receives_nothing()
    assert not town.phone_of(other).calls
