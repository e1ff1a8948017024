"""How often the people of a county do what; every figure is a share from 0 to 1."""

import random
from dataclasses import dataclass, field

from simulator.stage import chance


@dataclass(frozen=True, kw_only=True)
class Habits:
    """The make-up of a county. Invented, with the orders of magnitude that phone surveys see."""

    absent_teams: float = 0.2
    """Teams that stay at home nearly every day, and say otherwise."""
    absent_days: float = 0.92
    lone_absentees: float = 0.04
    """Officials of other teams who do so on their own."""
    lone_absent_days: float = 0.7
    on_leave: float = 0.04
    on_trip: float = 0.07
    resting: float = 0.03
    without_chat: float = 0.06
    """Officials who never link an account."""
    phone_off: float = 0.03
    """Officials who answer nothing at all."""
    blockers: float = 0.02
    """Officials who block the bot after linking."""
    answers_late: float = 0.06
    forgets: float = 0.03
    official_picks_up: float = 0.7

    coached_villages: float = 0.08
    coached_there: float = 0.7
    coached_elsewhere: float = 0.02
    coached_kin: float = 0.4
    admits_coaching: float = 0.2
    dead_numbers: float = 0.03
    machines: float = 0.02
    strangers: float = 0.03
    """Numbers that belong to somebody else by now."""
    moved: float = 0.03
    in_village: float = 0.9
    """Days on which a villager is there."""
    sees_team: float = 0.9
    """Days with the team there on which a villager notices it."""
    engaged: float = 0.04
    calls_back: float = 0.06
    """Missed calls after which somebody calls the number."""
    texts_stop: float = 0.03
    """Missed calls after which somebody writes that there should be no more."""
    refuses: float = 0.04
    later: float = 0.05
    wrong_key: float = 0.03
    no_key: float = 0.01
    leaves_midway: float = 0.03
    unsure: float = 0.03
    asked_for_money: float = 0.02


PICKS_UP = ((0, 0.1), (8, 0.5), (12, 0.7), (14, 0.5), (18, 0.8), (21, 0.3))
"""From this hour on, local time: the share of calls that a villager takes."""


def picks_up(hour: int) -> float:
    return next(share for since, share in reversed(PICKS_UP) if hour >= since)


@dataclass(frozen=True, kw_only=True)
class Nature:
    """What makes people differ: a seed and their habits."""

    seed: int
    habits: Habits = field(default_factory=Habits)

    def chance(self, *key: object) -> random.Random:
        return chance(self.seed, *key)

    def draw(self, *key: object) -> float:
        return self.chance(*key).random()
