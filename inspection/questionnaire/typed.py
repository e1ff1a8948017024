"""What people type, in the written form of an answer.

People write 2026/3/4, 20260304 or ２０２６-3-4, 9.30 or 0930, and mean one thing. What could mean
two things is left as it is, and then is no answer.
"""

import re
import unicodedata

from inspection.questionnaire.question import Kind

# The signs are the Chinese ones for year, month and day, and for hour and minute.
_DAY = re.compile(
    r"(\d{4})\s*[-/.\u5e74]\s*(\d{1,2})\s*[-/.\u6708]\s*(\d{1,2})\s*\u65e5?|(\d{4})(\d{2})(\d{2})"
)
_CLOCK = re.compile(r"(\d{1,2})\s*[:.\u65f6\u70b9]\s*(\d{2})\s*\u5206?|(\d{2})(\d{2})")


def typed(kind: Kind, text: str) -> str:
    """Words as they are; numbers, dates and times as an answer is written."""
    if kind in ("text", "image", "audio"):
        return text.strip()
    plain = unicodedata.normalize("NFKC", text).strip()
    match kind:
        case "date":
            return _joined(_DAY, plain, "-")
        case "time":
            return _joined(_CLOCK, plain, ":")
        case _:
            return plain


def _joined(shape: re.Pattern[str], text: str, between: str) -> str:
    found = shape.fullmatch(text)
    if found is None:
        return text
    return between.join(part for part in found.groups() if part is not None)
