"""A check that is half answered in the chat is finished by telephone, after a restart, too."""

from inspection.disposition import Disposition
from tests.scenarios.check import NO_HOUSEHOLDS, Check, MakeTown, link, stop_drawing
from tests.scenarios.office_form import put_to_use, restarted, submission
from tests.scenarios.town import small_roster


def half_answered(make_town: MakeTown) -> Check:
    """Where they are, and how many households; the rest stays open."""
    slot = {"draw.hours": "10:00-10:30"}
    town = make_town(policy=NO_HOUSEHOLDS | slot, roster=small_roster(officials=1))
    link(town, "O1")
    put_to_use(town)
    stop_drawing(town)
    check = Check(town=town, drawn=town.drawn())
    check.after()
    check.chat.receives("Unannounced check").taps("In the village")
    check.chat.receives("How many households did you visit").says("two")
    check.chat.receives("Please type a whole number.").says("2")
    check.chat.receives("What was done for them?")
    return check


def test_what_the_chat_left_open_is_asked_by_telephone_after_a_restart(
    make_town: MakeTown,
) -> None:
    check = half_answered(make_town)
    phone = check.phone.answers().hears("unannounced check").hears("What was done for them?")
    phone.hears("Press the keys of all that apply").presses("13#")
    phone.hears("Are you and your family well?").chooses("All is well").hears("Thank you")
    with restarted(check.town):
        check.after(hours=5)
        check.chat.receives("A reminder").sees("What was done for them?")
        assert check.said == {
            "whereabouts": "village",
            "visits": "2",
            "helped": "repairs school",
            "well": "well",
        }
        assert [reply.channel for reply in check.replies] == ["chat", "chat", "voice", "voice"]
        assert check.contact.disposition is Disposition.COMPLETE
        assert b"<helped>repairs school</helped><well>well</well>" in submission(
            check.town, check.contact
        )
        assert not check.late


def test_a_call_for_the_rest_is_made_once(make_town: MakeTown) -> None:
    check = half_answered(make_town)
    check.phone.does_not_answer()
    check.town.to(20, day=4)
    check.chat.receives("A reminder")
    assert len(check.phone.calls) == 1
    assert check.contact.disposition is Disposition.PARTIAL
