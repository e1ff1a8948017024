"""A form on the telephone: keys, and what is spoken into it.

A question with up to six choices takes one key; "I don't know" stands on 8, which also leaves a
question out, though nobody is told, to keep calls short. 0, 7 and 9 mean the same at every such
question. With seven to nine choices all keys up to 9 are choices: then the star
repeats. Everything longer ends with the hash key: more choices by two digits, dates as YYYYMMDD,
times as HHMM, numbers with the star for the point. There a star at the beginning asks for us: *9
repeats, *7 stops, *0 asks for a person, *8 leaves it out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from inspection.phrase import Phrase, phrase
from inspection.questionnaire.act import (
    Act,
    Answered,
    Mistaken,
    Stopped,
    WantsAgain,
    WantsPerson,
    WentBack,
)
from inspection.questionnaire.asking import bounds, text, tongue, why
from inspection.questionnaire.carrying import RECORDED, Turn
from inspection.questionnaire.prompt import Choice, Complete, Invalid, Prompt

PERSON, STOP, REPEAT, DONT_KNOW, STAR, HASH = "0", "7", "9", "8", "*", "#"
DONT_KNOW_CHOICE = "dont_know"
"""Name of the choice that stands on 8."""
MOST_SHORT, MOST_ONE_KEY = 6, 9
"""Choices beside "I don't know" with the usual keys; with one key at all."""

Takes = Literal["key", "digits", "recording", "nothing"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Something to be said, or played where the form has a recording of it."""

    language: str
    """A code of ours."""
    text: str
    audio: str = ""


@dataclass(frozen=True, kw_only=True)
class Call:
    parts: tuple[Part, ...]
    takes: Takes
    """One key at once, digits up to the hash key, a recording, or nothing more."""


OPTION = phrase("call", "For {choice}, press {key}.")
NOT_UNDERSTOOD = phrase("call", "I did not understand.")
_OPTION_DIGITS = phrase("form: call", "For {choice}, {key}.")
ENTRIES: Mapping[str, Phrase] = {
    "two digits": phrase("form: call", "Key in two digits, then the hash key."),
    "several": phrase("form: call", "Press the keys of all that apply, then the hash key."),
    "several digits": phrase(
        "form: call", "Key in two digits for each that applies, then the hash key."
    ),
    "integer": phrase("form: call", "Key in the number, then the hash key."),
    "decimal": phrase(
        "form: call", "Key in the number, with the star key for the point, then the hash key."
    ),
    "range": phrase("form: call", "Key in a number from {start} to {end}, then the hash key."),
    "date": phrase(
        "form: call",
        "Key in the date in eight digits, the year first, then month and day, then the hash key.",
    ),
    "time": phrase(
        "form: call", "Key in the time in four digits, such as 0830, then the hash key."
    ),
    "acknowledge": phrase("form: call", "Press 1 to go on."),
    "recording": phrase("form: call", "Speak after the tone, and press the hash key at the end."),
}
_STAR_REPEATS = phrase("form: call", "To hear it again, press the star key.")
_AGAIN_DIGITS = phrase("form: call", "To hear it again, press star, 9 and the hash key.")
_SKIP_RECORDING = phrase("form: call", "To leave it out, press 8.")
_SKIP_DIGITS = phrase("form: call", "To leave it out, press star, 8 and the hash key.")


def spoken(turn: Turn, language: str) -> Call:
    """What is said now; `language` is that of our own words where the form's is not ours."""
    if isinstance(turn.said, Complete):
        parts = tuple(part for prompt in turn.shown for part in _told(prompt, language))
        return Call(parts=parts, takes="nothing")
    prompt = turn.said.prompt if isinstance(turn.said, Invalid) else turn.said
    language = tongue(prompt.language, language)
    ours = [_why(turn.said, language)] if isinstance(turn.said, Invalid) else []
    parts = (
        *(part for shown in turn.shown for part in _told(shown, language)),
        *(Part(language=language, text=line) for line in ours),
        *_told(prompt, language),
        *_options(prompt, language),
        *(Part(language=language, text=line) for line in _instructions(prompt, language)),
    )
    return Call(parts=parts, takes=takes(prompt))


def _why(invalid: Invalid, language: str) -> str:
    """Nobody is shown anything on the telephone: what was no answer was not understood."""
    if invalid.why == "no answer" and not invalid.message:
        return text(NOT_UNDERSTOOD, language)
    return why(invalid, language)


def takes(prompt: Prompt) -> Takes:
    kind = prompt.question.kind
    if kind in RECORDED:
        return "recording"
    one_key = kind == "acknowledge" or (kind == "select_one" and len(keyed(prompt)[0][0]) == 1)
    return "key" if one_key else "digits"


def keyed(prompt: Prompt) -> tuple[tuple[str, Choice], ...]:
    """(key or keys, choice). Two digits where there are more than nine choices."""
    others = [choice for choice in prompt.choices if choice.name != DONT_KNOW_CHOICE]
    if prompt.question.kind == "select_one" and len(others) <= MOST_SHORT:
        rest = [choice for choice in prompt.choices if choice.name == DONT_KNOW_CHOICE]
        pairs = [(str(number), choice) for number, choice in enumerate(others, start=1)]
        return (*pairs, *((DONT_KNOW, choice) for choice in rest))
    width = 1 if len(prompt.choices) <= MOST_ONE_KEY else 2
    return tuple((f"{n:0{width}}", choice) for n, choice in enumerate(prompt.choices, start=1))


