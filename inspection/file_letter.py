"""What the bot writes about files and places that people send."""

from collections.abc import Mapping

from inspection.chat import Letter
from inspection.media import MOST_BYTES
from inspection.phrase import Phrase, phrase
from inspection.wording import worded

TEXTS: Mapping[str, Phrase] = {
    "not asked for": phrase(
        "check", "No photo, recording or place is asked for now, so it was not kept."
    ),
    "file afresh": phrase(
        "check",
        "Please take it yourself now and send it here. What was forwarded is no answer.",
    ),
    "place afresh": phrase(
        "check",
        "Please send the location where you are now. A live location, one that was forwarded and a"
        " place from a list are no answer.",
    ),
    "too large": phrase(
        "check", "This file is too large: {most} MB at most. Please send a smaller one."
    ),
    "first of several": phrase(
        "check", "Of several files that are sent together only the first is looked at."
    ),
}
_MEGABYTE = 1_000_000


def not_asked_for(language: str) -> Letter:
    """To a file or a place that answers nothing."""
    return _plain("not asked for", language)


def afresh(language: str, *, place: bool) -> Letter:
    """To what was forwarded, or is not of now."""
    return _plain("place afresh" if place else "file afresh", language)


def too_large(language: str) -> Letter:
    return _plain("too large", language, most=MOST_BYTES // _MEGABYTE)


def first_of_several(language: str) -> Letter:
    """Once, to an album."""
    return _plain("first of several", language)


def _plain(which: str, language: str, **facts: int) -> Letter:
    told = {name: str(value) for name, value in facts.items()}
    return Letter(text=worded(TEXTS[which], language, told))
