"""The messenger's door: what comes in is stored once, and applied once."""

import json
from typing import Any

import pytest

from bot.deposit import MOST_BYTES
from tests.scenarios.check import Check, MakeTown
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.telegram_door import TelegramDoor
from tests.scenarios.town import Town


def test_an_update_with_the_secret_is_stored_and_applied(town: Town, door: TelegramDoor) -> None:
    assert door.deliver(start_of(town, "O1", 1)) == 200
    town.chat("O1").receives("share your own contact")
    assert town.book().inbox() == {"waiting": 0, "done": 1, "quarantined": 0}


@pytest.mark.parametrize("secret", ["", "wrong"])
def test_an_update_without_the_secret_is_refused_and_not_stored(
    town: Town, door: TelegramDoor, secret: str
) -> None:
    body = json.dumps(start_of(town, "O1", 1)).encode()
    assert door.knock(body, secret=secret) == 403
    assert door.knock(body, named="X-Another-Header") == 403
    town.chat("O1").receives_nothing()
    assert town.book().inbox() == {"waiting": 0, "done": 0, "quarantined": 0}


def test_an_update_that_comes_twice_is_applied_once(town: Town, door: TelegramDoor) -> None:
    update = start_of(town, "O1", 1)
    assert [door.deliver(update), door.deliver(update)] == [200, 200]
    town.chat("O1").receives("share your own contact").receives_nothing()
    assert town.book().inbox()["done"] == 1


def test_the_same_act_in_two_updates_is_two_acts(town: Town, door: TelegramDoor) -> None:
    assert door.deliver(start_of(town, "O1", 1)) == 200
    assert door.deliver(start_of(town, "O1", 2)) == 200
    town.chat("O1").receives("share your own contact").receives("share your own contact")
    assert town.book().inbox()["done"] == 2


def test_every_update_of_a_whole_check_may_come_again(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    door = TelegramDoor(town=check.town)
    check.town.world.traffic.recording = True
    check.after()
    check.chat.receives("Unannounced").taps("On leave").receives("Until").says("Friday.")
    check.chat.receives("recorded")
    before = check.replies
    assert len(door.delivered) == 2
    assert door.repeats_everything() == {200}
    check.chat.receives_nothing()
    assert check.replies == before
    assert check.town.notices("O1") == ["Noted"]


@pytest.mark.parametrize(
    "poison",
    [
        {"message": {"message_id": 1}},
        {"message": []},
        {"callback_query": {"id": "1", "data": 7}},
    ],
)
def test_a_poison_update_is_set_aside_after_three_tries_and_the_next_goes_on(
    town: Town, door: TelegramDoor, log: ExpectedLog, poison: dict[str, Any]
) -> None:
    log.expects("could not be applied: Unreadable")
    log.expects("set aside")
    assert door.deliver({"update_id": 1, **poison}) == 200
    assert town.book().inbox() == {"waiting": 1, "done": 0, "quarantined": 0}
    town.link("O1")
    assert town.book().inbox() == {"waiting": 1, "done": 2, "quarantined": 0}
    town.clock.advance(minutes=2)
    assert town.book().inbox() == {"waiting": 0, "done": 2, "quarantined": 1}
    assert len(log.lines) == 3
    assert door.deliver({"update_id": 1, **poison}) == 200
    town.clock.advance(minutes=2)
    assert len(log.lines) == 3


@pytest.mark.parametrize(
    ("extra", "status"), [(0, 200), (1, 413), (50 * 1024 * 1024 - MOST_BYTES, 413)]
)
def test_a_body_over_256_kilobytes_is_refused(
    town: Town, door: TelegramDoor, extra: int, status: int
) -> None:
    body = json.dumps(start_of(town, "O1", 1)).encode()
    assert door.knock(body.ljust(MOST_BYTES + extra)) == status
    town.chat("O1").reads_all()
    assert town.book().inbox()["done"] == (status == 200)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe"], ids=["empty", "cut off", "bytes"])
def test_what_is_no_json_is_refused(town: Town, door: TelegramDoor, body: bytes) -> None:
    assert door.knock(body) == 400
    assert town.book().inbox()["done"] == 0


@pytest.mark.parametrize(("deep", "status"), [(60, 200), (61, 413), (100_000, 413)])
def test_an_update_that_is_nested_too_deeply_is_refused_and_the_next_goes_on(
    town: Town, door: TelegramDoor, deep: int, status: int
) -> None:
    update = start_of(town, "O1", 1)
    update["message"]["new"] = "HERE"
    nested = b"[" * deep + b"]" * deep
    body = json.dumps(update).encode()
    # With the four around it, the limit is MOST_NESTED.
    assert door.knock(body.replace(b'"HERE"', b"[[" + nested + b"]]")) == status
    assert town.book().inbox()["done"] == (status == 200)
    assert door.deliver(start_of(town, "O1", 2)) == 200
    assert town.book().inbox()["done"] == 1 + (status == 200)
    town.chat("O1").reads_all()


def test_json_that_is_no_update_is_passed_over(
    town: Town, door: TelegramDoor, log: ExpectedLog
) -> None:
    log.expects("a delivery of the messenger without an update_id was passed over")
    bodies = (b"[]", b"{}", b'{"update_id": "1"}', b"null")
    assert {door.knock(body) for body in bodies} == {200}
    assert town.book().inbox()["done"] == 0
    assert town.product.passed_over.counts() == {("telegram", "no update"): 4}


@pytest.mark.parametrize("kind", ["inline_query", "edited_message", "never_heard_of", "poll"])
def test_an_unknown_kind_of_update_is_acknowledged_and_changes_nothing(
    town: Town, door: TelegramDoor, kind: str
) -> None:
    start = start_of(town, "O1", 1)["message"]
    contents: dict[str, Any] = {
        "inline_query": {"id": "1", "from": start["from"], "query": "?", "offset": ""},
        "edited_message": start,
        "never_heard_of": {"of": ["any", "kind"]},
        "poll": {"of a shape": "that the library does not know"},
    }
    assert door.deliver({"update_id": 1, kind: contents[kind]}) == 200
    town.chat("O1").receives_nothing()
    assert town.book().inbox() == {"waiting": 0, "done": 0, "quarantined": 0}
    counted = {("telegram", "an update of a kind that we do not ask for"): 1}
    assert town.product.passed_over.counts() == counted


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"text": "hello", "a_new_field": {"of": ["any", "kind"]}},
    ],
    ids=["photo", "voice", "new field"],
)
def test_an_unknown_content_hurts_nobody(make_town: MakeTown, content: dict[str, Any]) -> None:
    check = Check.asked_in(make_town)
    door = TelegramDoor(town=check.town)
    update: dict[str, Any] = start_of(check.town, "O1", 1)
    del update["message"]["text"], update["message"]["entities"]
    update["message"].update(content)
    door.deliver(update)
    check.chat.reads_all()
    assert check.said == {}
    check.chat.taps("On leave").receives("Until when is your leave")


