"""When an answer is late, and when it is not known to be: what we could not take in is no delay of
the person's.

The messenger tells when words were written, but of a button only when it reached us.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from inspection.pause import Standstill

ON_ITS_WAY = timedelta(minutes=2)
"""So long an answer may be on its way to us without anything being noted: a restart of ours, and
the messenger's pause before it delivers once more."""
COMES_AFTER = timedelta(minutes=5)
"""After an outage. The messenger tries again within two minutes at most, and then brings all that
waits."""
PRESS_KEPT = timedelta(seconds=150)
"""The press of a button that the messenger could not deliver for so long is lost; words it keeps
for a day."""


def moved(deadline: datetime, outages: Sequence[Standstill]) -> datetime:
    """A deadline in an outage, or right after one, lies behind what came in late because of it.
    `outages` in order, apart."""
    for start, end in outages:
        if start <= deadline < end + COMES_AFTER:
            deadline = end + COMES_AFTER
    return deadline


def late(deadline: datetime, at: datetime) -> bool:
    """`deadline` as `moved`; `at`: when the answer was written, or else when it came in."""
    return at > deadline + ON_ITS_WAY


def may_be_lost(outages: Sequence[Standstill], since: datetime) -> Standstill | None:
    """The outage in which an answer to what arrived at `since` may have been given, and never
    reached us."""
    lasted = (one for one in outages if one.end - max(one.start, since) > PRESS_KEPT)
    return next(lasted, None)
