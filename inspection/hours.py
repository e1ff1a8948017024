"""Hours of a day in which people may be reached, as a policy writes them."""

import re
from dataclasses import dataclass
from itertools import pairwise

_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_EXAMPLE = "expected spans in order, such as 08:00-12:00,14:00-18:00"


class HoursUnreadable(ValueError):
    """The text does not name spans of one day."""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Spans of local time as minutes after midnight, in order, apart, the end excluded."""

    spans: tuple[tuple[int, int], ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Hours":
        """Reads "08:00-12:00,14:00-18:00"; nothing at all means never. Raises HoursUnreadable."""
        parts = [part.strip() for part in text.split(",")] if text.strip() else []
        spans = tuple(_span(part) for part in parts)
        for (_, end), (start, _) in pairwise(spans):
            if start < end:
                raise HoursUnreadable(
                    f"{_clock(start)} comes before {_clock(end)}, where the span before it ends:"
                    f" spans overlap or are out of order; {_EXAMPLE}"
                )
        return cls(spans=spans)

    def text(self) -> str:
        """The spans as `parse` reads them."""
        return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in self.spans)

    @property
    def minutes(self) -> int:
        return sum(end - start for start, end in self.spans)


def _span(text: str) -> tuple[int, int]:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise HoursUnreadable(f"{text!r} is not a span of time; {_EXAMPLE}")
    start, end = _minute(match[1], match[2], text), _minute(match[3], match[4], text)
    if end <= start:
        raise HoursUnreadable(
            f"{text!r} ends before it starts or is empty; a span stays within one day; {_EXAMPLE}"
        )
    return start, end


def _minute(hour: str, minute: str, text: str) -> int:
    total = int(hour) * 60 + int(minute)
    if int(minute) > 59 or total > 24 * 60:
        raise HoursUnreadable(f"{text!r} holds no time of a day (00:00 to 24:00); {_EXAMPLE}")
    return total


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
