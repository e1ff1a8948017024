from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.calendar import UnknownDay
from inspection.hours import Hours
from inspection.part import Part
from inspection.policy import Policy
from inspection.window import Window, household_window, official_window
from tests.inspection.weekdays import weekdays

ZONES = ["Asia/Kathmandu", "Asia/Shanghai", "America/New_York"]
MAY_DAY = date(2026, 5, 1)
CALENDAR = weekdays(2026, 2026, off=[MAY_DAY])
POLICY = Policy.of({})
OFFICIALS = official_window(POLICY, CALENDAR, POLICY.zone)
HOUSEHOLDS = household_window(POLICY, CALENDAR, POLICY.zone)


def window(hours: str, zone: str = "Asia/Shanghai", rest: str = "") -> Window:
    return Window(
        workday=Hours.parse(hours),
        restday=Hours.parse(rest),
        zone=ZoneInfo(zone),
        calendar=CALENDAR,
    )


def at(text: str, zone: str = "Asia/Shanghai") -> datetime:
    """A local time of 2026: "03-02 09:00" (a Monday), in UTC."""
    local = datetime.fromisoformat(f"2026-{text}:00").replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_hours_are_those_of_the_zone_and_the_end_is_outside(zone: str) -> None:
    office = window("08:00-18:00", zone)
    assert office.inside(at("03-02 08:00", zone))
    assert office.inside(at("03-02 17:59", zone))
    assert not office.inside(at("03-02 07:59", zone))
    assert not office.inside(at("03-02 18:00", zone))


def test_officials_are_left_alone_on_days_of_rest_and_villagers_have_other_hours() -> None:
    noon_of_a_holiday, noon = at("05-01 11:00"), at("03-02 12:30")
    assert not OFFICIALS.inside(noon_of_a_holiday)
    assert HOUSEHOLDS.inside(noon_of_a_holiday)
    assert OFFICIALS.inside(noon)
    assert HOUSEHOLDS.inside(noon)
    assert not HOUSEHOLDS.inside(at("03-02 11:00"))


def test_an_open_window_opens_now() -> None:
    now = at("03-02 09:17")
    assert OFFICIALS.next_opening(now) == now
    assert OFFICIALS.next_opening(now.astimezone(ZoneInfo("America/New_York"))) == now


@pytest.mark.parametrize(
    ("instant", "opening"),
    [
        ("03-02 07:00", "03-02 08:00"),
        ("03-02 18:00", "03-03 08:00"),
        ("03-06 20:00", "03-09 08:00"),
        ("04-30 18:00", "05-04 08:00"),
    ],
)
def test_a_closed_window_opens_on_the_next_working_day(instant: str, opening: str) -> None:
    assert OFFICIALS.next_opening(at(instant)) == at(opening)


def test_a_span_closes_at_its_own_end_although_parts_of_the_day_lie_between() -> None:
    assert OFFICIALS.closing(at("03-02 09:00")) == at("03-02 18:00")
    assert HOUSEHOLDS.closing(at("03-02 12:10")) == at("03-02 13:30")
    assert HOUSEHOLDS.closing(at("03-02 14:00")) == at("03-02 20:30")


def test_a_deadline_runs_over_open_hours_only() -> None:
    four_hours = timedelta(hours=4)
    assert OFFICIALS.add_working(at("03-02 09:00"), four_hours) == at("03-02 13:00")
    assert OFFICIALS.add_working(at("03-02 14:00"), four_hours) == at("03-02 18:00")
    assert OFFICIALS.add_working(at("03-06 16:30"), four_hours) == at("03-09 10:30")
    assert OFFICIALS.add_working(at("04-30 17:00"), four_hours) == at("05-04 11:00")
    assert OFFICIALS.add_working(at("03-07 12:00"), timedelta(0)) == at("03-09 08:00")
    with pytest.raises(ValueError, match="before its beginning"):
        OFFICIALS.add_working(at("03-02 09:00"), timedelta(minutes=-1))


@pytest.mark.parametrize(
    ("time", "part"),
    [
        ("08:00", "morning"),
        ("11:29", "morning"),
        ("11:30", "noon"),
        ("14:00", "afternoon"),
        ("18:00", "evening"),
        ("23:59", "evening"),
    ],
)
def test_parts_of_the_day_follow_local_time(time: str, part: Part) -> None:
    for zone in ZONES:
        assert window("08:00-18:00", zone).part_of_day(at(f"03-02 {time}", zone)) == part


