from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.hours import Hours
from inspection.pause import Pause, Standstill, between, paused, standstills, stretched
from inspection.window import Window
from tests.inspection.contacts import CALENDAR, contact
from tests.inspection.contacts import ZONE as SHANGHAI

VILLAGE = "530128102201"


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


def pause(begins: datetime, ends: datetime | None, region: str = "530128") -> Pause:
    return Pause(region=region, began_at=begins, ends_at=ends)


@pytest.mark.parametrize(
    ("region", "place", "held"),
    [
        ("", VILLAGE, True),
        ("", "", True),
        ("530128", VILLAGE, True),
        ("530129", VILLAGE, False),
        ("530128", "5301", False),  # not all of the prefecture is paused
    ],
)
def test_a_pause_holds_what_lies_in_its_region(region: str, place: str, held: bool) -> None:
    assert paused([pause(at(2, 9), None, region)], place, at(3, 9)) is held


def test_a_pause_holds_from_its_first_to_before_its_last_instant() -> None:
    one = pause(at(2, 9), at(3))
    moments = (at(2, 8, 59), at(2, 9), at(2, 23, 59), at(3))
    assert [one.holds(VILLAGE, moment) for moment in moments] == [False, True, True, False]


def test_pauses_that_overlap_take_time_once() -> None:
    pauses = [
        pause(at(5, 9), None, ""),
        pause(at(2, 9), at(3, 9)),
        pause(at(3, 8), at(4, 9), "53"),
        pause(at(2), at(20), "44"),
    ]
    now = at(6, 12)
    assert standstills(pauses, VILLAGE, now) == (
        Standstill(at(2, 9), at(4, 9)),
        Standstill(at(5, 9), now),
    )


@given(
    start=st.integers(0, 100),
    length=st.integers(0, 100),
    cuts=st.lists(st.tuples(st.integers(0, 120), st.integers(1, 30)), max_size=5),
)
def test_what_is_left_and_what_is_taken_are_the_whole(
    start: int, length: int, cuts: list[tuple[int, int]]
) -> None:
    def moment(minute: int) -> datetime:
        return datetime(2026, 3, 2, tzinfo=UTC) + timedelta(minutes=minute)

    pauses = [pause(moment(begin), moment(begin + takes)) for begin, takes in cuts]
    still = standstills(pauses, VILLAGE, moment(1000))
    left = list(between(moment(start), moment(start + length), still))
    open_minutes = {
        minute
        for minute in range(start, start + length)
        if not paused(pauses, VILLAGE, moment(minute))
    }
    kept = {m for m in range(start, start + length) if any(a <= moment(m) < b for a, b in left)}
    assert kept == open_minutes
    assert all(a < b for a, b in left)


def test_a_window_is_shut_and_its_time_stands_still_during_a_pause() -> None:
    window = Window(
        workday=Hours.parse("08:00-18:00"), restday=Hours(), zone=SHANGHAI, calendar=CALENDAR
    )
    shut = replace(window, still=(Standstill(at(2, 10), at(3, 9)),))
    assert (window.inside(at(2, 12)), shut.inside(at(2, 12))) == (True, False)
    assert shut.next_opening(at(2, 12)) == at(3, 9)
    assert window.add_working(at(2, 9), timedelta(hours=4)) == at(2, 13)
    assert shut.add_working(at(2, 9), timedelta(hours=4)) == at(3, 12)
    assert shut.closing(at(2, 9)) == at(2, 10)


@pytest.mark.parametrize(
    ("still", "last_day"),
    [
        ((), date(2026, 3, 4)),
        ((Standstill(at(1), at(2, 7)),), date(2026, 3, 4)),  # over before it was opened
        ((Standstill(at(2, 12), at(2, 13)),), date(2026, 3, 5)),  # one working day touched
        ((Standstill(at(3), at(5)),), date(2026, 3, 6)),
        ((Standstill(at(4), at(7)),), date(2026, 3, 9)),  # the days that follow are lost, too
        ((Standstill(at(7), at(9)),), date(2026, 3, 4)),  # after its end
    ],
)
def test_a_working_day_that_was_lost_is_made_up_for(
    still: tuple[Standstill, ...], last_day: date
) -> None:
    one = replace(contact("official"), opened_at=at(2, 8), close_by=at(5))
    end = stretched(one, still, zone=SHANGHAI, calendar=CALENDAR)
    assert end.astimezone(SHANGHAI) - timedelta(days=1) == datetime.combine(
        last_day, datetime.min.time(), tzinfo=SHANGHAI
    )


def test_households_are_asked_within_a_week_or_not_at_all() -> None:
    still = (Standstill(at(3), at(12)),)
    official = replace(contact("official"), opened_at=at(2, 8), close_by=at(5))
    household = replace(contact("household"), opened_at=at(2, 8), close_by=at(5))
    assert stretched(official, still, zone=SHANGHAI, calendar=CALENDAR) == at(14)
    assert stretched(household, still, zone=SHANGHAI, calendar=CALENDAR) == at(9, 8)
