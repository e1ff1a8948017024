"""What is said on the phone.

Lines can be strung together: `(*greeting("en"), *asked(turn, "en"))`. Options keep one form, "For
<choice>, press <n>.", so that whoever heard one question knows how to hear the next.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from inspection.call import Line
from inspection.disposition import Disposition
from inspection.phrase import Phrase, phrase
from inspection.questionnaire import keypad
from inspection.questionnaire.carrying import Turn
from inspection.questionnaire.media import NO_MEDIA
from inspection.wording import LANGUAGES, in_a_row, worded

TEXTS: Mapping[str, Phrase] = {
    "greeting": phrase(
        "call",
        "Hello. This is an automatic call from the county office that supervises the work"
        " teams stationed in villages. Your household was drawn by lot. Taking part is voluntary"
        " and takes about three minutes. Your answers are not shown to the village or the team."
        " We never ask for ID card or bank numbers.",
    ),
    "official": phrase(
        "call",
        "Hello. This is an automatic call from the county office that supervises the work"
        " teams: an unannounced check that you have not answered in the chat yet."
        " We never ask for ID card or bank numbers.",
    ),
    "verify": phrase("call", "To verify this call, dial {number}."),
    "keys": phrase(
        "call",
        "At any question, {repeat} repeats it, {stop} stops the call, and {person} asks for a"
        " person.",
    ),
    "person": phrase("call", "An inspector will be told that you want to speak to a person."),
    "recording": phrase(
        "call",
        "The next question asks for an answer in your own words, which would be recorded. Only"
        " inspectors hear it, and nothing else of this call is recorded. You may say no, and"
        " nothing follows from it. Do you agree?",
    ),
    "agree": phrase("call: recording", "yes"),
    "leave out": phrase("call: recording", "no, leaving such questions out"),
    "one moment": phrase("call", "One moment, please."),
    "disturbed": phrase("call", "Sorry to have disturbed you. Goodbye."),
}
AGREE, LEAVE_OUT = "1", "2"
"""Keys that answer whether something may be recorded."""
_THANKS = phrase("call", "Thank you, your answers were recorded. Goodbye.")
_GOODBYE = phrase("call", "Thank you. Goodbye.")
FAREWELLS: Mapping[Disposition, Phrase] = {
    Disposition.COMPLETE: _THANKS,
    Disposition.PARTIAL: _THANKS,
    Disposition.LATER: phrase("call", "All right, we will call again at another time. Goodbye."),
    Disposition.REFUSED: phrase(
        "call", "All right, we will not call you about this again. Goodbye."
    ),
    Disposition.WRONG_PERSON: phrase("call", "Sorry, this was the wrong number. Goodbye."),
    Disposition.MOVED: phrase("call", "Thank you, we will correct our register. Goodbye."),
    Disposition.SILENT: phrase("call", "We did not hear an answer. Goodbye."),
    Disposition.BROKE_OFF: phrase("call", "All right, we stop here. Goodbye."),
}
_LONGEST_FACT = 60
_HAN, _HAN_VOICE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+"), "zh"
_BEGIN, _END = "\ue000", "\ue001"
_STOPS = r"[.,?!\u3002\uff0c\uff1f\uff01]"
_MARKED = re.compile(f"([^{_BEGIN}]*){_BEGIN}([^{_END}]*{_END}{_STOPS}*)")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A language that may be chosen: the question and the choice are said in it."""

    language: str
    asked: str
    choice: str
    audio: str = ""
    """Recording of the question, by our name for it."""


def language_prompt(offered: Sequence[Offer]) -> tuple[Line, ...]:
    """Asks for the language; the first one stands on key 1."""
    lines = []
    for number, one in enumerate(offered, start=1):
        option = worded(keypad.OPTION, one.language, {"choice": one.choice, "key": str(number)})
        if one.audio:
            lines.append(Line(language=one.language, text=one.asked, audio=one.audio))
            lines.append(Line(language=one.language, text=option))
        else:
            said = in_a_row(one.language, one.asked, option)
            lines.append(Line(language=one.language, text=said))
    return tuple(lines)


def greeting(language: str, *, public_number: str = "") -> tuple[Line, ...]:
    """To a household: who calls, why them, that it is voluntary, and which keys always work."""
    return _greeted("greeting", language, public_number)


