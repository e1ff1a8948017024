"""Photos that do not come at once: what goes wrong with them stops nobody and loses no answer."""

from datetime import timedelta

from fieldwork import lane_desk
from inspection.disposition import Disposition
from inspection.lane.lane import CHAT
from inspection.media import Lost
from simulator.messenger import drawn
from tests.scenarios.check import Check, MakeTown
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.photographed import PLACE, STORY, content, files, photo_wanted

GET, FILE = "telegram.getFile", "telegram.file"
LATER = "could not be fetched for now"


def finished(check: Check) -> None:
    """The dialogue does not wait for the file."""
    check.chat.sends_photo().receives(STORY).taps("Skip").receives(PLACE).taps("Skip")
    check.chat.receives("your answer was recorded.")
    assert check.contact.disposition is Disposition.COMPLETE


def later(check: Check, **more: int) -> None:
    check.town.clock.run_until(check.town.world.now + timedelta(**more))
    check.town.clock.settle()


def test_a_file_that_breaks_off_halfway_is_fetched_again(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    check = photo_wanted(make_town)
    log.expects(LATER)
    check.town.world.faults.break_off(FILE)
    finished(check)
    (photo,) = files(check)
    assert (photo.state, photo.tries) == ("WANTED", 1)
    later(check, minutes=1)
    assert content(check, photo.id) == drawn.photo()
    assert check.town.world.counts.requests[FILE] == 2


def test_a_file_that_the_messenger_has_forgotten_is_lost_and_the_answer_stands(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    check = photo_wanted(make_town, inspector=True)
    log.expects("file 1 is lost")
    check.town.world.faults.answer(FILE, status=404, body={"ok": False})
    finished(check)
    (photo,) = files(check)
    assert (photo.state, photo.problem) == ("LOST", Lost.UNKNOWN)
    assert check.said["roof"] == photo.name
    check.town.to(23)
    told = "photo: could not be fetched (file 1): the provider does not have it any more"
    check.town.chat("I1").receives(told).receives("Digest")


def test_a_file_that_is_larger_than_the_messenger_said_is_lost(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    check = photo_wanted(make_town)
    log.expects("file 1 is lost: too large")
    too_big = {"ok": False, "error_code": 400, "description": "Bad Request: file is too big"}
    check.town.world.faults.answer(GET, status=400, body=too_big)
    finished(check)
    assert files(check)[0].problem == Lost.TOO_LARGE


def test_too_many_requests_and_an_outage_of_hours_cost_nothing_but_time(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    check = photo_wanted(make_town)
    log.expects(LATER)
    faults = check.town.world.faults
    slow = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
    faults.answer(GET, status=429, body=slow | {"parameters": {"retry_after": 90}})
    finished(check)
    later(check, seconds=89)
    assert check.town.world.counts.requests[GET] == 1
    faults.drop_before(GET, nth=None)
    later(check, hours=5)
    assert (files(check)[0].state, files(check)[0].tries) == ("WANTED", 0)
    faults.clear()
    later(check, hours=1)
    assert files(check)[0].state == "HERE"


def test_while_the_bot_is_stopped_no_file_is_fetched(make_town: MakeTown) -> None:
    check = photo_wanted(make_town)
    foundation = check.town.product.foundation
    with foundation.ledger.write() as book:
        lane_desk.stop(book, CHAT, "another bot", foundation.clock.now())
    check.chat.sends_photo()
    assert files(check)[0].state == "WANTED"
    assert check.town.world.counts.requests[GET] == 0
    with foundation.ledger.write() as book:
        lane_desk.resume(book, CHAT, "done", foundation.clock.now())
    later(check, minutes=1)
    check.chat.receives(STORY)
    assert files(check)[0].state == "HERE"
