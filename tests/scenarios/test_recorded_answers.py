"""What people say in a call is recorded if they agree, fetched, and deleted at the carrier."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from documents.xlsform import convert
from fieldwork.forms import add_form, use_form
from inspection.disposition import Disposition
from inspection.media import MediaFile
from simulator.carrier.recordings import Recordings
from simulator.phone_script import PhoneScript
from tests.scenarios.carrier_door import again, bad_line, webhooks
from tests.scenarios.check import NO_HOUSEHOLDS, Check, MakeTown, link, stop_drawing
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.held_store import HeldStore
from tests.scenarios.town import small_roster

FORM = """\
| survey |
| | type | name | label | required | bind::mingcha:needed |
| | select_one whereabouts | whereabouts | Where are you now? | yes | SILENT |
| | text | task | What are you working on? | | |
| | audio | message | What should we know? | | |
| choices |
| | list_name | name | label |
| | whereabouts | village | In the village |
| | whereabouts | trip | On a trip |
| | whereabouts | leave | On leave |
| | whereabouts | rest | Resting |
| | whereabouts | emergency | Emergency |
| settings |
| | form_id | form_title | version | namespaces |
| | spoken | Spoken | 1 | mingcha="urn:mingcha:form" |
"""
_WHERE, _TASK = FORM.splitlines(keepends=True)[2:4]
WORDS_FIRST = FORM.replace(_WHERE + _TASK, _TASK + _WHERE)
ASKS = "an answer in your own words, which would be recorded"
TASK = "What are you working on? Speak after the tone"
MESSAGE = "What should we know? Speak after the tone"
RECORDED = {"call.recordings": "yes", "official.voice_attempts": "2"}


def called(
    make_town: MakeTown,
    folder: Path,
    form: str = FORM,
) -> Check:
    """An official who is silent in the chat is about to be called."""
    slot = {"draw.hours": "10:00-10:30"}
    town = make_town(
        policy=NO_HOUSEHOLDS | slot | RECORDED,
        roster=small_roster(officials=1),
    )
    link(town, "O1")
    link(town, "I1")
    workbook = folder / "spoken.md"
    workbook.write_text(form, encoding="utf-8")
    made = convert(workbook)
    with town.product.foundation.ledger.write() as book:
        added = add_form(book, made.form, made.xml, workbook.name, town.world.now)
        use_form(book, "official", added.stored, made.form, town.world.now)
    stop_drawing(town)
    check = Check(town=town, drawn=town.drawn())
    check.after()
    check.chat.reads_all()
    return check


def picked_up(check: Check) -> PhoneScript:
    return check.phone.answers().hears("unannounced check").chooses("In the village")


def at_the_carrier(check: Check) -> Recordings:
    return check.town.world.twilio.exchange.recordings


def files(check: Check) -> Sequence[MediaFile]:
    with check.town.product.foundation.ledger.read() as book:
        return book.media.of_contact(check.contact.id)


def ended(check: Check, hours: float = 6) -> None:
    check.after(hours=hours)
    check.chat.reads_all()
    check.town.chat("I1").reads_all()


def test_answers_are_recorded_fetched_and_deleted_once_the_person_has_agreed(
    make_town: MakeTown, tmp_path: Path
) -> None:
    check = called(make_town, tmp_path)
    check.town.world.traffic.recording = True
    phone = picked_up(check).hears(ASKS).chooses("yes").hears(TASK).speaks(seconds=7)
    phone.hears(MESSAGE).speaks(seconds=3, key="").hears("Thank you, your answers were recorded.")
    ended(check)
    task, message = files(check)
    assert check.said == {
        "whereabouts": "village",
        "recording_agreed": "yes",
        "task": task.name,
        "message": message.name,
    }
    check.town.chat("I1").reads_all().sees(
        "What are you working on? recording: being fetched (file 1)"
    )
    check.town.chat("I1").sees("agreed to have answers recorded")
    assert task.name.startswith("task-")
    assert task.name.endswith(".wav")
    assert check.contact.disposition is Disposition.COMPLETE
    assert [(one.state, one.media_type, one.provider) for one in (task, message)] == [
        ("HERE", "audio/wav", "carrier"),
    ] * 2
    recordings = at_the_carrier(check)
    assert recordings.there == {}
    assert len(recordings.deleted) == 2
    with check.town.product.foundation.ledger.read() as book:
        assert recordings.deleted[0].encode() in book.media.content(task.id)
    (call,) = phone.calls
    spoken = webhooks(check.town, "twilio.twiml", call)[-2:]
    before = files(check)
    for exchange in spoken:
        assert again(check.town, exchange).text == exchange.answer
    assert files(check) == before
    assert check.said["task"] == task.name


def test_who_does_not_agree_is_asked_no_such_question_and_nothing_follows(
    make_town: MakeTown, tmp_path: Path
) -> None:
    check = called(make_town, tmp_path)
    phone = picked_up(check).hears(ASKS).presses("9").hears(ASKS).chooses("no, leaving")
    phone.hears("Thank you, your answers were recorded.")
    ended(check)
    assert check.said == {"whereabouts": "village", "recording_left_out": "yes"}
    assert check.contact.disposition is Disposition.COMPLETE
    assert at_the_carrier(check).deleted == []
    assert len(phone.calls) == 1


def test_keys_mean_the_same_where_words_are_wanted_and_what_was_begun_is_deleted(
    make_town: MakeTown, tmp_path: Path
) -> None:
    check = called(make_town, tmp_path)
    phone = picked_up(check).hears(ASKS).chooses("yes")
    phone.hears(TASK).speaks(seconds=2, key="9").hears(TASK).presses("0")
    phone.hears("An inspector will be told").hears(TASK).stays_silent()
    phone.hears("I did not understand.").hears(TASK).speaks(seconds=4, key="8")
    phone.hears(MESSAGE).speaks(seconds=2, key="7").hears("All right, we stop here.")
    ended(check)
    assert files(check) == []
    assert check.said["person_wanted"] == "yes"
    assert check.said["task"] == ""
    assert check.said["stopped"] == "yes"
    assert at_the_carrier(check).there == {}
    assert len(at_the_carrier(check).deleted) == 3


def test_whoever_is_called_again_is_asked_again_and_silence_is_no_agreement(
    make_town: MakeTown, tmp_path: Path
) -> None:
    check = called(make_town, tmp_path, form=WORDS_FIRST)
    check.phone.answers().hears(ASKS).chooses("yes").hears(TASK).hangs_up()
    phone = check.phone.answers().hears(ASKS).stays_silent().hears("I did not understand.")
    phone.hears(ASKS).presses("5").hears(ASKS).stays_silent().chooses("In the village")
    phone.hears("Thank you")
    ended(check, hours=24)
    assert len(phone.calls) == 2
    consents = [r.question for r in check.replies if r.question.startswith("recording_")]
    assert consents == ["recording_agreed", "recording_left_out"]
    assert files(check) == []


def test_a_recording_that_is_not_ready_is_asked_for_again_and_none_is_left_at_the_carrier(
    make_town: MakeTown, tmp_path: Path, log: ExpectedLog
) -> None:
    check = called(make_town, tmp_path)
    faults = check.town.world.faults
    not_there = {"code": 20404, "message": "not found", "status": 404}
    faults.answer("twilio.recordings.media", status=404, body=not_there)
    faults.answer("twilio.recordings.media", status=503, nth=2)
    faults.drop_before("twilio.recordings.media", nth=3)
    faults.answer("twilio.recordings.delete", status=500)
    faults.accept_then_drop("twilio.recordings.delete", nth=2)
    log.expects("could not be fetched for now: 404")
    log.expects("could not be fetched for now: 503")
    log.expects("could not be fetched for now: ConnectionError")
    log.expects("could not be deleted for now")
    phone = picked_up(check).hears(ASKS).chooses("yes").hears(TASK).speaks()
    phone.hears(MESSAGE).presses("8").hears("Thank you")
    ended(check, hours=12)
    (task,) = files(check)
    assert (task.state, task.tries) == ("HERE", 1)
    assert at_the_carrier(check).there == {}
    with check.town.product.foundation.ledger.read() as book:
        assert book.recordings.left(check.town.world.now) == 0


def test_a_recording_that_nobody_gives_is_lost_and_said_so(
    make_town: MakeTown, tmp_path: Path, log: ExpectedLog
) -> None:
    check = called(make_town, tmp_path)
    faults = check.town.world.faults
    not_there = {"code": 20404, "message": "not found", "status": 404}
    faults.answer("twilio.recordings.media", status=404, body=not_there, nth=None)
    log.expects("could not be fetched for now: 404")
    log.expects("is lost")
    phone = picked_up(check).hears(ASKS).chooses("yes").hears(TASK)
    phone.speaks(seconds=2, key="hangup").hears("What should we know").hangs_up()
    ended(check, hours=48)
    assert phone.calls[0].hung_up_by == "person"
    (task,) = files(check)
    assert (task.state, task.problem) == ("LOST", "the provider does not have it any more")
    assert at_the_carrier(check).there == {}


@pytest.fixture
def held(database: str) -> HeldStore:
    return HeldStore(url=database)


def test_what_was_said_while_the_store_was_locked_is_asked_again_and_deleted_unheard(
    make_town: MakeTown, tmp_path: Path, held: HeldStore
) -> None:
    check = called(make_town, tmp_path)
    check.town.product.conversation.patience = 0.02
    phone = picked_up(check).hears(ASKS).chooses("yes").hears(TASK).speaks(seconds=3)
    phone.hears("One moment, please.").hears(TASK).speaks(seconds=5)
    phone.hears(MESSAGE).presses("8").hears("Thank you")

    def hold_while_it_is_told(path: str) -> None:
        if path.endswith("/3"):
            held.hold()
        elif path.endswith("/3/wait/1"):
            held.release()

    with bad_line(check.town) as line:
        line.before = hold_while_it_is_told
        ended(check, hours=4.4)
        recordings = at_the_carrier(check)
        assert len(recordings.there) == 1
        ended(check, hours=6)
    (task,) = files(check)
    assert task.state == "HERE"
    assert recordings.there == {}
    assert len(recordings.deleted) == 2