def pressed(prompt: Prompt, keys: str) -> Act:
    """What the keys mean, without the hash key that ended them. A wrong key is never guessed."""
    match takes(prompt):
        case "key":
            return _one_key(prompt, keys)
        case "digits":
            own = _OURS.get(keys)
            return own if own is not None else _digits(prompt, keys)
        case "recording":
            return _instead_of_words(prompt, keys)
        case _:
            return Mistaken()


def recorded(prompt: Prompt, name: str) -> Act:
    """What was spoken is kept under `name`; "" where nothing was heard."""
    return Answered(name) if takes(prompt) == "recording" and name else Mistaken()


ENDS_A_RECORDING = f"{HASH}{STAR}{PERSON}{STOP}{DONT_KNOW}{REPEAT}"
"""The hash key ends what is spoken; the others mean the same as at any question."""


def beside_words(key: str) -> WantsPerson | Stopped | WantsAgain | None:
    """What a key asks for where words are spoken, or are about to be; None: nothing of that."""
    meant: dict[str, WantsPerson | Stopped | WantsAgain] = {
        PERSON: WantsPerson(),
        STOP: Stopped(),
        REPEAT: WantsAgain(),
        STAR: WantsAgain(),
        HASH: WantsAgain(),
    }
    return meant.get(key)


def _instead_of_words(prompt: Prompt, key: str) -> Act:
    if key == DONT_KNOW and not prompt.required:
        return Answered("")
    if key == STAR:
        return WentBack()
    return beside_words(key) or Mistaken()


_OURS: Mapping[str, Act] = {
    f"{STAR}{REPEAT}": WantsAgain(),
    f"{STAR}{STOP}": Stopped(),
    f"{STAR}{PERSON}": WantsPerson(),
    f"{STAR}{DONT_KNOW}": Answered(""),
    f"{STAR}1": WentBack(),
}


def _one_key(prompt: Prompt, key: str) -> Act:
    if prompt.question.kind == "acknowledge" and key == "1":
        return Answered("OK")
    for stands, choice in keyed(prompt) if prompt.choices else ():
        if stands == key:
            return Answered(choice.name)
    if key == PERSON:
        return WantsPerson()
    if not _short(prompt):
        return WantsAgain() if key in (STAR, HASH) else Mistaken()
    own: dict[str, Act] = {
        REPEAT: WantsAgain(),
        HASH: WantsAgain(),
        STOP: Stopped(),
        STAR: WentBack(),
        DONT_KNOW: Mistaken() if prompt.required else Answered(""),
    }
    return own.get(key, Mistaken())


def _digits(prompt: Prompt, keys: str) -> Act:
    match prompt.question.kind:
        case "select_one":
            found = dict(keyed(prompt)).get(keys)
            return Answered(found.name) if found is not None else Mistaken()
        case "select_multiple":
            return _several(prompt, keys)
        case "date" if len(keys) == 8:
            return Answered(f"{keys[:4]}-{keys[4:6]}-{keys[6:]}")
        case "time" if len(keys) == 4:
            return Answered(f"{keys[:2]}:{keys[2:]}")
        case "integer" if keys.isdigit():
            return Answered(keys)
        case "decimal" | "range" if keys[:1].isdigit() and keys.count(STAR) <= 1:
            return Answered(keys.replace(STAR, "."))
        case _:
            return Mistaken()


def _several(prompt: Prompt, keys: str) -> Act:
    by_key = dict(keyed(prompt))
    width = len(next(iter(by_key), "1"))
    pieces = {keys[at : at + width] for at in range(0, len(keys), width)}
    if not pieces <= by_key.keys():
        return Mistaken()
    return Answered(" ".join(choice.name for key, choice in by_key.items() if key in pieces))


def _short(prompt: Prompt) -> bool:
    """Whether 7, 8 and 9 have their usual meaning here."""
    others = [choice for choice in prompt.choices if choice.name != DONT_KNOW_CHOICE]
    return len(others) <= MOST_SHORT


def _entry(prompt: Prompt) -> str:
    kind = prompt.question.kind
    wide = len(prompt.choices) > MOST_ONE_KEY
    match kind:
        case "select_one":
            return "two digits" if takes(prompt) == "digits" else ""
        case "select_multiple":
            return "several digits" if wide else "several"
        case "text" | "audio":
            return "recording"
        case _:
            return kind


def _told(prompt: Prompt, language: str) -> Iterator[Part]:
    voice = tongue(prompt.language, language)
    label = prompt.label if prompt.label != "-" else ""
    if label or prompt.audio:
        yield Part(language=voice, text=label, audio=prompt.audio)
    if prompt.hint and prompt.hint != "-":
        yield Part(language=voice, text=prompt.hint)


def _options(prompt: Prompt, language: str) -> Iterator[Part]:
    """A choice that has a recording is said by it, followed by its key."""
    option = OPTION if takes(prompt) == "key" else _OPTION_DIGITS
    for key, choice in keyed(prompt) if prompt.choices else ():
        digits = " ".join(key)
        if choice.audio:
            yield Part(language=language, text=choice.label, audio=choice.audio)
            yield Part(language=language, text=digits)
        else:
            said = text(option, language, choice=choice.label, key=digits)
            yield Part(language=language, text=said)


def _instructions(prompt: Prompt, language: str) -> Iterator[str]:
    entry = _entry(prompt)
    if entry:
        yield text(ENTRIES[entry], language, **bounds(prompt.question))
    match takes(prompt):
        case "digits":
            yield text(_AGAIN_DIGITS, language)
            if not prompt.required:
                yield text(_SKIP_DIGITS, language)
        case "key" if not _short(prompt):
            yield text(_STAR_REPEATS, language)
        case "recording" if not prompt.required:
            yield text(_SKIP_RECORDING, language)
