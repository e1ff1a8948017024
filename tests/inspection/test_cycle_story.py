"""A whole cycle, slot by slot, with picks, absences, pauses and regional rates in between."""

from datetime import timedelta
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.cycle import EPOCH, cycle_of
from inspection.frame import Candidates, FrameRow, Reason, Unit, eligible
from inspection.policy import Policy
from inspection.rate import PPB, pi_ppb
from inspection.slot import Slot, slots_of_day
from tests.inspection.weekdays import weekdays

POLICY = Policy.of({"draw.cycle_days": "5", "draw.floor_days": "2", "draw.hours": "09:00-11:00"})
CALENDAR = weekdays(2024, 2024)
CYCLE = cycle_of(POLICY, CALENDAR)
DAYS = CALENDAR.working_days(EPOCH + timedelta(days=28), EPOCH + timedelta(days=80))
ZONE = ZoneInfo("Asia/Shanghai")
REASONS = st.sampled_from([None, None, None, Reason.ON_LEAVE, Reason.PAUSED])


def cycle_of_unit(unit: str) -> list[Slot]:
    """All slots of the first whole cycle among the days."""
    first = next(at for at, day in enumerate(DAYS) if CYCLE.position(unit, day).index == 0)
    return [
        slot
        for day in DAYS[first : first + CYCLE.days]
        for slot in slots_of_day(day, hours=POLICY.draw_hours, minutes=30, zone=ZONE)
    ]


def row_of(unit: Unit, slot: Slot, *, covered: bool) -> FrameRow:
    numbers = count(1)
    frame = eligible(
        [unit],
        covered={unit.unit} if covered else set(),
        slot=slot,
        policy=POLICY,
        cycle=CYCLE,
        salts=lambda: next(numbers).to_bytes(16, "big"),
    )
    return frame.rows[0]


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from([f"T{n}" for n in range(12)]),
    rate=st.integers(0, 6000),
    story=st.lists(st.tuples(REASONS, st.integers(0, PPB - 1)), min_size=20, max_size=20),
)
def test_in_every_state_the_chance_is_no_less_than_the_base_and_the_cycle_covers(
    name: str, rate: int, story: list[tuple[Reason | None, int]]
) -> None:
    slots = cycle_of_unit(name)
    assert len(slots) == len(story)
    picked = False
    for slot, (reason, ticket) in zip(slots, story, strict=True):
        unit = Unit(
            unit=name, stratum="530128", candidates=Candidates(), reason=reason, rate_milli=rate
        )
        row = row_of(unit, slot, covered=picked)
        base = pi_ppb(
            rate_milli=rate,
            weight_ppb=row.weight_ppb,
            remaining_ppb=row.remaining_ppb,
            floor_ppb=0,
            covered=True,
        )
        assert (row.pi_ppb >= base) if reason is None else (row.pi_ppb == 0)
        picked = picked or ticket < row.pi_ppb
    last_reason = story[-1][0]
    assert picked or last_reason is not None, "only who may not be drawn at the end is left out"
