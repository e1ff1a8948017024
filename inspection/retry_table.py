"""The retry table: outcome of a try x channel x kind of person -> what follows.

All that pursues anybody reads it here; docs/retries.md is written from it.
"""

from collections.abc import Mapping
from dataclasses import replace

from inspection.contact import Attempt, Channel, ContactKind
from inspection.disposition import MEANINGS, Disposition
from inspection.retry import Outcome, Retry, Rows, Then, outcome_of

_GAP = ("household.least_gap_minutes",)
_EACH = "household.attempts_a_number"


def _same(outcome: Outcome) -> Disposition:
    return Disposition(outcome.value)


def _closing(*outcomes: Outcome) -> Rows:
    return {one: Retry(then=Then.CLOSE, closes=_same(one)) for one in outcomes}


def _elsewhere(*outcomes: Outcome) -> Rows:
    return {one: Retry(then=Then.NEXT, closes=_same(one)) for one in outcomes}


_SAID = _closing(
    Outcome.COMPLETE, Outcome.PARTIAL, Outcome.REFUSED, Outcome.MOVED, Outcome.LEFT_POST
)
_REFUSED_FOR_NOW = Retry(then=Then.AGAIN, closes=Disposition.CARRIER_FAULT)
"""The carrier says how long, and no try is used up."""
_FAULT = Retry(
    then=Then.AGAIN,
    waits=("retry.fault_minutes",),
    most="retry.fault_most",
    closes=Disposition.CARRIER_FAULT,
)
_OTHER_PART = Retry(then=Then.AGAIN, waits=_GAP, other_part=True, most_an_address=_EACH)
_OTHER_DAY = Retry(then=Then.AGAIN, waits=_GAP, other_part=True, other_day=True)
_AFTER_GAP = replace(_OTHER_PART, other_part=False)

_HOUSEHOLD_CALLED: Rows = {
    Outcome.NON_CONTACT: _OTHER_PART,
    Outcome.ANSWERING_MACHINE: _OTHER_PART,
    Outcome.BUSY: replace(_AFTER_GAP, waits=("household.busy_minutes",)),
    Outcome.SILENT: replace(_OTHER_PART, most="retry.silent_most", closes=Disposition.SILENT),
    Outcome.BROKE_OFF: replace(
        _AFTER_GAP, most="retry.broke_off_most", closes=Disposition.BROKE_OFF
    ),
    Outcome.LATER: replace(
        _AFTER_GAP,
        waits=("retry.later_minutes", *_GAP),
        most="retry.later_most",
        closes=Disposition.LATER,
    ),
    Outcome.CARRIER_FAULT: _FAULT,
    Outcome.HEARD_FAULT: replace(_FAULT, waits=_GAP, most="retry.heard_fault_most"),
    Outcome.NOT_ATTEMPTED: _REFUSED_FOR_NOW,
    **_elsewhere(Outcome.OUT_OF_SERVICE, Outcome.WRONG_PERSON),
    **_SAID,
}
_OFFICIAL_CALLED: Rows = {
    Outcome.NON_CONTACT: _OTHER_DAY,
    Outcome.ANSWERING_MACHINE: _OTHER_DAY,
    Outcome.BUSY: replace(
        _OTHER_DAY, soon="retry.busy_soon", soon_waits=("household.busy_minutes",)
    ),
    Outcome.SILENT: _OTHER_DAY,
    Outcome.BROKE_OFF: _OTHER_DAY,
    Outcome.LATER: _OTHER_DAY,
    Outcome.CARRIER_FAULT: _FAULT,
    Outcome.HEARD_FAULT: _FAULT,
    Outcome.NOT_ATTEMPTED: replace(_OTHER_DAY, closes=Disposition.CARRIER_FAULT),
    **_elsewhere(Outcome.OUT_OF_SERVICE, Outcome.WRONG_PERSON),
    **_SAID,
}
_OFFICIAL_WRITTEN_TO: Rows = {
    Outcome.UNANSWERED: Retry(then=Then.REMIND, waits=("official.reminder_minutes",)),
    Outcome.REMINDED: Retry(then=Then.INSIST, waits=("official.answer_minutes",)),
    Outcome.CARRIER_FAULT: replace(_FAULT, then=Then.INSIST),
    Outcome.NOT_ATTEMPTED: Retry(then=Then.INSIST, closes=Disposition.CARRIER_FAULT),
    **_elsewhere(Outcome.OUT_OF_SERVICE),
}

TABLE: Mapping[tuple[ContactKind, Channel], Rows] = {
    ("household", "voice"): _HOUSEHOLD_CALLED,
    ("official", "voice"): _OFFICIAL_CALLED,
    ("official", "chat"): _OFFICIAL_WRITTEN_TO,
    ("official", "sms"): _OFFICIAL_WRITTEN_TO,
}
NAMED: frozenset[str] = frozenset(
    key
    for rows in TABLE.values()
    for retry in rows.values()
    for key in (*retry.waits, *retry.soon_waits, retry.soon, retry.most, retry.most_an_address)
    if key
)
"""The rules of the policy whose numbers the table takes."""
NEXT_PERSON: frozenset[Disposition] = frozenset(
    one for one, meaning in MEANINGS.items() if not meaning.answered
)
"""A household whose contact is closed so gives its place to the next one in the drawn order."""


def after(kind: ContactKind, attempt: Attempt) -> Retry:
    """What follows on the attempt. Raises KeyError on an outcome that the channel cannot have."""
    return TABLE[kind, attempt.channel][outcome_of(attempt)]
