import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translate import Unreadable, translate
from inspection.chat import (
    Blocked,
    ChatEvent,
    ContactShared,
    FileSent,
    Ignored,
    PlaceSent,
    Said,
    Started,
    Tapped,
)
from tests.bot.updates import AT, BOT, CHAT, OFFICIAL, body, membership, message, tap

GROUP = {"id": -100, "type": "group", "title": "Team"}
ORIGIN = {"type": "hidden_user", "date": AT, "sender_user_name": "Wang"}
WHO = {"chat": "4711", "user": "4711"}


def said(text: str, *, forwarded: bool = False) -> Said:
    written_at = datetime.fromtimestamp(AT, UTC)
    return Said(chat="4711", user="4711", text=text, forwarded=forwarded, written_at=written_at)


def contact(**fields: Any) -> dict[str, Any]:
    return {"phone_number": "8613900000001", "first_name": "Li"} | fields


@pytest.mark.parametrize(
    ("sent", "event"),
    [
        (message(text="/start"), Started(**WHO, code="")),
        (message(text="/start ABC-123"), Started(**WHO, code="ABC-123")),
        (message(text="/start@mingcha_bot ABC"), Started(**WHO, code="ABC")),
        (message(text="/starting"), said("/starting")),
        (message(text="修路 <b>&"), said("修路 <b>&")),
        (message(text="x", forward_origin=ORIGIN), said("x", forwarded=True)),
        (message(text="x", via_bot=BOT), said("x", forwarded=True)),
        (message(text="x", is_from_offline=True), said("x", forwarded=True)),
        (
            message(text="/start A", forward_origin=ORIGIN),
            said("/start A", forwarded=True),
        ),
        (
            message(contact=contact(user_id=4711)),
            ContactShared(**WHO, number="+8613900000001", owner="4711"),
        ),
        (
            message(contact=contact(user_id=5, phone_number="+86 139-0000-0002")),
            ContactShared(**WHO, number="+8613900000002", owner="5"),
        ),
        (message(contact=contact()), ContactShared(**WHO, number="+8613900000001", owner="")),
        (
            message(contact=contact(user_id=4711), forward_origin=ORIGIN),
            ContactShared(**WHO, number="+8613900000001", owner=""),
        ),
        (message(text="x", chat=GROUP), Ignored(reason="not a private chat")),
        (message(text="x", **{"from": BOT}), Ignored(reason="sent by a bot")),
        (message(text="x", **{"from": None}), Ignored(reason="a message from nobody")),
        (message(), Ignored(reason="a message without text")),
    ],
)
def test_a_message_becomes_what_the_person_did(sent: dict[str, Any], event: ChatEvent) -> None:
    assert translate(body(message=sent)) == event


def kept(unique_id: str, **more: Any) -> dict[str, Any]:
    return {"file_id": f"id of {unique_id}", "file_unique_id": unique_id, "file_size": 9, **more}


def sent(unique_id: str, **told: Any) -> FileSent:
    at = datetime.fromtimestamp(AT, UTC)
    who: dict[str, Any] = {**WHO, "written_at": at}
    if unique_id:
        who |= {"file_id": f"id of {unique_id}", "unique_id": unique_id, "size": 9}
    return FileSent(**who, **told)


def placed(latitude: float, longitude: float, **told: Any) -> PlaceSent:
    at = datetime.fromtimestamp(AT, UTC)
    who: dict[str, Any] = {**WHO, "written_at": at}
    return PlaceSent(latitude=latitude, longitude=longitude, **who, **told)


PHOTO = [kept("small", width=9, height=9), kept("large", width=99, height=99)]
JPEG: dict[str, Any] = {"kind": "image", "media_type": "image/jpeg"}
OGG: dict[str, Any] = {"kind": "audio", "media_type": "audio/ogg"}
HERE = {"latitude": 25.5, "longitude": 102.25}


