from datetime import date

import pytest

from documents.calendar import calendar_of

CHINA = calendar_of(range(2024, 2028))


def count(first: str, last: str) -> int:
    return len(CHINA.working_days(date.fromisoformat(first), date.fromisoformat(last)))


def test_chinas_2026_has_the_announced_working_days() -> None:
    assert count("2026-01-01", "2026-12-31") == 248
    assert count("2026-02-01", "2026-02-28") == 16
    quarters = ["01-01", "03-31"], ["04-01", "06-30"], ["07-01", "09-30"], ["10-01", "12-31"]
    assert [count(f"2026-{a}", f"2026-{b}") for a, b in quarters] == [59, 61, 66, 62]


def test_a_make_up_saturday_is_worked_and_the_holiday_it_made_up_for_is_not() -> None:
    assert CHINA.is_working(date(2026, 2, 28))
    assert not CHINA.is_working(date(2026, 2, 23))
    assert not CHINA.is_working(date(2026, 3, 7))


def test_a_year_whose_make_up_days_are_not_announced_is_unconfirmed() -> None:
    assert CHINA.is_confirmed(date(2026, 7, 1))
    assert not CHINA.is_confirmed(date(2027, 7, 1))


def test_a_country_that_moves_no_days_is_confirmed_but_for_feasts_by_the_moon() -> None:
    kenya = calendar_of([2027], "KE")
    expected = [day for day, kind in kenya.days.items() if not kind.confirmed]
    assert 1 <= len(expected) <= 3
    assert kenya.is_confirmed(date(2027, 12, 25))


def test_names_come_in_the_language_asked_for() -> None:
    assert calendar_of([2026], "CN", "zh_CN").kind(date(2026, 2, 17)).name == "春节"
    with pytest.raises(ValueError, match="no names in 'xx'; expected one of"):
        calendar_of([2026], "CN", "xx")


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(ValueError, match="no holidays are known of country 'XX'"):
        calendar_of([2026], "XX")
