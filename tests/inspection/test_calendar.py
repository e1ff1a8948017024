from datetime import date

import pytest

from inspection.calendar import Calendar, DayKind, UnknownDay, unconfirmed_years
from tests.inspection.weekdays import weekdays

MAY_DAY = date(2026, 5, 1)
CALENDAR = weekdays(2026, 2026, off=[MAY_DAY])


def test_a_year_is_unconfirmed_while_a_day_from_today_on_is() -> None:
    def kind(confirmed: bool) -> DayKind:
        return DayKind(working=True, confirmed=confirmed)

    days = {date(2025, 5, 1): False, date(2026, 5, 1): False, date(2027, 5, 1): True}
    calendar = Calendar(days={day: kind(confirmed) for day, confirmed in days.items()})
    assert unconfirmed_years(calendar, date(2026, 5, 1)) == (2026,)
    assert unconfirmed_years(calendar, date(2026, 5, 2)) == ()


def test_working_days_include_both_ends_and_leave_holidays_out() -> None:
    found = CALENDAR.working_days(date(2026, 4, 30), date(2026, 5, 5))
    assert found == (date(2026, 4, 30), date(2026, 5, 4), date(2026, 5, 5))
    assert CALENDAR.working_days(date(2026, 5, 5), date(2026, 5, 4)) == ()


def test_the_next_working_day_may_be_today() -> None:
    assert CALENDAR.next_working(date(2026, 4, 30)) == date(2026, 4, 30)
    assert CALENDAR.next_working(MAY_DAY) == date(2026, 5, 4)


def test_a_day_outside_the_calendar_is_never_guessed() -> None:
    with pytest.raises(UnknownDay, match=r"holds 2026 to 2026\. Add the year 2027") as refused:
        CALENDAR.is_working(date(2027, 1, 1))
    assert "2027-01-01" in str(refused.value)
    with pytest.raises(UnknownDay):
        CALENDAR.working_days(date(2026, 12, 1), date(2027, 1, 1))
    with pytest.raises(UnknownDay):
        CALENDAR.next_working(date(2027, 1, 1))


def test_a_hole_in_the_calendar_is_noticed_in_a_range_too() -> None:
    days = {day: kind for day, kind in CALENDAR.days.items() if day != MAY_DAY}
    holed = Calendar(days=days)
    assert len(holed.working_days(date(2026, 4, 1), date(2026, 4, 30))) == 22
    with pytest.raises(UnknownDay, match="2026-05-01"):
        holed.working_days(date(2026, 4, 1), date(2026, 5, 30))


def test_an_empty_calendar_says_so() -> None:
    with pytest.raises(UnknownDay, match="no day at all"):
        Calendar(days={}).kind(MAY_DAY)


def test_a_regions_own_holiday_replaces_the_day() -> None:
    torch = date(2026, 8, 5)
    festival = DayKind(working=False, confirmed=True, name="Torch Festival")
    regional = CALENDAR.replaced({torch: festival})
    assert CALENDAR.is_working(torch)
    assert not regional.is_working(torch)
    assert regional.kind(torch).name == "Torch Festival"


def test_expected_days_are_told_from_announced_ones() -> None:
    expected = CALENDAR.replaced({MAY_DAY: DayKind(working=False, confirmed=False)})
    assert CALENDAR.is_confirmed(MAY_DAY)
    assert not expected.is_confirmed(MAY_DAY)