def following(after: str, *used: Part, hours: float = 0, not_on: tuple[date, ...] = ()) -> datetime:
    wait = timedelta(hours=hours)
    return OFFICIALS.next_other_part(at(after), used=used, wait=wait, not_on=not_on)


def test_a_second_try_falls_into_another_part_of_the_day() -> None:
    assert following("03-02 09:00", "morning") == at("03-02 11:30")
    assert following("03-02 09:00", "morning", "noon") == at("03-02 14:00")
    assert following("03-02 15:00", "afternoon") == at("03-03 08:00")
    assert following("03-06 15:00", "afternoon") == at("03-09 08:00")


def test_a_second_try_waits_long_enough_and_avoids_days() -> None:
    assert following("03-02 09:00", "morning", hours=3) == at("03-02 12:00")
    monday = date(2026, 3, 2)
    assert following("03-02 09:00", "morning", not_on=(monday,)) == at("03-03 11:30")
    assert following("03-02 09:00", not_on=(monday,)) == at("03-03 08:00")


def test_when_every_part_has_been_tried_the_next_open_moment_is_taken() -> None:
    every: tuple[Part, ...] = ("morning", "noon", "afternoon")
    assert following("03-02 09:00", *every, hours=1) == at("03-02 10:00")
    assert following("03-02 20:00", *every) == at("03-03 08:00")


def test_summer_time_changes_no_local_hour() -> None:
    office = window("08:00-18:00", "America/New_York")
    friday, monday = at("03-06 17:00", "America/New_York"), at("03-09 09:00", "America/New_York")
    assert monday - friday == timedelta(hours=63)
    assert office.add_working(friday, timedelta(hours=2)) == monday


def test_an_hour_that_the_change_of_clocks_skips_is_never_open() -> None:
    night = window("", "America/New_York", rest="02:10-02:50")
    skipped = at("03-08 01:59", "America/New_York") + timedelta(minutes=31)
    assert not night.inside(skipped)
    assert night.next_opening(skipped) == at("03-14 02:10", "America/New_York")


def test_an_hour_that_comes_twice_is_open_without_a_gap() -> None:
    night = window("", "America/New_York", rest="00:30-02:30")
    opening = at("11-01 00:30", "America/New_York")
    assert night.closing(opening) - opening == timedelta(hours=3)


def test_a_day_may_end_at_midnight() -> None:
    late = window("22:00-24:00")
    assert late.closing(at("03-02 23:00")) == at("03-03 00:00")
    assert not late.inside(at("03-03 00:00"))


def test_hours_that_never_close_are_given_a_day_at_a_time() -> None:
    always = window("00:00-24:00", rest="00:00-24:00")
    closing = always.closing(at("03-02 23:00"))
    assert at("03-03 23:00") <= closing <= at("03-04 23:00")
    assert always.next_opening(closing) == closing


@given(
    zone=st.sampled_from(ZONES),
    minute=st.integers(0, 330 * 24 * 60),
    minutes=st.integers(0, 3000),
)
def test_a_deadline_leaves_exactly_its_span_of_open_time(
    zone: str, minute: int, minutes: int
) -> None:
    office = window("08:00-12:00,14:00-18:00", zone)
    start = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(minutes=minute)
    deadline = office.add_working(start, timedelta(minutes=minutes))
    spent, now = timedelta(0), office.next_opening(start)
    while (end := min(office.closing(now), deadline)) < deadline:
        spent += end - now
        now = office.next_opening(end)
    assert spent + (end - now) == timedelta(minutes=minutes)
    assert deadline.tzinfo is UTC
    assert office.inside(office.next_opening(deadline))


def test_no_hour_is_guessed_beyond_the_calendar() -> None:
    with pytest.raises(UnknownDay, match="Add the year 2027"):
        OFFICIALS.next_opening(at("12-31 18:00"))


def test_a_window_that_never_opens_and_naive_times_are_refused() -> None:
    with pytest.raises(ValueError, match="never opens"):
        window("")
    with pytest.raises(ValueError, match="needs a time zone"):
        OFFICIALS.inside(datetime(2026, 3, 2, 9))  # noqa: DTZ001 - the mistake under test
