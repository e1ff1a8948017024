"""The file of one visit: all that is known of it, in one place."""

from dataclasses import dataclass
from datetime import datetime

from inspection.assignment import Assignment
from inspection.visit import Outcome, Unvisited


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What is visited; `day` is a local moment of its day."""

    number: int
    team: str
    village: str
    township: str
    county: str
    day: datetime


@dataclass(frozen=True, kw_only=True)
class Account:
    """What became of one assignment: who, and what they wrote of the visit."""

    name: str
    assignment: Assignment
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class VisitFile:
    """All that is known of a visit."""

    aim: Aim
    outcome: Outcome | None
    unvisited: Unvisited | None
    accounts: tuple[Account, ...]
