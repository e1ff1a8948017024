"""A check by text message; and one form, answered over each channel, to the very same sheet."""

from datetime import date

from fieldwork.notices import given
from inspection.disposition import Disposition
from simulator.phone_script import PhoneScript
from tests.scenarios.check import NO_HOUSEHOLDS, Check, MakeTown, link, stop_drawing
from tests.scenarios.office_form import put_to_use, submission
from tests.scenarios.town import small_roster

BY_TEXT = {"official.ask_by_text": "yes"}
SHEET = (
    b'<?xml version="1.0" encoding="UTF-8"?><data id="spot_check" version="1">'
    b"<whereabouts>village</whereabouts><visits>2</visits><helped>repairs school</helped>"
    b"<well>well</well><meta><instanceID>uuid:0</instanceID></meta></data>"
)


def check_of(make_town: MakeTown, policy: dict[str, str], *, linked: bool = False) -> Check:
    """Monday, just before the drawn moment; the office asks its own form."""
    slot = {"draw.hours": "10:00-10:30"}
    town = make_town(policy=NO_HOUSEHOLDS | slot | policy, roster=small_roster(officials=1))
    if linked:
        link(town, "O1")
    else:
        with town.product.foundation.ledger.write() as book:
            given(book, ["O1"], by="I1", day=date(2026, 3, 1), now=town.world.now)
    put_to_use(town)
    stop_drawing(town)
    return Check(town=town, drawn=town.drawn())


def texts(check: Check, *words: str) -> None:
    """A minute between two."""
    for one in words:
        check.phone.texts(one)
        check.town.clock.advance(minutes=1)


def well(check: Check) -> str:
    """The number of "All is well": its place is drawn."""
    return str(check.contact.dialogue.keys["well"].index("well") + 1)


def expects(phone: PhoneScript, *parts: str) -> None:
    for part in parts:
        phone.gets_text(part)


def test_an_official_without_a_chat_is_asked_by_text(make_town: MakeTown) -> None:
    check = check_of(make_town, BY_TEXT)
    expects(check.phone, "Unannounced check, drawn by lot.", "That was not understood.")
    expects(check.phone, "How many households", "That was not understood.")
    expects(check.phone, "What was done for them?", "Are you and your family well?")
    expects(check.phone, "Thank you, your answer was recorded.", "No question of ours waits")
    check.after(minutes=5)
    texts(check, "At home", "1", "two", "２", "1, 3", well(check), "Thanks!")
    assert check.said == {
        "whereabouts": "village",
        "visits": "2",
        "helped": "repairs school",
        "well": "well",
    }
    assert {reply.channel for reply in check.replies} == {"sms"}
    assert check.contact.disposition is Disposition.COMPLETE
    assert submission(check.town, check.contact) == SHEET
    assert not check.phone.calls
    assert not check.late


def test_answers_in_words_give_the_same_sheet_though_one_comes_twice(make_town: MakeTown) -> None:
    check = check_of(make_town, BY_TEXT)
    expects(check.phone, "drawn by lot.", "How many households", "What was done", "family well?")
    expects(check.phone, "Thank you, your answer was recorded.")
    check.after(minutes=5)
    check.phone.texts("在村里。")
    texts(check, "在村里。", "2", "school, REPAIRS", "All is well")
    assert submission(check.town, check.contact) == SHEET


def test_words_that_stand_on_a_button_press_it_over_the_chat(make_town: MakeTown) -> None:
    check = check_of(make_town, {}, linked=True)
    check.after(minutes=5)
    check.chat.receives("Unannounced check").says("在村里").receives("How many").says("2")
    check.chat.receives("What was done")
    check.town.clock.advance(minutes=1)
    check.chat.says("school").receives("What was done").says("Repairs").receives("What was done")
    check.chat.says("done").receives("family well")
    check.town.clock.advance(minutes=1)
    check.chat.says("all is well.").receives("recorded")
    assert submission(check.town, check.contact) == SHEET


def test_over_the_chat_it_is_the_same_sheet(make_town: MakeTown) -> None:
    check = check_of(make_town, {}, linked=True)
    check.after(minutes=5)
    check.chat.receives("Unannounced check").taps("In the village").receives("How many").says("2")
    check.chat.receives("What was done").taps("School")
    check.chat.receives("What was done").taps("Repairs")
    check.chat.receives("What was done").taps("Done").receives("family well").taps("All is well")
    check.chat.receives("recorded")
    assert submission(check.town, check.contact) == SHEET


def test_by_telephone_it_is_the_same_sheet(make_town: MakeTown) -> None:
    check = check_of(make_town, {})
    phone = check.phone.answers().hears("Where are you now?").chooses("In the village")
    phone.hears("How many households").presses("2#").hears("What was done").presses("13#")
    phone.hears("family well").chooses("All is well").hears("Thank you")
    check.after(hours=1)
    assert submission(check.town, check.contact) == SHEET
    assert check.contact.disposition is Disposition.COMPLETE


def test_silence_by_text_is_reminded_once_and_then_called(make_town: MakeTown) -> None:
    check = check_of(make_town, BY_TEXT)
    expects(check.phone, "Unannounced check", "A reminder")
    check.phone.answers().hears("Where are you now?").chooses("On leave")
    check.phone.hears("family well").chooses("All is well").hears("Thank you")
    check.town.to(20)
    assert [one for one, _, _ in check.tries] == ["sms ask", "sms remind", "voice ask"]
    assert check.said == {"whereabouts": "leave", "well": "well"}
