"""Names, kinds and patience for files that people send."""

from datetime import UTC, datetime, timedelta

import pytest

from inspection.media import BROKEN_OFF, OTHER, media_name, pause, type_of, usual, waits

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def test_a_name_is_the_same_each_time_and_tells_nothing_but_the_question() -> None:
    name = media_name("roof", "token of the contact", "unique", "image/jpeg")
    assert name == media_name("roof", "token of the contact", "unique", "image/jpeg")
    assert name.startswith("roof-")
    assert name.endswith(".jpg")
    assert len(name) == len("roof-0f3a5c7e9b1d.jpg")
    others = {
        media_name("wall", "token of the contact", "unique", "image/jpeg"),
        media_name("roof", "another token", "unique", "image/jpeg"),
        media_name("roof", "token of the contact", "another", "image/jpeg"),
    }
    assert len({name, *others}) == 4


@pytest.mark.parametrize(
    ("question", "begins"),
    [("../etc/passwd", "etc_passwd-"), ("屋顶", "file-"), ("a" * 99, "a" * 40 + "-")],
)
def test_a_name_is_plain_whatever_the_question_is_called(question: str, begins: str) -> None:
    name = media_name(question, "t", "u", "application/x-unheard-of")
    assert name.startswith(begins)
    assert name.endswith(".bin")


@pytest.mark.parametrize(
    ("beginning", "media_type"),
    [
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"RIFF....WAVEfmt ", "audio/wav"),
        (b"OggS\x00\x02", "audio/ogg"),
        (b"\x00\x00\x00\x20ftypM4A ", "audio/mp4"),
        (b"<html>", OTHER),
        (b"", OTHER),
    ],
)
def test_the_type_is_told_by_the_first_bytes(beginning: bytes, media_type: str) -> None:
    assert type_of(beginning) == media_type


def test_other_names_of_a_type_are_the_usual_one() -> None:
    assert usual("audio/opus; codecs=opus") == "audio/ogg"
    assert usual("IMAGE/JPG") == "image/jpeg"
    assert usual("") == OTHER


def test_it_is_patient_but_not_for_ever() -> None:
    assert [pause(n) for n in range(1, len(BROKEN_OFF) + 2)] == [*BROKEN_OFF, None]
    ages = (timedelta(0), timedelta(minutes=10), timedelta(days=2))
    assert [waits(NOW, NOW + age) for age in ages] == [
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(hours=1),
    ]
