"""A world whose truth is known, drawn again and again by the product's own chances.

Teams have 2 to 6 officials, and larger teams are away more; villages have 20 to 150 households, and
larger ones are less content; people answer more in the morning. Whoever forgets the sizes, or who
answers when, is wrong. Chances come from `inspection.cycle` and `inspection.rate`, floor included.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from documents.calendar import calendar_of
from inspection.contact import ContactKind
from inspection.cycle import Cycle, cycle_of
from inspection.disposition import Disposition
from inspection.policy import Policy
from inspection.rate import PPB, floor_ppb, pi_ppb
from inspection.sample import SampledContact, SampledPick
from inspection.slot import Slot, slots_of_day
from inspection.window import part_of_day

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]
ZONE = ZoneInfo("Asia/Shanghai")
YEAR = 2026
_PRESENT_BY_SIZE = {2: 0.79, 3: 0.72, 4: 0.62, 5: 0.55, 6: 0.47}
_SIZES, _SHARES = tuple(_PRESENT_BY_SIZE), (0.15, 0.36, 0.29, 0.12, 0.08)
_PRESENT_BY_PART = {"morning": 0.03, "noon": 0.0, "afternoon": -0.02}
_ANSWERS = {"morning": 0.75, "noon": 0.5, "afternoon": 0.6}
_HOUSEHOLD_ANSWERS, _HOUSEHOLDS_TRIED, _HOUSEHOLDS_WANTED = 0.45, 6, 2
_CONTENT = {True: 0.75, False: 0.45}
"""Households of the programme, and others: the question is drawn for half of the former only."""
_QUESTION_DRAWN = {True: 0.5, False: 1.0}


@dataclass(frozen=True, kw_only=True)
class SurveyWorld:
    """`teams` of one county each `county_size`; `days` working days of the year."""

    teams: int
    days: int
    policy: Policy
    seed: int
    county_size: int = 16
    sizes: Wholes = field(init=False)
    households: Wholes = field(init=False)
    in_programme: Floats = field(init=False)
    content: Floats = field(init=False)
    """Added to the share of content households, by village."""

    def __post_init__(self) -> None:
        chance = np.random.default_rng(self.seed)
        sizes = chance.choice(_SIZES, size=self.teams, p=_SHARES)
        households = chance.integers(20, 151, size=self.teams)
        content = 0.15 * (85 - households) / 65 + chance.normal(0, 0.06, size=self.teams)
        given = {
            "sizes": sizes.astype(np.int64),
            "households": households.astype(np.int64),
            "in_programme": chance.uniform(0.4, 0.9, size=self.teams),
            "content": np.clip(content, -0.2, 0.2),
        }
        for name, value in given.items():
            object.__setattr__(self, name, value)

    @property
    def slots(self) -> list[Slot]:
        calendar = calendar_of(range(2024, YEAR + 1))
        worked = calendar.working_days(date(YEAR, 1, 1), date(YEAR, 12, 31))[: self.days]
        hours, minutes = self.policy.draw_hours, self.policy.draw_slot_minutes
        return [
            slot
            for day in worked
            for slot in slots_of_day(day, hours=hours, minutes=minutes, zone=ZONE)
        ]

    def truth(self) -> tuple[float, float]:
        """Presence of all officials over all slots, and the share of content households."""
        parts = [part_of_day(slot.opens_at, ZONE) for slot in self.slots[:20]]
        by_part = float(np.mean([_PRESENT_BY_PART[part] for part in parts]))
        present = np.array([_PRESENT_BY_SIZE[int(size)] for size in self.sizes]) + by_part
        inside = self.in_programme
        content = inside * _CONTENT[True] + (1 - inside) * _CONTENT[False] + self.content
        return (
            float(np.average(present, weights=self.sizes)),
            float(np.average(content, weights=self.households)),
        )

    def runs(self, number: int) -> Iterator[list[SampledPick]]:
        """That many periods, each drawn and asked anew."""
        chance = np.random.default_rng(self.seed + 1)
        slots = self.slots
        drawn: list[list[SampledPick]] = [[] for _ in range(number)]
        for at, (run, unit, pi) in enumerate(self._picks(number, slots, chance)):
            if not len(run):
                continue
            asked = self._asked(unit, slots[at], chance)
            for n, (r, u, ppb) in enumerate(
                zip(run.tolist(), unit.tolist(), pi.tolist(), strict=True)
            ):
                drawn[r].append(self._pick(len(drawn[r]), u, ppb, slots[at].opens_at, asked[n]))
        yield from drawn

    def _picks(
        self, number: int, slots: list[Slot], chance: np.random.Generator
    ) -> Iterator[tuple[Wholes, Wholes, Wholes]]:
        """A slot's picks in all runs: (run, unit, pi in ppb)."""
        cycle = cycle_of(self.policy, calendar_of(range(2024, YEAR + 1)))
        units = [f"T{n:06}" for n in range(self.teams)]
        before = _uncovered(self.policy, cycle, units, slots[0])
        covered = chance.random((number, self.teams)) >= before
        for slot in slots:
            base, floored, begins = _chances(self.policy, cycle, units, slot)
            covered[:, begins] = False
            pi = np.where(covered, base, floored)
            picked = chance.random((number, self.teams)) * PPB < pi
            covered |= picked
            run, unit = np.nonzero(picked)
            yield run, unit, pi[run, unit]

    def _asked(self, unit: Wholes, slot: Slot, chance: np.random.Generator) -> list["_Asked"]:
        part = part_of_day(slot.opens_at, ZONE)
        size = len(unit)
        present = np.array([_PRESENT_BY_SIZE[int(m)] for m in self.sizes[unit]])
        answered = chance.random(size) < _ANSWERS[part]
        there = chance.random(size) < present + _PRESENT_BY_PART[part]
        tried = chance.random((size, _HOUSEHOLDS_TRIED)) < _HOUSEHOLD_ANSWERS
        reached = np.minimum(tried.sum(axis=1), _HOUSEHOLDS_WANTED)
        # One place for each household that may answer.
        shape = (size, _HOUSEHOLDS_WANTED)
        inside = chance.random(shape) < self.in_programme[unit][:, None]
        asked = chance.random(shape) < np.where(inside, _QUESTION_DRAWN[True], 1.0)
        likely = np.where(inside, _CONTENT[True], _CONTENT[False]) + self.content[unit][:, None]
        content = chance.random(shape) < likely
        return [
            _Asked(*row)
            for row in zip(
                answered.tolist(), there.tolist(), reached.tolist(), inside.tolist(),
                asked.tolist(), content.tolist(), strict=True,
            )
        ]  # fmt: skip

    def _pick(
        self, number: int, unit: int, ppb: int, moment: datetime, asked: "_Asked"
    ) -> SampledPick:
        county = f"53{unit // self.county_size // 90:02}{unit // self.county_size % 90 + 1:02}"
        return SampledPick(
            id=number,
            village=f"{county}101{200 + unit % 200}",
            pi_ppb=ppb,
            picked_for=moment,
            officials=int(self.sizes[unit]),
            households=int(self.households[unit]),
            contacts=asked.contacts(moment),
        )


