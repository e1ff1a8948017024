"""What is said to somebody who calls us.

The same to everybody, in every language that has a voice: nothing in it tells whether the number is
in the register, whether it was called, or why.
"""

from collections.abc import Collection, Mapping

from inspection.call import Line
from inspection.phrase import Phrase, phrase
from inspection.questionnaire.keypad import REPEAT, STOP
from inspection.wording import LANGUAGES, in_a_row, worded

CALL_ME_KEY = "1"
_MENU: Mapping[str, Phrase] = {
    "welcome": phrase(
        "incoming call",
        "Hello. This is the automatic line of the county office that supervises the work teams"
        " stationed in villages. Nobody needs to call back.",
    ),
    "call me": phrase("incoming call", "To be called by us, at no cost to you, press {call_me}."),
    "stop": phrase("incoming call", "To get no more calls from us, press {stop}."),
    "repeat": phrase("incoming call", "To hear this again, press {repeat}."),
}
_VERIFY = phrase("call", "To verify this call, dial {number}.")
ENDS: Mapping[str, Phrase] = {
    "call me": phrase(
        "incoming call",
        "Thank you. Please hang up. If we have something to ask on this number, we call it in a few"
        " minutes, or when the hours for calls begin. Goodbye.",
    ),
    "stopped": phrase(
        "incoming call",
        "All right: this number gets no more survey calls and no more texts from us. Checks of"
        " officials go on. Goodbye.",
    ),
    "hidden": phrase(
        "incoming call",
        "Your number is not shown to us, so we can neither call it nor leave it alone. Please call"
        " again with your number shown. Goodbye.",
    ),
    "goodbye": phrase("incoming call", "Thank you for calling. Goodbye."),
}


def menu(voices: Collection[str], *, public_number: str) -> tuple[Line, ...]:
    keys = {"call_me": CALL_ME_KEY, "stop": STOP, "repeat": REPEAT}
    return tuple(
        Line(language=language, text=_menu(language, public_number, keys))
        for language in LANGUAGES
        if language in voices
    )


def ending(which: str, voices: Collection[str]) -> tuple[Line, ...]:
    return tuple(
        Line(language=language, text=worded(ENDS[which], language, {}))
        for language in LANGUAGES
        if language in voices
    )


def _menu(language: str, public_number: str, keys: Mapping[str, str]) -> str:
    said = [worded(text, language, keys) for text in _MENU.values()]
    if public_number:
        # Digit by digit, or a voice reads it as one great number.
        said.insert(1, worded(_VERIFY, language, {"number": " ".join(public_number)}))
    return in_a_row(language, *said)
