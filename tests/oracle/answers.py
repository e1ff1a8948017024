"""Draws answers for a question: usual ones, extreme ones, and those that its form speaks of."""

import random
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from tests.oracle.sight import Sight

_TEXTS = (
    *("a", "ab", "abc", "ABC", "b", "c", "x", "yes", "true", "1", "0", "12", "-3.5", "1,5"),
    *("张三", "你好世界", "😀", " q ", "a  b", "a b d", "<b>&\"'</b>", "2026-03-02", "x" * 300),
)
_INTEGERS = (*range(-4, 13), 17, 18, 99, 100, 999_999_999, -999_999_999)
_DECIMALS = (
    *("0", "0.0", "-0.0", "0.1", "0.2", "0.3", "0.5", "1", "1.0", "1.005", "2.50", "2.5", "-2.5"),
    *("3.14159", "-0.4", "9.999", "12345678.9", "0.00001", "-1250", "1234.5", "100", "1000000.5"),
)
_DAYS = ("1970-01-01", "2024-02-29", "2026-01-31", "2026-12-31", "1999-12-31", "2100-06-15")
_TIMES = ("00:00", "09:00", "09:05", "12:00", "10:30", "23:59", "18:00")
_PLACES = ("39.9 116.4 0 0", "-90 180 12.5 3", "0 0 1 0", "30.123456789 104.5 -5 49.9")
_WORD = re.compile(r"'([^'/]{1,20})'")
_NUMBER = re.compile(r"(?<![\w.-])-?\d{1,6}(?:\.\d+)?(?![\w.])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Answers:
    """For one form; `today` is the day of the interview."""

    def __init__(self, xform: str, today: date, chance: random.Random) -> None:
        binds = " ".join(re.findall(r"<(?:bind|setvalue)[^>]*>", xform))
        self._chance, self._today = chance, today
        self._days: tuple[str, ...] = (*_DAYS, *_DATE.findall(binds))
        numbers = [float(n) for n in _NUMBER.findall(_DATE.sub("", binds))]
        self._numbers = tuple(n + by for n in numbers for by in (-1, 0, 1))
        self._words: tuple[str, ...] = (*_TEXTS, *_WORD.findall(binds))
        self._draw: Mapping[str, Callable[[Sight], str]] = {
            "text": lambda sight: chance.choice(self._words),
            "barcode": lambda sight: chance.choice(self._words),
            "integer": lambda sight: self._integer(),
            "decimal": lambda sight: self._decimal(),
            "date": lambda sight: self._day(),
            "time": lambda sight: chance.choice(_TIMES),
            "datetime": lambda sight: f"{self._day()}T{chance.choice(_TIMES)}",
            "geopoint": lambda sight: chance.choice(_PLACES),
            "select_one": lambda sight: chance.choice(sight.offered or ("",)),
            "select_multiple": self._several,
            "range": self._on_scale,
            "acknowledge": lambda sight: "OK",
            "image": lambda sight: "picture.jpg",
            "audio": lambda sight: "recording.m4a",
        }

    def draw(self, sight: Sight) -> str:
        """An answer that Collect could hand over for this question; often, none."""
        if self._chance.random() < 0.15:
            return ""
        return self._draw[sight.kind](sight)

    def _integer(self) -> str:
        own = [int(n) for n in self._numbers if n == int(n)]
        return str(self._chance.choice(own if own and self._chance.random() < 0.5 else _INTEGERS))

    def _decimal(self) -> str:
        if self._numbers and self._chance.random() < 0.4:
            return str(round(self._chance.choice(self._numbers), 6))
        return self._chance.choice(_DECIMALS)

    def _day(self) -> str:
        if self._chance.random() < 0.5:
            away = self._chance.choice((-400, -31, -7, -6, -1, 0, 0, 1, 6, 30, 365))
            return (self._today + timedelta(days=away)).isoformat()
        return self._chance.choice(self._days)

    def _several(self, sight: Sight) -> str:
        chosen = [name for name in sight.offered if self._chance.random() < 0.4]
        self._chance.shuffle(chosen)
        return " ".join(chosen)

    def _on_scale(self, sight: Sight) -> str:
        return self._chance.choice(sight.scale)
