"""Why somebody was passed over in ticket order: the next in it is asked instead, and the unit's
chance does not move for it."""

from dataclasses import dataclass
from enum import StrEnum

from inspection.absence import AbsenceKind
from inspection.contact import ContactKind


class PassReason(StrEnum):
    """Whoever was drawn earlier and not asked has one of these."""

    ON_LEAVE = "on_leave"
    ON_TRIP = "on_trip"
    AT_REST = "at_rest"
    NOT_TOLD = "not_told"
    BEING_ASKED = "being_asked"
    ASKED_TODAY = "asked_today"
    MONTH_CAP = "month_cap"
    LEFT_ALONE = "left_alone"
    NO_NUMBER = "no_number"
    SHARES_NUMBER = "shares_number"
    REFUSED = "refused"
    MOVED = "moved"
    RESTING = "resting"
    YEAR_CAP = "year_cap"


OF_ABSENCE: dict[AbsenceKind, PassReason] = {
    "leave": PassReason.ON_LEAVE,
    "trip": PassReason.ON_TRIP,
    "rest": PassReason.AT_REST,
}
OF_OFFICIALS = frozenset(
    {
        *OF_ABSENCE.values(),
        PassReason.NOT_TOLD,
        PassReason.BEING_ASKED,
        PassReason.ASKED_TODAY,
        PassReason.MONTH_CAP,
    }
)
OF_HOUSEHOLDS = frozenset(PassReason) - OF_OFFICIALS | {PassReason.BEING_ASKED}


@dataclass(frozen=True, kw_only=True)
class Passed:
    """Number `rank` (from 1) of the drawn order of its kind. It names nobody."""

    kind: ContactKind
    rank: int
    reason: PassReason
