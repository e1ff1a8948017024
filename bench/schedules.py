"""Ways of choosing whom to check on which day, with the chance that each team could have known.

All spend the same: two checks a team in 63 working days (the floor of our draw comes on top). A
schedule's `chance` is that of a team to be checked on a day, given the rule and all that happened
until the evening before: what somebody who knows the rule can reckon with.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from documents.calendar import calendar_of
from inspection import draw
from inspection.cycle import Cycle, cycle_of
from inspection.policy import Policy
from inspection.rate import PPB, floor_ppb, pi_ppb
from inspection.slot import slots_of_day

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]
Truths = NDArray[np.bool_]
Generator = np.random.Generator
TEAMS, COUNTY, WEEK = 640, 16, 5
CHECKS, CYCLE = 2, 63
RATE = CHECKS / CYCLE
"""Checks of a team a day."""
BEFORE = CYCLE
"""Days drawn before the log begins, so that no team starts afresh."""
_ZONE = ZoneInfo("Asia/Shanghai")
_CALENDAR = calendar_of(range(2024, 2027))
DAYS = _CALENDAR.working_days(date(2025, 9, 1), date(2026, 12, 31))[-(248 + BEFORE) :]
UNITS = tuple(f"T{number:010}" for number in range(TEAMS))


@dataclass(frozen=True, kw_only=True)
class Log:
    """A year of one schedule, by day and team; `checks` may be more than 1 in our draw.
    `weights`: of each check the inverse of its chance, summed by day and team."""

    name: str
    chance: Floats
    checks: Wholes
    weights: Floats

    @property
    def picked(self) -> Truths:
        return self.checks > 0

    @property
    def least_to_mean(self) -> float:
        """min q / mean q: how safe the safest day is."""
        return float(self.chance.min() / self.chance.mean())


def _log(name: str, chance: Floats, checks: Wholes, weights: Floats | None = None) -> Log:
    counted = checks.astype(np.float64) if weights is None else weights
    return Log(name=name, chance=chance[BEFORE:], checks=checks[BEFORE:], weights=counted[BEFORE:])


def fixed_rota(name: str, chance: Generator) -> Log:
    """Every team on its own day, again and again."""
    turns = chance.uniform(0, CYCLE / CHECKS, TEAMS)
    day = np.arange(len(DAYS))[:, None]
    rounds = np.floor((day + turns) / (CYCLE / CHECKS))
    checks = (rounds > np.floor((day - 1 + turns) / (CYCLE / CHECKS))).astype(np.int64)
    return _log(name, checks.astype(np.float64), checks)


def same_weekday(name: str, chance: Generator) -> Log:
    """Each county checks on its own weekday, by lot among all teams."""
    weekday = np.arange(TEAMS) // COUNTY % WEEK
    likely = np.where(np.arange(len(DAYS))[:, None] % WEEK == weekday, RATE * WEEK, 0.0)
    return _log(name, likely, (chance.random(likely.shape) < likely).astype(np.int64))


def without_replacement(name: str, chance: Generator) -> Log:
    """Nobody twice before everybody once: rounds of 31 and 32 days."""
    likely, checks = _empty()
    first = 0
    while first < len(DAYS):
        length = CYCLE // 2 + first // (CYCLE // 2) % 2
        when = chance.integers(0, length, TEAMS)
        for day in range(min(length, len(DAYS) - first)):
            likely[first + day] = np.where(when >= day, 1 / (length - day), 0.0)
            checks[first + day] = when == day
        first += length
    return _log(name, likely, checks)


def cool_down(name: str, chance: Generator, days: int = 10) -> Log:
    """By lot, but never within ten days after a check."""
    likely, checks = _empty()
    since = np.full(TEAMS, days)
    for day in range(len(DAYS)):
        likely[day] = np.where(since >= days, 1 / (CYCLE / CHECKS - days), 0.0)
        checks[day] = chance.random(TEAMS) < likely[day]
        since = np.where(checks[day] > 0, 0, since + 1)
    return _log(name, likely, checks)


def weekly_quota(name: str, chance: Generator) -> Log:
    """Each county must do its two or three checks a week, on any days, of different teams."""
    likely, checks = _empty()
    for week in range(0, len(DAYS), WEEK):
        for county in range(0, TEAMS, COUNTY):
            quota = int(COUNTY * WEEK * RATE + chance.random())
            teams = county + chance.permutation(COUNTY)[:quota]
            when = chance.integers(0, WEEK, quota)
            for day in range(min(WEEK, len(DAYS) - week)):
                done = teams[when < day]
                left = quota - len(done)
                here = likely[week + day, county : county + COUNTY]
                here[:] = left / (COUNTY - len(done)) / (WEEK - day)
                here[done - county] = 0.0
                checks[week + day, teams[when == day]] = 1
    return _log(name, likely, checks)


def this_draw(floor_days: int) -> Callable[[str, Generator], Log]:
    """The product's own cycle, rate and keyed picks, slot by slot."""
    policy = Policy.of({"draw.floor_days": str(floor_days)})

    def drawn(name: str, chance: Generator) -> Log:
        likely, checks = _empty()
        weights = np.zeros_like(likely)
        table, cycle = _chances(policy), cycle_of(policy, _CALENDAR)
        covered = np.zeros(TEAMS, dtype=bool)
        at = {unit: number for number, unit in enumerate(UNITS)}
        secret = chance.bytes(32)
        for number, day in enumerate(DAYS):
            index = _indexes(cycle, day)
            covered &= index > 0
            today = table[:, index]  # covered?, team, slot
            likely[number] = 1 - np.prod(1 - _of_state(today, covered) / PPB, axis=1)
            for slot in range(table.shape[2]):
                pi = _of_state(today, covered)[:, slot].tolist()
                key = sha256(secret + f"{day} {slot}".encode()).digest()
                for pick in draw.picks(key, list(zip(UNITS, pi, strict=True))):
                    team = at[pick.unit]
                    covered[team] = True
                    checks[number, team] += 1
                    weights[number, team] += PPB / pick.pi_ppb
        return _log(name, likely, checks, weights)

    return drawn