def official_greeting(language: str, *, public_number: str = "") -> tuple[Line, ...]:
    """To an official who was silent in the chat."""
    return _greeted("official", language, public_number)


def asked(turn: Turn, language: str, media: Mapping[str, str] = NO_MEDIA) -> tuple[Line, ...]:
    """The open question with its keys, after what is only said; `language` is that of our own words
    where the form's is not ours. What is recorded is played: `media` has our name of a recording by
    the form's name for it; one that is not there is said."""
    lines: list[Line] = []
    parts = keypad.spoken(turn, language).parts
    for (voice, audio), together in groupby(parts, key=lambda p: (p.language, media.get(p.audio))):
        said = [part.text for part in together]
        if audio:
            lines.append(Line(language=voice, text=in_a_row(voice, *said), audio=audio))
        elif words := [text for text in said if text]:
            lines += _voices(in_a_row(voice, *words), voice)
    return tuple(lines)


def not_understood(language: str) -> tuple[Line, ...]:
    """Before the languages are offered once more."""
    return (Line(language=language, text=worded(keypad.NOT_UNDERSTOOD, language, {})),)


def person_wanted(language: str) -> tuple[Line, ...]:
    """After the key for a person, before the question is asked again."""
    return _line("person", language)


def may_we_record(language: str) -> tuple[Line, ...]:
    """Before the first recording of a call: AGREE or LEAVE_OUT."""
    said = [_text("recording", language)]
    for name, key in (("agree", AGREE), ("leave out", LEAVE_OUT)):
        choice = _text(name, language)
        said.append(worded(keypad.OPTION, language, {"choice": choice, "key": key}))
    return (Line(language=language, text=in_a_row(language, *said)),)


def goodbye(disposition: Disposition, language: str) -> tuple[Line, ...]:
    """The last words of a dialogue that ended so."""
    farewell = FAREWELLS.get(disposition, _GOODBYE)
    return (Line(language=language, text=worded(farewell, language, {})),)


def one_moment() -> tuple[Line, ...]:
    """While the store is busy; in every language, since only the store knows the person's."""
    return tuple(line for language in LANGUAGES for line in _line("one moment", language))


def disturbed() -> tuple[Line, ...]:
    """For a call that we know nothing of or that was made twice; tells nothing to a stranger."""
    return tuple(line for language in LANGUAGES for line in _line("disturbed", language))


def spoken(fact: str) -> str:
    """A name out of the register as it may be spoken: letters, digits and plain name signs.

    The carrier's library escapes markup; this keeps a voice from reading it aloud.
    """
    kept = (
        sign if unicodedata.category(sign)[0] in "LMN" or sign in "-·'’()（）" else " "
        for sign in unicodedata.normalize("NFC", fact)
    )
    return re.sub(r"\s+", " ", "".join(kept)).strip()[:_LONGEST_FACT]


def _voices(text: str, language: str) -> tuple[Line, ...]:
    """A line for each change of voice: a name in a script that the voice of this language cannot
    read is said by one that can. A sign after it ends the name's line, or it would be read as the
    beginning of the next."""
    lines = []
    if language != _HAN_VOICE:
        text = _HAN.sub(lambda name: f"{_BEGIN}{name.group()}{_END}", text)
    for own, foreign in _MARKED.findall(f"{text}{_BEGIN}{_END}"):
        lines += [Line(language=language, text=own), Line(language=_HAN_VOICE, text=foreign)]
    clean = (replace(line, text=line.text.replace(_END, "").strip()) for line in lines)
    return tuple(line for line in clean if line.text)


def _greeted(name: str, language: str, public_number: str) -> tuple[Line, ...]:
    texts = [_text(name, language)]
    if public_number:
        # Digit by digit: a voice reads 12345 as twelve thousand three hundred and forty-five.
        texts.append(_text("verify", language, number=" ".join(public_number)))
    keys = {"repeat": keypad.REPEAT, "stop": keypad.STOP, "person": keypad.PERSON}
    texts.append(_text("keys", language, **keys))
    return (Line(language=language, text=in_a_row(language, *texts)),)


def _line(name: str, language: str) -> tuple[Line, ...]:
    return (Line(language=language, text=_text(name, language)),)


def _text(name: str, language: str, **facts: str) -> str:
    return worded(TEXTS[name], language, facts)
