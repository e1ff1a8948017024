"""What a form may name without asking: the place, the days that are asked about, and the row of
the register that it may look into."""

from collections.abc import Mapping, Sequence
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


def own_row(
    *, village: str, code: str, township: str, county: str, team: tuple[str, str] | None
) -> Mapping[str, str]:
    """What pulldata() finds in the register: the place that a check is about, and its team (id and
    name), None where the person may not learn which was drawn. As on `facts_of`, words are those
    that a voice can speak, so that a place is found by the name that a form was told."""
    row = {
        "village": spoken(village),
        "village_code": code,
        "township": spoken(township),
        "county": spoken(county),
    }
    return row if team is None else {**row, "team": team[0], "team_name": spoken(team[1])}