class _Asked(NamedTuple):
    """How a pick went: the official, and as many households as were to be asked."""

    answered: bool
    there: bool
    reached: int
    inside: list[bool]
    asked: list[bool]
    content: list[bool]

    def contacts(self, moment: datetime) -> tuple[SampledContact, ...]:
        official = _official(moment, self.there if self.answered else None)
        people = zip(self.inside, self.asked, self.content, strict=True)
        return official, *(
            _household(moment, n < self.reached, inside, content if asked else None)
            for n, (inside, asked, content) in enumerate(people)
        )


@lru_cache(maxsize=1 << 14)  # they differ in a few ways only
def _official(moment: datetime, there: bool | None) -> SampledContact:
    answers = {} if there is None else {"whereabouts": "village" if there else "rest"}
    return _contact("official", moment, True, answers)


@lru_cache(maxsize=1 << 14)
def _household(
    moment: datetime, answered: bool, in_programme: bool, content: bool | None
) -> SampledContact:
    asked = {} if content is None else {"fair": "yes" if content else "no"}
    return _contact("household", moment, in_programme, {"seen": "yes", **asked} if answered else {})


def _contact(
    kind: ContactKind, moment: datetime, in_programme: bool, answers: dict[str, str]
) -> SampledContact:
    return SampledContact(
        kind=kind,
        person="somebody",
        disposition=Disposition.COMPLETE if answers else Disposition.ATTEMPTS_EXHAUSTED,
        planned_at=moment,
        in_programme=in_programme,
        late=False,
        answers=answers,
        answered_at=moment if answers else None,
    )


def _uncovered(policy: Policy, cycle: Cycle, units: list[str], slot: Slot) -> Floats:
    """How likely each unit is not to have been picked before this slot in its cycle."""
    floor = floor_ppb(policy.draw_floor_days, policy.draw_cycle_days)
    left = np.array([cycle.share(unit, slot).remaining_ppb for unit in units])
    by_rate = np.exp(-policy.draw_rate_milli / 1000 * (1 - left / PPB))
    return np.asarray(by_rate * np.minimum(1.0, left / floor))


def _chances(
    policy: Policy, cycle: Cycle, units: list[str], slot: Slot
) -> tuple[Wholes, Wholes, NDArray[np.bool_]]:
    """By unit: the chance once covered, and before; and whether its cycle begins now."""
    floor = floor_ppb(policy.draw_floor_days, policy.draw_cycle_days)
    shares = [cycle.share(unit, slot) for unit in units]
    both = [
        [
            pi_ppb(
                rate_milli=policy.draw_rate_milli, weight_ppb=share.weight_ppb,
                remaining_ppb=share.remaining_ppb, floor_ppb=floor, covered=covered,
            )
            for share in shares
        ]
        for covered in (True, False)
    ]  # fmt: skip
    begins = np.array([share.remaining_ppb == PPB for share in shares])
    return np.array(both[0]), np.array(both[1]), begins
