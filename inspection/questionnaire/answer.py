"""What somebody said, as the answer to a question: or why it is none."""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Literal

from inspection.questionnaire import datum
from inspection.questionnaire.fault import NotEvaluable
from inspection.questionnaire.question import Question
from inspection.questionnaire.tree import Datum

Wanted = Literal[
    "words",
    "choice",
    "choices",
    "whole number",
    "number",
    "range",
    "date",
    "time",
    "place",
    "photo",
    "recording",
]
"""What would have been an answer."""

MOST_CHARACTERS = 4_000
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_DECIMAL = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
_NEARLY = 1e-9


class NotAnAnswer(ValueError):
    def __init__(self, wanted: Wanted) -> None:
        super().__init__(f"no answer: expected a {wanted}")
        self.wanted = wanted


def read(question: Question, said: str, offered: Collection[str], now: datetime) -> Datum | None:
    """`said` in the written form of the question's kind: names of choices, 2026-03-04, 18:30,
    12, 2.5, "31.2 121.4". None for a blank. Raises NotAnAnswer."""
    said = _UNWRITABLE.sub("", said)[:MOST_CHARACTERS]
    if question.kind in ("text", "note", "image", "audio"):
        return said or None
    said = said.strip()
    if not said:
        return None
    match question.kind:
        case "acknowledge":
            return "OK"
        case "select_one":
            return _choice(said, offered)
        case "select_multiple":
            return _several(said, offered)
        case "integer":
            return _whole(said)
        case "decimal":
            return _decimal(said)
        case "range":
            return _in_range(question, said)
        case "date":
            return _matching(said, _DAY, "date", now)
        case "time":
            return _matching(said, _CLOCK, "time", now)
        case _:
            return _place(said)


def _choice(said: str, offered: Collection[str]) -> str:
    if said not in offered:
        raise NotAnAnswer("choice")
    return said


def _several(said: str, offered: Collection[str]) -> str:
    names = list(dict.fromkeys(said.split()))
    if any(name not in offered for name in names):
        raise NotAnAnswer("choices")
    return " ".join(names)


def _whole(said: str) -> int:
    if not _WHOLE.fullmatch(said):
        raise NotAnAnswer("whole number")
    return int(said)


def _decimal(said: str) -> float:
    if not _DECIMAL.fullmatch(said):
        raise NotAnAnswer("number")
    return float(said)


def _in_range(question: Question, said: str) -> Datum:
    bounds = question.range
    assert bounds is not None, "a range has its bounds"
    if not _DECIMAL.fullmatch(said):
        raise NotAnAnswer("range")
    value = float(said)
    low, high = sorted((bounds.start, bounds.end))
    steps = (value - bounds.start) / bounds.step
    if not low <= value <= high or abs(steps - round(steps)) > _NEARLY:
        raise NotAnAnswer("range")
    return int(value) if question.whole else value


def _matching(
    said: str, shape: re.Pattern[str], kind: Literal["date", "time"], now: datetime
) -> Datum:
    if not shape.fullmatch(said):
        raise NotAnAnswer(kind)
    try:
        return datum.read(said, kind, now)
    except (ValueError, NotEvaluable):
        raise NotAnAnswer(kind) from None


def _place(said: str) -> str:
    try:
        found = datum.place(said.replace(",", " "))
    except NotEvaluable:
        raise NotAnAnswer("place") from None
    latitude, longitude, *_ = (float(part) for part in found.split())
    if found == datum.NOWHERE or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise NotAnAnswer("place")
    return found