def turns() -> Wholes:
    """By day of the log and team, the day of the team's cycle: anybody can compute it."""
    cycle = cycle_of(Policy.of({}), _CALENDAR)
    return np.array([_indexes(cycle, day) for day in DAYS[BEFORE:]])


def base_chance() -> float:
    """Of a team to be picked on a day without any floor, by the product's own numbers."""
    table = _chances(Policy.of({"draw.floor_days": "0"}))
    return float((1 - np.prod(1 - table[0] / PPB, axis=1)).min())


SCHEDULES: Mapping[str, Callable[[str, Generator], Log]] = {
    "fixed rota": fixed_rota,
    "weekly, same weekday": same_weekday,
    "without replacement": without_replacement,
    "10-day cool-down": cool_down,
    "county weekly quota": weekly_quota,
    "this draw, no floor": this_draw(0),
    "this draw with floor": this_draw(16),
}


def logs(seed: int) -> dict[str, Log]:
    return {
        name: make(name, np.random.default_rng(seed + number))
        for number, (name, make) in enumerate(SCHEDULES.items())
    }


def _empty() -> tuple[Floats, Wholes]:
    return np.zeros((len(DAYS), TEAMS)), np.zeros((len(DAYS), TEAMS), dtype=np.int64)


def _of_state(today: Wholes, covered: Truths) -> Wholes:
    """Of (covered?, team, slot) the chances of each team as it stands."""
    return np.asarray(np.where(covered[:, None], today[1], today[0]), dtype=np.int64)


def _chances(policy: Policy) -> Wholes:
    """By whether covered, day of the cycle, and slot: in ppb."""
    cycle = cycle_of(policy, _CALENDAR)
    floor = floor_ppb(policy.draw_floor_days, policy.draw_cycle_days)
    table = np.zeros((2, policy.draw_cycle_days, cycle.slots_a_day), dtype=np.int64)
    for day in DAYS[: policy.draw_cycle_days]:
        index = cycle.position(UNITS[0], day).index
        opening = slots_of_day(
            day, hours=policy.draw_hours, minutes=policy.draw_slot_minutes, zone=_ZONE
        )
        for slot in opening:
            share = cycle.share(UNITS[0], slot)
            for covered in (False, True):
                table[int(covered), index, slot.index] = pi_ppb(
                    rate_milli=policy.draw_rate_milli, weight_ppb=share.weight_ppb,
                    remaining_ppb=share.remaining_ppb, floor_ppb=floor, covered=covered,
                )  # fmt: skip
    return table


def _indexes(cycle: Cycle, day: date) -> Wholes:
    """Each team's day of its cycle."""
    return np.array([cycle.position(unit, day).index for unit in UNITS])
