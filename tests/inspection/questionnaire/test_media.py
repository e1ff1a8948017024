"""What a file is, told by its first bytes; and where the recordings of a form go."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from documents.xlsform import convert
from inspection import speech
from inspection.call import Line
from inspection.call import Turn as CallTurn
from inspection.chat import Letter
from inspection.questionnaire import chat, engine
from inspection.questionnaire.act import Act, Answered, Mistaken, done
from inspection.questionnaire.carrying import Turn, carried
from inspection.questionnaire.form import Form
from inspection.questionnaire.media import FormFile, ending_of, named
from inspection.questionnaire.problem import Channel
from inspection.questionnaire.prompt import Said
from inspection.questionnaire.scene import World
from tests.sounds import AIFF, JPEG, MP3, PNG, RECORDED, WAV

WORLD = World(now=datetime(2026, 3, 2, 4, 0, tzinfo=UTC))
MEDIA = {"where.mp3": "w.mp3", "where.png": "w.png", "nearly.wav": "n.wav", "village.mp3": "v.mp3"}


@cache
def form() -> Form:
    with TemporaryDirectory() as folder:
        workbook = Path(folder) / "recorded.md"
        workbook.write_text(RECORDED, encoding="utf-8")
        return convert(workbook).form


def asked(channel: Channel, *acts: Act) -> Turn:
    state = engine.start(form(), WORLD, seed="s", language="en")
    said: Said = engine.current(form(), state, WORLD)
    for act in acts:
        state, said = done(form(), carried(form(), state, said, WORLD, channel).state, act, WORLD)
    return carried(form(), state, said, WORLD, channel)


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (MP3, "mp3"),
        (b"\xff\xfb\x90\x00", "mp3"),
        (WAV, "wav"),
        (AIFF, "aiff"),
        (PNG, "png"),
        (JPEG, "jpg"),
        (b"OggS\x00\x02\x00\x00", ""),
        (b"\xff\xf1\x50\x80", ""),
        (b"<html>", ""),
        (b"\xff", ""),
        (b"", ""),
    ],
)
def test_a_file_is_what_its_first_bytes_say(content: bytes, ending: str) -> None:
    assert ending_of(content) == ending


def test_a_file_is_named_by_what_it_holds() -> None:
    one, other = (FormFile(content=content, ending="mp3") for content in (MP3, MP3 + b"\0"))
    assert one.name != other.name
    assert one.name == FormFile(content=MP3, ending="mp3").name
    assert len(one.name) == 64 + len(".mp3")


def test_a_form_says_which_files_it_names_and_where_words_say_the_same() -> None:
    assert {(one.file, one.kind, one.said) for one in named(form())} == {
        ("where.mp3", "audio", True),
        ("where.png", "image", True),
        ("nearly.wav", "audio", True),
        ("well.mp3", "audio", True),
        ("village.mp3", "audio", True),
    }


def test_a_call_plays_what_is_there_and_says_the_rest() -> None:
    lines = speech.asked(asked("voice"), "en", MEDIA)
    assert lines == (
        Line(language="en", text="Where are you now?", audio="w.mp3"),
        Line(language="en", text="In the village", audio="v.mp3"),
        Line(language="en", text=lines[2].text),
    )
    assert lines[2].text.startswith("1 For On an official trip, press 2.")
    (said,) = speech.asked(asked("voice"), "en")
    assert said.text.startswith("Where are you now? In the village 1 For On an official trip")
    turn = CallTurn(lines=lines, step=1, listens=True)
    assert CallTurn.from_json(turn.as_json()) == turn


def test_in_a_chat_pictures_and_recordings_go_before_the_question() -> None:
    (letter,) = chat.letters(asked("chat"), "t", "en", MEDIA)
    assert letter.files == ("w.png", "w.mp3")
    assert Letter.from_json(letter.as_json()) == letter
    (next_letter,) = chat.letters(asked("chat", Answered("village")), "t", "en", MEDIA)
    assert next_letter.files == ("n.wav",)
    assert next_letter.text.startswith("Nearly done.")
    assert chat.letters(asked("chat"), "t", "en")[0].files == ()


def test_what_was_no_answer_brings_the_words_again_and_not_the_recording() -> None:
    (letter,) = chat.letters(asked("chat", Mistaken()), "t", "en", MEDIA)
    assert letter.text.startswith("That was not understood.")
    assert letter.files == ()
