from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from inspection.calendar import UnknownDay
from inspection.hours import Hours
from inspection.slot import Slot, next_slot, read_label, slots_a_day, slots_of_day
from tests.inspection.weekdays import weekdays

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
DAYTIME = Hours.parse("08:00-18:00")
CALENDAR = weekdays(2026, 2026)


def following(instant: str, zone: ZoneInfo = SHANGHAI) -> Slot:
    moment = datetime.fromisoformat(instant)
    return next_slot(moment, hours=DAYTIME, minutes=30, zone=zone, calendar=CALENDAR)


def test_a_label_names_the_local_opening_with_its_offset() -> None:
    opening = datetime(2023, 9, 15, 11, 0, 3, tzinfo=UTC)
    slot = Slot(opens_at=opening, minutes=30, zone=SHANGHAI)
    assert slot.label == "2023-09-15T19:00:03+08:00/PT30M"
    assert read_label(slot.label) == (opening, 30)


def test_even_a_zone_at_greenwich_never_writes_z() -> None:
    slot = Slot(opens_at=datetime(2026, 1, 5, 9, tzinfo=UTC), minutes=30, zone=ZoneInfo("UTC"))
    assert slot.label == "2026-01-05T09:00:00+00:00/PT30M"


@pytest.mark.parametrize(
    "text", ["2026-01-05T09:00:00Z/PT30M", "2026-01-05T09:00:00+08:00", "", "x/PT30M"]
)
def test_anything_but_a_label_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not the label of a slot"):
        read_label(text)


def test_a_working_day_has_twenty_slots_by_default() -> None:
    slots = slots_of_day(date(2026, 3, 2), hours=DAYTIME, minutes=30, zone=SHANGHAI)
    assert len(slots) == slots_a_day(DAYTIME, 30) == 20
    assert [slot.index for slot in slots] == list(range(20))
    assert slots[0].opens_at == datetime(2026, 3, 2, 0, tzinfo=UTC)
    assert slots[-1].closes_at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert {slot.day for slot in slots} == {date(2026, 3, 2)}


def test_a_rest_too_short_for_a_slot_is_left_out() -> None:
    hours = Hours.parse("08:00-09:45,14:00-14:20")
    slots = slots_of_day(date(2026, 3, 2), hours=hours, minutes=30, zone=SHANGHAI)
    assert [slot.label[11:16] for slot in slots] == ["08:00", "08:30", "09:00"]


def test_the_next_slot_may_open_at_this_very_instant() -> None:
    assert following("2026-03-02T09:00:00+08:00").label == "2026-03-02T09:00:00+08:00/PT30M"
    assert following("2026-03-02T09:00:01+08:00").label == "2026-03-02T09:30:00+08:00/PT30M"


def test_after_the_last_slot_of_friday_comes_the_first_of_monday() -> None:
    assert following("2026-03-06T17:30:01+08:00").label == "2026-03-09T08:00:00+08:00/PT30M"


def test_the_day_is_that_of_the_region_not_of_the_server() -> None:
    late_on_sunday_in_utc = following("2026-03-01T23:59:00+00:00")
    assert late_on_sunday_in_utc.label == "2026-03-02T08:00:00+08:00/PT30M"


def test_summer_time_moves_the_instant_and_not_the_local_hour() -> None:
    before = following("2026-03-06T00:00:00-05:00", NEW_YORK)
    after = following("2026-03-09T00:00:00-04:00", NEW_YORK)
    assert (before.opens_at.hour, after.opens_at.hour) == (13, 12)
    assert before.label.endswith("T08:00:00-05:00/PT30M")
    assert after.label.endswith("T08:00:00-04:00/PT30M")


def test_a_local_time_that_the_change_of_clocks_skips_has_no_slot() -> None:
    night = Hours.parse("01:00-04:00")
    slots = slots_of_day(date(2026, 3, 8), hours=night, minutes=30, zone=NEW_YORK)
    assert [slot.index for slot in slots] == [0, 1, 4, 5]
    assert len({slot.opens_at for slot in slots}) == 4


def test_no_slot_is_looked_for_beyond_the_calendar() -> None:
    with pytest.raises(UnknownDay, match="Add the year 2027"):
        following("2026-12-31T18:00:00+08:00")


def test_hours_without_room_for_a_slot_are_refused() -> None:
    short = Hours.parse("08:00-08:20")
    with pytest.raises(ValueError, match="hold no slot of 30 minutes"):
        next_slot(
            datetime(2026, 3, 2, tzinfo=UTC), hours=short, minutes=30, zone=SHANGHAI,
            calendar=CALENDAR,
        )  # fmt: skip


def test_slots_without_a_zone_or_a_length_are_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        Slot(opens_at=datetime(2026, 3, 2), minutes=30, zone=SHANGHAI)  # noqa: DTZ001
    with pytest.raises(ValueError, match="expected 1 or more"):
        Slot(opens_at=datetime(2026, 3, 2, tzinfo=UTC), minutes=0, zone=SHANGHAI)
