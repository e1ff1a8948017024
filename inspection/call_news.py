"""What one piece of news makes of a call's row.

News comes twice, late, early and out of order, and some of it only when the provider is asked.
Every piece adds what it knows and takes nothing back, so the row that is left is the same for every
order.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from inspection.call import CallEvent, Progress
from inspection.contact import Attempt, AttemptState
from inspection.disposition import Disposition

CALL_TAKES = timedelta(minutes=8)
"""After so long without news the carrier is asked about a call."""
_STATES: Mapping[Progress, AttemptState] = {
    "dialling": AttemptState.SENT,
    "ringing": AttemptState.RINGING,
    "answered": AttemptState.ANSWERED,
}
_ORDER = list(AttemptState)
_NEVER_RANG = frozenset({Disposition.CARRIER_FAULT, Disposition.OUT_OF_SERVICE})
_TAKEN_FOR = frozenset({Disposition.CARRIER_FAULT, Disposition.SILENT})
"""What a call is taken for that a machine answered, until somebody says that it was one."""


def with_news(attempt: Attempt, event: CallEvent, now: datetime, *, spoken: Disposition) -> Attempt:
    """`spoken`: what was said in the call is worth; a fault where our words were never fetched."""
    attempt = _confirmed(attempt, event, now)
    if attempt.state is AttemptState.FINAL:
        if event.machine and attempt.disposition in _TAKEN_FOR:
            return replace(attempt, disposition=Disposition.ANSWERING_MACHINE)
        return attempt
    if event.progress == "ended":
        return _ended(attempt, event, now, spoken)
    state = max(attempt.state, _STATES[event.progress], key=_ORDER.index)
    return replace(
        attempt,
        state=state,
        deadline=max(attempt.deadline, now + CALL_TAKES),
        disposition=Disposition.ANSWERING_MACHINE if event.machine else attempt.disposition,
    )


def _confirmed(attempt: Attempt, event: CallEvent, now: datetime) -> Attempt:
    rang = event.progress in ("ringing", "answered")
    return replace(
        attempt,
        provider_id=event.provider_id,
        sequence=max(attempt.sequence, event.sequence),
        confirmed_at=attempt.confirmed_at or (now if rang else None),
    )


def _ended(attempt: Attempt, event: CallEvent, now: datetime, spoken: Disposition) -> Attempt:
    # Without a word for its end somebody picked up, whatever they heard then.
    reached = event.ended not in _NEVER_RANG
    return replace(
        attempt,
        state=AttemptState.FINAL,
        ended_at=now,
        deadline=now,
        disposition=_outcome(attempt, event, spoken),
        confirmed_at=attempt.confirmed_at or (now if reached else None),
    )


def _outcome(attempt: Attempt, event: CallEvent, spoken: Disposition) -> Disposition:
    machine = event.machine or attempt.disposition is Disposition.ANSWERING_MACHINE
    if machine and event.ended in (None, Disposition.CARRIER_FAULT):
        return Disposition.ANSWERING_MACHINE
    return spoken if event.ended is None else event.ended
