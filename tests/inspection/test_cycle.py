from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.calendar import UnknownDay
from inspection.cycle import Cycle, cycle_of
from inspection.digest import lp, sha
from inspection.hours import Hours
from inspection.policy import Policy
from inspection.rate import PPB, floor_ppb, pi_ppb
from inspection.slot import Slot, slots_of_day
from tests.inspection.weekdays import weekdays

CALENDAR = weekdays(2024, 2027, off=[date(2026, 5, 1)])
CYCLE = cycle_of(Policy.of({}), CALENDAR)
WORKED = CALENDAR.working_days(date(2024, 1, 1), date(2027, 12, 31))
ZONE = ZoneInfo("Asia/Shanghai")
UNITS = st.integers(0, 10**6).map(lambda number: f"T{number:010}")


def slots(day: date, cycle: Cycle = CYCLE) -> list[Slot]:
    hours = Hours(spans=((480, 480 + 30 * cycle.slots_a_day),))
    return list(slots_of_day(day, hours=hours, minutes=30, zone=ZONE))


def test_the_default_cycle_has_63_days_of_20_slots() -> None:
    assert (CYCLE.days, CYCLE.slots_a_day) == (63, 20)


@given(unit=UNITS)
def test_positions_count_working_days_and_begin_again(unit: str) -> None:
    positions = [CYCLE.position(unit, day) for day in WORKED[63:400]]
    assert all(0 <= one.index < 63 for one in positions)
    for day, before, after in zip(WORKED[64:400], positions, positions[1:], strict=False):
        if after.index == 0:
            assert before.index == 62
            assert after.first_day == day
        else:
            assert after.index == before.index + 1
            assert after.first_day == before.first_day


@given(unit=UNITS)
def test_the_shift_is_the_units_published_hash(unit: str) -> None:
    shift = int.from_bytes(sha(lp("cy-draw-1 cycle") + lp(unit))[:8], "big") % 63
    assert CYCLE.position(unit, WORKED[shift]).index == 0
    assert CYCLE.position(unit, WORKED[shift + 63]).first_day == WORKED[shift + 63]


@given(days=st.integers(1, 70), a_day=st.integers(1, 20))
def test_the_shares_of_a_cycle_add_up_exactly_and_run_out_in_its_last_slot(
    days: int, a_day: int
) -> None:
    cycle = Cycle(calendar=CALENDAR, days=days, slots_a_day=a_day)
    start = next(day for day in WORKED if cycle.position("T1", day).index == 0)
    first = WORKED.index(start)
    shares = [
        cycle.share("T1", slot)
        for day in WORKED[first : first + days]
        for slot in slots(day, cycle)
    ]
    assert sum(share.weight_ppb for share in shares) == PPB
    left = PPB
    for share in shares:
        assert share.remaining_ppb == left
        left -= share.weight_ppb
    assert shares[-1].weight_ppb == shares[-1].remaining_ppb
    weights = [share.weight_ppb for share in shares]
    assert max(weights) - min(weights) <= 1


def test_every_reachable_state_of_a_cycle_keeps_the_base_chance_and_ends_in_certainty() -> None:
    start = next(day for day in WORKED if CYCLE.position("T1", day).index == 0)
    first, floor = WORKED.index(start), floor_ppb(16, 63)
    raised = 0
    chance = base = 0
    for day in WORKED[first : first + 63]:
        for slot in slots(day):
            share = CYCLE.share("T1", slot)
            base, chance = (
                pi_ppb(
                    rate_milli=2000,
                    weight_ppb=share.weight_ppb,
                    remaining_ppb=share.remaining_ppb,
                    floor_ppb=floor,
                    covered=covered,
                )
                for covered in (True, False)
            )
            assert chance >= base > 0
            raised += chance > base
    assert chance == PPB
    assert raised == 16 * 20


def test_units_are_spread_evenly_over_the_days_of_the_cycle() -> None:
    day = date(2026, 3, 2)
    indices = [CYCLE.position(f"T{number}", day).index for number in range(6300)]
    counts = [indices.count(index) for index in range(63)]
    assert min(counts) > 50
    assert max(counts) < 150


def test_a_unit_is_covered_by_a_pick_of_its_present_cycle_only() -> None:
    today = next(day for day in WORKED[200:] if CYCLE.position("T1", day).index == 5)
    first = CYCLE.position("T1", today).first_day
    before = WORKED[WORKED.index(first) - 1]
    assert CYCLE.covered({"T1": first}, today) == {"T1"}
    assert CYCLE.covered({"T1": today}, today) == {"T1"}
    assert CYCLE.covered({"T1": before}, today) == set()


def test_the_epoch_cuts_a_units_first_cycle_short() -> None:
    late = next(unit for unit in map(str, range(99)) if CYCLE.position(unit, WORKED[0]).index)
    assert CYCLE.position(late, WORKED[0]).first_day == WORKED[0]


def test_nothing_is_drawn_on_a_day_of_rest_or_outside_the_calendar() -> None:
    with pytest.raises(ValueError, match="2026-05-01 is no working day"):
        CYCLE.position("T1", date(2026, 5, 1))
    with pytest.raises(UnknownDay, match="Add the year 2028"):
        CYCLE.position("T1", date(2028, 1, 3))
    with pytest.raises(UnknownDay, match="2024-01-01"):
        Cycle(calendar=weekdays(2026, 2026), days=63, slots_a_day=20).position(
            "T1", date(2026, 3, 2)
        )


def test_a_slot_beyond_the_days_slots_is_refused() -> None:
    opening = datetime(2026, 3, 2, 19, tzinfo=ZONE)
    stray = Slot(opens_at=opening, minutes=30, zone=ZONE, index=20)
    with pytest.raises(ValueError, match="a day of 20 slots"):
        CYCLE.share("T1", stray)


def test_a_cycle_without_days_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 1 or more of each"):
        Cycle(calendar=CALENDAR, days=0, slots_a_day=20)
