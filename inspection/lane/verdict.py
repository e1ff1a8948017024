"""What a lane says to a request before it leaves."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why a request waits, in words an operator reads."""

    PACE = "pace"
    LINES = "calls at once"
    ASKED = "the provider asked to wait"
    PROBE = "one request tries whether it goes again"
    ERRORS = "too many errors"
    CONFIGURATION = "the provider refuses us"
    OPERATOR = "stopped by an operator"
    BUDGET = "budget used up"
    PRICE = "no price for this number, and money is limited"
    OTHER_WORKER = "another worker has the lane"


@dataclass(frozen=True, kw_only=True)
class Go:
    probe: bool = False
    """Whether it is the one request that tries a lane which was held."""


@dataclass(frozen=True, kw_only=True)
class Hold:
    """Not now. `until` lies ahead, and is when to ask again: it may be held then for another
    reason."""

    until: datetime
    why: Reason
    about: str = ""
    """A code, or which budget; never a number or a name."""
    alone: bool = False
    """Whether another request on the channel may leave: one that costs less, or has a price."""


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """Not before somebody has acted."""

    why: Reason
    about: str = ""


Verdict = Go | Hold | Stopped
