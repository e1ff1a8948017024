"""What a form may name without asking: the place, and the days that are asked about."""

from collections.abc import Sequence
from datetime import date

from inspection.days import spoken_days
from inspection.speech import spoken
from inspection.wording import LANGUAGES


def facts_of(village: str, township: str, days: Sequence[date], today: date) -> dict[str, str]:
    """By the name of the leaf that holds it; `days` in words as on `today`, in each language. Words
    out of the register are those that a voice can speak, on every channel the same."""
    return {
        "village": spoken(village),
        "township": spoken(township),
        "first_day": days[0].isoformat(),
        "last_day": days[-1].isoformat(),
        **{f"days_{code}": spoken_days(days, today, code) for code in LANGUAGES},
    }
