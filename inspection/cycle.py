"""A unit's cycle: the stretch of working days in which it is picked at least once."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise

from inspection.calendar import Calendar
from inspection.digest import lp, sha
from inspection.policy import Policy
from inspection.rate import PPB
from inspection.slot import Slot, slots_a_day
from inspection.ticket import u64

EPOCH = date(2024, 1, 1)
"""Working days are counted from here, so that every installation finds the same cycles."""
_TURN = lp("cy-draw-1 cycle")


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where a unit stands: its cycle's first day, and today's number in it (0 to days - 1)."""

    first_day: date
    index: int


@dataclass(frozen=True, kw_only=True)
class Share:
    """A slot's share of a unit's cycle and the share left, this slot included, in ppb."""

    weight_ppb: int
    remaining_ppb: int


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """Cycles of `days` working days with `slots_a_day` slots each, every unit's shifted by its own
    hash so that the load stays level. The calendar must reach back to the epoch."""

    calendar: Calendar
    days: int
    slots_a_day: int

    def __post_init__(self) -> None:
        if self.days < 1 or self.slots_a_day < 1:
            raise ValueError(
                f"a cycle of {self.days} days with {self.slots_a_day} slots a day is none;"
                " expected 1 or more of each"
            )

    def position(self, unit: str, day: date) -> Position:
        """Raises ValueError on a day that is not worked, UnknownDay outside the calendar.

        Each unit's first cycle is cut short by the epoch.
        """
        ordinal = self._ordinal(day)
        index = (ordinal - _turn(unit, self.days)) % self.days
        return Position(first_day=self._worked[max(0, ordinal - index)], index=index)

    def share(self, unit: str, slot: Slot) -> Share:
        """The shares of a cycle add up to exactly 10^9 and differ by 1 at most."""
        if not 0 <= slot.index < self.slots_a_day:
            raise ValueError(
                f"slot {slot.index} does not belong to a day of {self.slots_a_day} slots"
            )
        index = (self._ordinal(slot.day) - _turn(unit, self.days)) % self.days
        return _shares(self.days * self.slots_a_day)[index * self.slots_a_day + slot.index]

    def covered(self, last_picked: Mapping[str, date], day: date) -> set[str]:
        """The units already picked in their present cycle, by each one's last day of a pick."""
        return {
            unit
            for unit, picked in last_picked.items()
            if picked >= self.position(unit, day).first_day
        }

    def _ordinal(self, day: date) -> int:
        worked = self._worked
        at = bisect_left(worked, day)
        if at == len(worked) or worked[at] != day:
            self.calendar.kind(day)
            raise ValueError(f"{day.isoformat()} is no working day of a cycle: nothing is drawn")
        return at

    @cached_property
    def _worked(self) -> tuple[date, ...]:
        return self.calendar.working_days(EPOCH, max(self.calendar.days, default=EPOCH))


@lru_cache(maxsize=100)
def _shares(slots: int) -> tuple[Share, ...]:
    # What is left is rounded, not each weight: the sum stays exact, the last slot's weight is all
    # that is left, and what is left n days before the end is the floor of n days.
    left = [round(Fraction(n * PPB, slots)) for n in range(slots, -1, -1)]
    return tuple(
        Share(weight_ppb=here - after, remaining_ppb=here) for here, after in pairwise(left)
    )


def cycle_of(policy: Policy, calendar: Calendar) -> Cycle:
    return Cycle(
        calendar=calendar,
        days=policy.draw_cycle_days,
        slots_a_day=slots_a_day(policy.draw_hours, policy.draw_slot_minutes),
    )


@lru_cache(maxsize=1 << 19)  # a nation's units, so that a slot costs no hashing again
def _turn(unit: str, days: int) -> int:
    return u64(sha(_TURN + lp(unit))) % days
