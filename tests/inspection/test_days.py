from datetime import UTC, date, datetime

import pytest

from inspection.days import dated, moment, short_moment, spoken_days

MONDAY = date(2026, 3, 2)
SUNDAY = date(2026, 3, 1)
TUESDAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("days", "today", "language", "said"),
    [
        ((SUNDAY, MONDAY), MONDAY, "en", "today or yesterday"),
        ((SUNDAY, MONDAY), MONDAY, "zh", "今天或昨天"),
        ((SUNDAY, MONDAY), TUESDAY, "en", "on Monday 2 March or Sunday 1 March"),
        ((SUNDAY, MONDAY), TUESDAY, "zh", "3月2日星期一或3月1日星期日"),
        ((MONDAY,), MONDAY, "en", "today"),
        ((MONDAY,), TUESDAY, "zh", "昨天"),
        ((SUNDAY,), TUESDAY, "en", "on Sunday 1 March"),
        ((MONDAY, MONDAY), MONDAY, "en", "today"),
    ],
)
def test_days_are_named_as_people_name_them_the_later_first(
    days: tuple[date, ...], today: date, language: str, said: str
) -> None:
    assert spoken_days(days, today, language) == said


def test_a_single_day_has_its_date() -> None:
    assert (dated(MONDAY, "en"), dated(MONDAY, "zh")) == ("Monday 2 March", "3月2日星期一")


def test_a_moment_is_written_as_each_language_writes_it() -> None:
    at = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    assert (moment(at, "en"), moment(at, "zh")) == ("Monday 2 March, 09:05", "3月2日星期一 09:05")
    assert (short_moment(at, "en"), short_moment(at, "zh")) == ("2 March 09:05", "3月2日 09:05")


def test_no_days_and_unknown_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="0 days"):
        spoken_days((), MONDAY, "en")
    with pytest.raises(ValueError, match="no text in language 'fr'; expected one of"):
        spoken_days((MONDAY,), MONDAY, "fr")
