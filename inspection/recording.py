"""Answers that are recorded in a call: the news of them, and what is deleted at the carrier."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

AGREED, LEFT_OUT = "recording_agreed", "recording_left_out"
"""Stand for questions among the replies of a call: whether answers may be recorded in it."""
READY_IN = timedelta(seconds=20)
"""The carrier needs a moment before it gives a recording."""
UNCLAIMED_FOR = timedelta(minutes=45)
"""Longer than any call lasts. A recording that no answer names by then was lost with a process that
ended, and is deleted unheard."""
_ID = re.compile(r"RE[0-9a-f]{32}")


@dataclass(frozen=True, kw_only=True)
class RecordingNews:
    """The carrier has a recording that was made in a call of ours."""

    token: str
    """Of our attempt."""
    recording: str = field(repr=False)
    """The carrier's id."""


@dataclass(frozen=True, kw_only=True)
class Recording:
    """As it lies at the carrier, until it is deleted there."""

    id: int
    lane: str
    recording: str = field(repr=False)
    noted_at: datetime
    fence: int


def recording_id(said: str) -> str:
    """ "" for what is none: nothing else is ever put into an address."""
    return said if _ID.fullmatch(said) else ""