@pytest.mark.parametrize(
    ("content", "event"),
    [
        ({"photo": PHOTO}, sent("large", **JPEG)),
        ({"photo": PHOTO, "caption": "修路"}, sent("large", caption="修路", **JPEG)),
        ({"photo": PHOTO, "media_group_id": "77"}, sent("large", album="77", **JPEG)),
        ({"photo": PHOTO, "forward_origin": ORIGIN}, sent("large", second_hand=True, **JPEG)),
        ({"photo": PHOTO, "via_bot": BOT}, sent("large", second_hand=True, **JPEG)),
        ({"photo": PHOTO, "is_from_offline": True}, sent("large", second_hand=True, **JPEG)),
        (
            {"document": kept("d", mime_type="image/png")},
            sent("d", kind="image", media_type="image/png"),
        ),
        (
            {"document": kept("d", mime_type="audio/mp3")},
            sent("d", kind="audio", media_type="audio/mpeg"),
        ),
        ({"document": kept("d", mime_type="application/zip")}, sent("", kind="other")),
        ({"document": kept("d")}, sent("", kind="other")),
        ({"voice": kept("v", duration=1)}, sent("v", **OGG)),
        ({"voice": kept("v", duration=1, mime_type="audio/ogg")}, sent("v", **OGG)),
        ({"audio": kept("a", duration=1, mime_type="audio/ogg")}, sent("a", **OGG)),
        ({"video": kept("m", duration=1, width=9, height=9)}, sent("", kind="other")),
        ({"dice": {"emoji": "🎲", "value": 6}}, sent("", kind="other")),
        ({"location": HERE}, placed(25.5, 102.25)),
        ({"location": HERE | {"horizontal_accuracy": 12.5}}, placed(25.5, 102.25, accuracy=12.5)),
        ({"location": HERE | {"live_period": 900}}, placed(25.5, 102.25, second_hand=True)),
        ({"location": HERE, "forward_origin": ORIGIN}, placed(25.5, 102.25, second_hand=True)),
        (
            {"location": HERE, "venue": {"location": HERE, "title": "Hall", "address": "1"}},
            placed(25.5, 102.25, second_hand=True),
        ),
        ({"photo": PHOTO, "chat": GROUP}, Ignored(reason="not a private chat")),
    ],
)
def test_files_and_places_are_told_without_being_opened(
    content: dict[str, Any], event: ChatEvent
) -> None:
    assert translate(body(message=message(**content))) == event
    assert "id of" not in repr(event)


@pytest.mark.parametrize(
    ("pressed", "event"),
    [
        (
            tap(),
            Tapped(**WHO, query="q1", data="c:0123456789abcdef:whereabouts:village"),
        ),
        (
            tap(message={"chat": CHAT, "message_id": 7, "date": 0}),
            Tapped(**WHO, query="q1", data="c:0123456789abcdef:whereabouts:village"),
        ),
        (
            tap(message=message(chat=GROUP)),
            Ignored(reason="not a private chat"),
        ),
        (tap(data=None), Ignored(reason="a tap without its message or without data")),
        (tap(message=None), Ignored(reason="a tap without its message or without data")),
    ],
)
def test_a_tap_names_its_button_even_on_an_old_message(
    pressed: dict[str, Any], event: ChatEvent
) -> None:
    assert translate(body(callback_query=pressed)) == event


@pytest.mark.parametrize(
    ("member", "event"),
    [
        (membership("kicked"), Blocked(chat="4711", blocked=True)),
        (membership("member"), Blocked(chat="4711", blocked=False)),
        (membership("left"), Ignored(reason="a change of membership that is no block")),
        (membership("kicked", chat=GROUP), Ignored(reason="not a private chat")),
    ],
)
def test_a_block_and_its_end_are_told(member: dict[str, Any], event: ChatEvent) -> None:
    assert translate(body(my_chat_member=member)) == event


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"edited_message": message(text="changed")},
        {"something_new": {"a": 1}},
        {"poll": None},
    ],
)
def test_what_we_do_not_know_is_ignored(update: dict[str, Any]) -> None:
    assert isinstance(translate(body(**update)), Ignored)


@pytest.mark.parametrize(
    "poison",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b'{"update_id": "1"}',
        b'{"message": {}}',
        b"[" * 100_000,
        body(message={"message_id": 1}),
        body(message=message(date="yesterday", text="x")),
        body(message=message(chat="4711", text="x")),
        body(message=message(chat=None, text="x")),
        body(message=[1, 2]),
        body(callback_query={"id": 1}),
        body(my_chat_member={"chat": CHAT}),
        body(message=message(text="x", reply_to_message={"date": {}})),
    ],
)
def test_poison_is_told_as_such_and_never_quoted(poison: bytes) -> None:
    with pytest.raises(Unreadable, match="an update") as refusal:
        translate(poison)
    assert "4711" not in str(refusal.value)
    assert refusal.value.__context__ is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(
    where=st.sampled_from(
        ["text", "from", "chat", "date", "contact", "forward_origin", "via_bot", "entities"]
    ),
    value=json_values,
)
def test_nothing_that_stands_in_a_message_gets_past_as_another_fault(
    where: str, value: object
) -> None:
    sent = {"message_id": 7, "date": AT, "chat": CHAT, "from": OFFICIAL, "text": "x", where: value}
    with suppress(Unreadable):
        translate(json.dumps({"update_id": 1, "message": sent}).encode())
