"""What a rate costs: how many picks, checks and calls a working day it brings."""

import math
from dataclasses import dataclass
from functools import lru_cache

from inspection.detection import WORKING_DAYS_A_MONTH, WORKING_DAYS_A_YEAR
from inspection.policy import Policy
from inspection.slot import slots_a_day

OFTEN = 4
"""Checks of one person a month from which a policy comes close to a daily punch-in."""
DAILY = 0.4
"""Share of the working days on which a team is picked from which it comes close to one."""


def picks_a_cycle(policy: Policy, rate_milli: int) -> float:
    """How often a team is picked in one cycle on average, the floor included: 2.175 at the default
    numbers, where the rate alone gives 2."""
    slots = slots_a_day(policy.draw_hours, policy.draw_slot_minutes) * policy.draw_cycle_days
    floor = policy.draw_floor_days * slots / policy.draw_cycle_days
    return _picks(rate_milli, slots, round(floor))


@lru_cache(maxsize=1024)
def _picks(rate_milli: int, slots: int, floor_slots: int) -> float:
    p = 1 - math.exp(-rate_milli / 1000 / slots)
    open_still, picks = 1.0, 0.0
    for left in range(slots, 0, -1):
        uncovered = 1 - (1 - p) * (1 - 1 / left) if left <= floor_slots else p
        picks += open_still * uncovered + (1 - open_still) * p
        open_still *= 1 - uncovered
    return picks


@dataclass(frozen=True, kw_only=True)
class People:
    """Whom a rate falls upon: teams in force, their posted officials, their villages' households
    with a number or without."""

    teams: int = 0
    officials: int = 0
    households: int = 0

    @property
    def officials_a_team(self) -> float:
        return self.officials / self.teams if self.teams else 0.0


@dataclass(frozen=True, kw_only=True)
class Load:
    """Of one working day: picks, and the household calls that follow if everybody answers at once;
    `most_checks` and `most_calls` are what the caps allow."""

    picks: float
    calls: float
    most_checks: float
    most_calls: float

    @property
    def beyond(self) -> bool:
        """Whether the caps pass people over so often that the rate is not reached."""
        return self.picks > self.most_checks or self.calls > self.most_calls


def load_of(policy: Policy, people: People, rate_milli: int) -> Load:
    picks = people.teams * picks_a_cycle(policy, rate_milli) / policy.draw_cycle_days
    a_year = min(policy.household_calls_a_year, 365 / max(policy.household_rest_days, 1))
    return Load(
        picks=picks,
        calls=picks * policy.household_calls,
        most_checks=people.officials * policy.official_contacts_a_month / WORKING_DAYS_A_MONTH,
        most_calls=people.households * a_year / WORKING_DAYS_A_YEAR,
    )


def checks_a_month(policy: Policy, people: People, rate_milli: int) -> float:
    """How often one official is checked in a month of 21 working days, the cap applied."""
    if not people.officials:
        return 0.0
    picks = load_of(policy, people, rate_milli).picks
    uncapped = picks * WORKING_DAYS_A_MONTH / people.officials
    return min(uncapped, policy.official_contacts_a_month)
