"""Recordings and pictures of a form are sent in the chat, and played in a call."""

from pathlib import Path

from documents.xlsform import convert, gathered
from fieldwork.forms import add_form, use_form
from inspection.disposition import Disposition
from tests.scenarios.check import NO_HOUSEHOLDS, Check, MakeTown, link, stop_drawing
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.town import PUBLIC_URL, Town, small_roster
from tests.sounds import FILES, recorded_in


def put_to_use(town: Town, workbook: Path) -> dict[str, str]:
    """Our names of its files, by the form's."""
    made = convert(workbook)
    files = gathered(made.form, workbook).files
    with town.product.foundation.ledger.write() as book:
        added = add_form(book, made.form, made.xml, workbook.name, town.world.now, media=files)
        use_form(book, "official", added.stored, made.form, town.world.now)
        return {one.name: one.file for one in book.forms.media(made.form.revision)}


def drawn(make_town: MakeTown, workbook: Path) -> tuple[Check, dict[str, str]]:
    slot = {"draw.hours": "10:00-10:30"}
    town = make_town(policy=NO_HOUSEHOLDS | slot, roster=small_roster(officials=1))
    link(town, "O1")
    names = put_to_use(town, workbook)
    stop_drawing(town)
    return Check(town=town, drawn=town.drawn()), names


def test_a_question_is_shown_and_heard_in_the_chat_and_the_rest_is_played_in_a_call(
    make_town: MakeTown, tmp_path: Path
) -> None:
    check, names = drawn(make_town, recorded_in(tmp_path / "form"))
    check.after()
    check.chat.receives_file("photo").receives_file("audio").receives("Unannounced check")
    check.chat.taps("In the village")
    check.chat.receives_file("document").receives_file("audio").receives("Nearly done.")
    phone = check.phone.answers().hears("unannounced check").hears("For All is well, press 1")
    phone.presses("1").hears("Thank you")
    check.after(hours=5)
    check.chat.receives_file("audio").receives("A reminder")
    (call,) = phone.calls
    assert call.played == [
        f"{PUBLIC_URL}/media/{names['nearly.wav']}",
        f"{PUBLIC_URL}/media/{names['well.mp3']}",
    ]
    assert "Are you well?" not in " ".join(call.heard)
    assert check.said == {"whereabouts": "village", "well": "yes"}
    assert check.contact.disposition is Disposition.COMPLETE


def test_what_is_missing_is_said_and_what_is_refused_left_out(
    make_town: MakeTown, tmp_path: Path, log: ExpectedLog
) -> None:
    files = {name: FILES[name] for name in ("where.mp3", "where.png")}
    check, names = drawn(make_town, recorded_in(tmp_path / "form", files))
    check.town.world.faults.answer("telegram.sendPhoto", status=400, nth=None)
    log.expects("a file of a form was left out")
    phone = check.phone.answers().hears("In the village").presses("1")
    phone.hears("Nearly done.").hears("Are you well?").presses("2").hears("Thank you")
    check.after(hours=5)
    check.chat.receives_file("audio").receives("Unannounced check")
    check.chat.receives_file("audio").receives("A reminder")
    (call,) = phone.calls
    assert call.played == [f"{PUBLIC_URL}/media/{names['where.mp3']}"]
    assert check.said == {"whereabouts": "village", "well": "no"}