@pytest.mark.parametrize("own", [True, False])
def test_only_the_person_whose_chat_it_is_presses_a_button(make_town: MakeTown, own: bool) -> None:
    check = Check.asked_in(make_town)
    chat = check.chat.person.chat
    presser = chat.user.as_json() | ({} if own else {"id": 4711})
    message = {"message_id": 1, "date": int(check.town.world.now.timestamp()), "text": "?"}
    TelegramDoor(town=check.town).deliver(
        {
            "update_id": 1,
            "callback_query": {
                "id": "1",
                "from": presser,
                "chat_instance": "1",
                "message": message | {"chat": chat.as_json()},
                "data": f"c:{check.contact.token}:whereabouts:leave",
            },
        }
    )
    assert check.said == ({"whereabouts": "leave"} if own else {})
    check.chat.reads_all()
    assert check.town.book().inbox()["quarantined"] == 0


@pytest.mark.parametrize("minutes", [239, 241, 243])
def test_an_answer_has_the_time_at_which_it_came_in(make_town: MakeTown, minutes: int) -> None:
    """It is read only when the time allowed, four hours, is over; two minutes are for its way."""
    no_call = {"official.voice_attempts": "0", "official.least_attempts": "20"}
    check = Check.asked_in(make_town, policy=no_call)
    check.after(minutes=minutes)
    check.chat.receives("A reminder")
    engine = check.town.product.engine
    stations = engine.stations
    engine.stations = [one for one in stations if one.name != "intake"]
    check.chat.taps("On leave")
    came = check.town.world.now
    check.after(minutes=250)
    engine.stations = stations
    engine.wake()
    check.town.clock.settle()
    check.chat.receives("Until when is your leave")
    (reply,) = check.replies
    assert reply.at == came
    assert reply.late == (minutes > 242)


def start_of(town: Town, person: str, update_id: int) -> dict[str, Any]:
    """An update in which the person opens the invitation; as if the messenger had made it."""
    chat = town.chat(person).person.chat
    chat.started = True
    return {
        "update_id": update_id,
        "message": {
            "message_id": chat.last_id + 1,
            "from": chat.user.as_json(),
            "chat": chat.as_json(),
            "date": int(town.world.now.timestamp()),
            "text": f"/start {town.codes[person]}",
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        },
    }
