"""The typed values of all rules, as attributes."""

from dataclasses import dataclass

from inspection.rulebook.absence import AbsenceValues
from inspection.rulebook.attendance import AttendanceValues
from inspection.rulebook.call import CallValues
from inspection.rulebook.care import CareValues
from inspection.rulebook.draw import DrawValues
from inspection.rulebook.due_process import DueProcessValues
from inspection.rulebook.household import HouseholdValues
from inspection.rulebook.lane import LaneValues
from inspection.rulebook.leave import LeaveValues
from inspection.rulebook.media import MediaValues
from inspection.rulebook.official import OfficialValues
from inspection.rulebook.programme import ProgrammeValues
from inspection.rulebook.retry import RetryValues
from inspection.rulebook.team import TeamValues
from inspection.rulebook.visit import VisitValues


@dataclass(frozen=True, kw_only=True)
class Values(
    CallValues,
    CareValues,
    AbsenceValues,
    LeaveValues,
    AttendanceValues,
    TeamValues,
    DueProcessValues,
    LaneValues,
    ProgrammeValues,
    HouseholdValues,
    MediaValues,
    OfficialValues,
    RetryValues,
    VisitValues,
    DrawValues,
):
    """What each means, and its unit, stands in RULES."""
