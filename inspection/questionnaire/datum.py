"""Values of leaves: how they are kept, read and written."""

import math
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from inspection.questionnaire import amount, moment
from inspection.questionnaire.amount import Scalar
from inspection.questionnaire.fault import NotEvaluable
from inspection.questionnaire.tree import DataType, Datum

_LARGEST, _SMALLEST = 2**31 - 1, -(2**31)
_WHOLE = 1e-9
_LONGEST = 2.0**63
"""Whole numbers below it are written in full."""


def kept(value: Scalar, kind: DataType) -> Datum | None:
    """What a leaf of type `kind` keeps of a computed value. Raises NotEvaluable."""
    if value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    if kind == "boolean" or isinstance(value, bool):
        return amount.boolean(value)
    if isinstance(value, float):
        return _number(value, kind)
    if isinstance(value, datetime):
        return moment.midnight(value) if kind == "date" else value
    if kind != "geopoint":
        return value
    found = place(value)
    return None if found == NOWHERE else found


def _number(value: float, kind: DataType) -> Datum:
    if kind == "int":
        return math.trunc(max(min(value, _LARGEST), _SMALLEST))
    if abs(value) >= _LONGEST or abs(value - math.trunc(value)) >= _WHOLE:
        return value
    return math.trunc(value)


def read(words: str, kind: DataType, now: datetime) -> Datum:
    """Words, as they stand in a form or a file, as a value. Raises ValueError or NotEvaluable."""
    zone = _zone(now)
    match kind:
        case "int":
            return int(words)
        case "decimal":
            return float(words)
        case "boolean":
            return words in ("1", "true")
        case "date":
            return moment.midnight(moment.parse(words, zone))
        case "time":
            return moment.parse_time(words, moment.midnight(now))
        case "dateTime":
            return moment.parse(words, zone)
        case "geopoint":
            return place(words)
        case _:
            return words


NOWHERE = "0.0 0.0 0.0 0.0"
"""What a device writes that knows no place; it counts as blank."""


def place(words: str) -> str:
    """Latitude, longitude, altitude and accuracy, as ODK writes them. Raises NotEvaluable."""
    try:
        parts = [float(part) for part in words.split()]
    except ValueError:
        raise NotEvaluable("words that are no place") from None
    if not 2 <= len(parts) <= 4:
        raise NotEvaluable("a place has two to four numbers")
    return " ".join(amount.java(part) for part in [*parts, 0.0, 0.0][:4])


def written(datum: Datum | None, kind: DataType) -> str:
    """As it stands in the answer sheet; "" for a blank leaf."""
    if datum is None:
        return ""
    if isinstance(datum, bool):
        return "1" if datum else "0"
    if isinstance(datum, int):
        return str(datum)
    if isinstance(datum, float):
        return amount.java(datum)
    if isinstance(datum, datetime):
        match kind:
            case "date":
                return moment.iso_date(datum)
            case "time":
                return moment.iso_time(datum)
            case _:
                return moment.iso(datum)
    return datum


def as_json(datum: Datum) -> Any:
    if isinstance(datum, datetime):
        return {"at": datum.isoformat()}
    if isinstance(datum, float):
        return {"decimal": amount.java(datum)}
    return datum


def from_json(stored: Any, zone: tzinfo) -> Datum:
    """Raises ValueError for what `as_json` does not write."""
    if isinstance(stored, Mapping):
        if "at" in stored:
            return datetime.fromisoformat(stored["at"]).astimezone(zone)
        return float(stored["decimal"])
    if isinstance(stored, str | int):
        return stored
    raise ValueError(f"{type(stored).__name__} is no stored value")


def _zone(now: datetime) -> tzinfo:
    assert now.tzinfo is not None, "a world's time is aware"
    return now.tzinfo
