"""A photo, a voice message and a place answer what asks for them; nothing else of them is kept."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from inspection.disposition import Disposition
from inspection.media import MOST_BYTES, MediaFile, is_media_name
from simulator.messenger import drawn
from tests.scenarios.check import Check, MakeTown
from tests.scenarios.office_form import submission
from tests.scenarios.photographed import PHOTO, PLACE, STORY, content, files, photo_wanted
from tests.storage.test_media import photo_of

NOT_KEPT = "No photo, recording or place is asked for now, so it was not kept."
UNSEEN: list[dict[str, Any]] = [
    {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Wang"}},
    {"is_from_offline": True},
]


def answered(check: Check) -> None:
    check.chat.sends_photo().receives(STORY).sends_voice().receives(PLACE)
    check.chat.sends_place(25.5, 102.25, accuracy=12.0).receives("your answer was recorded.")


def test_a_photo_a_voice_message_and_a_place_are_answers(make_town: MakeTown) -> None:
    check = photo_wanted(make_town)
    answered(check)
    assert check.contact.disposition is Disposition.COMPLETE
    said = check.said
    assert is_media_name(said["roof"])
    assert is_media_name(said["story"])
    assert said["roof"].startswith("roof-")
    assert said["roof"].endswith(".jpg")
    assert said["story"].endswith(".ogg")
    assert said["place"] == "25.5 102.25 0.0 12.0"
    photo, story = files(check)
    assert [photo.name, story.name] == [said["roof"], said["story"]]
    assert [photo.state, story.state] == ["HERE", "HERE"]
    assert content(check, photo.id) == drawn.photo()
    assert content(check, story.id) == drawn.voice()
    assert f"<roof>{said['roof']}</roof>".encode() in submission(check.town, check.contact)


def test_a_picture_sent_as_a_file_is_one_too_and_another_file_is_none(
    make_town: MakeTown,
) -> None:
    check = photo_wanted(make_town)
    again = f"That was not understood.\n\n{PHOTO}"
    check.chat.sends_picture(media_type="application/pdf").receives(again)
    check.chat.sends_voice().receives(again)
    check.chat.sends_place(25.5, 102.25).receives(again)
    check.chat.says("It is white.").receives(again)
    assert files(check) == []
    check.chat.sends_picture(media_type="image/png").receives(STORY)
    (photo,) = files(check)
    assert (photo.name[-4:], photo.media_type) == (".png", "image/jpeg")


def test_a_photo_for_a_question_with_buttons_is_not_kept(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.chat.sends_photo().receives("Please answer with one of the buttons.\nWhere are you now?")
    check.chat.sends_place(25.5, 102.25).receives("Please answer with one of the buttons.")
    assert files(check) == []
    assert check.said == {}


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_was_forwarded_or_sent_before_its_time_is_asked_for_afresh(
    make_town: MakeTown, unseen: dict[str, Any]
) -> None:
    check = photo_wanted(make_town)
    check.chat.sends_photo(**unseen).receives("Please take it yourself now and send it here.")
    assert files(check) == []
    check.chat.sends_photo().receives(STORY).taps("Skip").receives(PLACE)
    check.chat.sends_place(25.5, 102.25, **unseen).receives("where you are now.")
    check.chat.sends_place(25.5, 102.25, live=True).receives("where you are now.")
    hall = {"location": {"latitude": 25.5, "longitude": 102.25}, "title": "Hall", "address": "1"}
    check.chat.sends_place(25.5, 102.25, venue=hall).receives("where you are now.")
    check.chat.sends_place(25.5, 102.25).receives("your answer was recorded.")
    assert check.said["place"] == "25.5 102.25 0.0 0.0"


def test_what_is_too_large_is_told_so_and_neither_kept_nor_fetched(make_town: MakeTown) -> None:
    check = photo_wanted(make_town)
    check.chat.sends_photo(size=MOST_BYTES + 1)
    check.chat.receives("This file is too large: 20 MB at most. Please send a smaller one.")
    assert files(check) == []
    assert check.town.world.counts.requests["telegram.getFile"] == 0
    check.chat.sends_photo(size=MOST_BYTES).receives(STORY)


def test_of_an_album_the_first_counts_and_of_the_others_is_written_once(
    make_town: MakeTown,
) -> None:
    check = photo_wanted(make_town)
    person = check.chat.person
    for number in (1, 2, 3):
        person.send_photo(number, media_group_id="4711")
    check.chat.receives(STORY).receives("only the first is looked at.").receives_nothing()
    (photo,) = files(check)
    assert content(check, photo.id) == drawn.photo(1)
    check.chat.sends_photo(4, media_group_id="4712").receives("That was not understood.")
    check.chat.sends_photo(5, media_group_id="4712").receives("only the first is looked at.")


def test_words_under_a_photo_are_kept_as_a_statement(make_town: MakeTown) -> None:
    check = photo_wanted(make_town)
    check.chat.sends_photo(caption="The roof was mended on Friday.").receives(STORY)
    check.chat.receives("Your statement is kept with the check")
    assert check.said["statement"] == "The roof was mended on Friday."


def test_words_under_a_photo_that_nobody_asked_for_are_kept_without_it(
    make_town: MakeTown,
) -> None:
    check = Check.asked_in(make_town)
    check.chat.sends_photo(caption="I am at the clinic.").receives("one of the buttons.")
    check.chat.receives("Your statement is kept with the check")
    assert check.said == {"statement": "I am at the clinic."}
    check.chat.taps("In the village").receives("Please type")
    check.chat.says("Mending the pipe.").receives("Thank you")
    check.chat.sends_photo(caption="Here it is.").receives(NOT_KEPT)
    check.chat.receives("Your statement is kept with the check")
    assert check.said["statement"] == "Here it is."
    assert files(check) == []


def test_a_photo_may_be_kept_or_sent_anew_on_the_way_back(make_town: MakeTown) -> None:
    check = photo_wanted(make_town)
    check.chat.sends_photo(1).receives(STORY).taps("Back").receives(
        "what you send now takes its place."
    )
    check.chat.taps("Keep it").receives(STORY).taps("Back").receives(PHOTO)
    check.chat.sends_photo(1).receives(STORY)
    assert len(files(check)) == 1, "the same photo once more is the same file"
    check.chat.taps("Back").receives(PHOTO).sends_photo(2).receives(STORY)
    first, second = files(check)
    assert check.said["roof"] == second.name
    assert (first.before, second.before) == (None, None)


def test_a_photo_that_nobody_asked_for_is_not_kept(make_town: MakeTown) -> None:
    check = photo_wanted(make_town)
    answered(check)
    check.chat.sends_photo(9).receives(NOT_KEPT).sends_place(1.0, 2.0).receives(NOT_KEPT)
    check.town.link("I1")
    check.town.chat("I1").sends_photo().receives(NOT_KEPT)
    assert len(files(check)) == 2


def test_a_photo_after_the_check_was_closed_is_kept_and_marked_late(make_town: MakeTown) -> None:
    check = photo_wanted(make_town, inspector=True)
    check.town.to(23)
    check.chat.receives("A reminder")
    check.town.to(9, day=9)
    inspector = check.town.chat("I1").reads_all()
    assert check.contact.closed
    check.chat.reads_all().says("I was at the clinic.").receives("Your statement is kept")
    check.chat.sends_photo().receives(STORY)
    assert check.late == ["roof"]
    (photo,) = files(check)
    assert photo.state == "HERE"
    inspector.receives("I was at the clinic.").receives(f"photo: being fetched (file {photo.id})")


def test_a_stranger_who_sends_a_photo_learns_nothing_but_how_to_connect(
    make_town: MakeTown,
) -> None:
    town = make_town()
    stranger = town.world.chat("somebody", number="+8613900000009")
    stranger.starts().receives("").sends_photo()
    stranger.receives(stranger.messages[0].text)
    with town.product.foundation.ledger.read() as book:
        assert book.media.latest(9) == []


def test_the_summary_says_what_became_of_each_file(make_town: MakeTown) -> None:
    check = photo_wanted(make_town, inspector=True)
    town = check.town
    sent = check.chat.sends_photo().receives(STORY).sends_voice().receives(PLACE)
    sent.sends_place(25.5, 102.25, accuracy=12.4).receives("recorded")
    inspector = town.chat("I1")
    town.to(23)
    inspector.receives("photo: kept (file 1)").sees("recording: kept (file 2)")
    inspector.sees("place: 25.5, 102.25 (to 12 m)").receives("Digest")


def test_a_photo_that_was_sent_before_is_kept_and_marked_for_the_inspector_alone(
    make_town: MakeTown,
) -> None:
    check = photo_wanted(make_town, inspector=True)
    with check.town.product.foundation.ledger.write() as book:
        earlier = check.contact
        first = book.media.want(_file_of_another(check, earlier.id))
    assert first.before is None
    check.chat.sends_photo(1).receives(STORY).taps("Skip").receives(PLACE).taps("Skip")
    check.chat.receives("your answer was recorded.").receives_nothing()
    check.town.to(23)
    told = f"photo: kept (file {first.id + 1}), sent before on 2026-01-05"
    check.town.chat("I1").receives(told).receives("Digest")


def _file_of_another(check: Check, contact: int) -> MediaFile:
    """The same photo, which somebody had sent in January."""
    sent = check.town.world.telegram.files.keep("photos", drawn.photo(1), "jpg")
    january = check.planned_at - timedelta(days=56)
    return replace(
        photo_of(contact, sent.unique_id, "roof-9.jpg"),
        provider_id=sent.id,
        wanted_at=january,
        next_at=january,
    )
