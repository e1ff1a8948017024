"""What an administrator hears of a lane: once each time it stops, runs out, and goes again."""

import logging
from datetime import datetime

from fieldwork.alerts import alert
from fieldwork.book import Book
from inspection.incident import IncidentKind
from inspection.lane.budget import NEARLY, Budget, Span, Spent, period_of
from inspection.lane.lane import CHAT, TELEPHONE
from inspection.lane.outcome import Turn
from inspection.lane.state import Channel

_log = logging.getLogger(__name__)
_KINDS = {
    Turn.BROKEN: IncidentKind.LANE_BROKEN,
    Turn.GOES_AGAIN: IncidentKind.LANE_AGAIN,
}
_TOLD_SPANS = (Span.DAY, Span.MONTH)
"""A minute's budget is over before anybody has read of it."""


def tell_turn(
    book: Book, lane: str, channel: Channel, turn: Turn, code: str, now: datetime
) -> None:
    """Each turn is an incident of its own: what stops again is told again."""
    if not turn:
        return
    key = f"{lane} {turn} {now.isoformat()}"
    _say(turn, lane, code)
    book.audit.note(now, "lanes", f"lane {turn}", f"{lane} {code}".strip())
    if turn is Turn.STOPPED:
        kind = IncidentKind.MESSENGER if channel == "chat" else IncidentKind.CARRIER
        # Which one, where there are others beside it.
        about = code if lane in (CHAT, TELEPHONE) else f"{code}, {lane}"
        alert(book, kind, about, now, key=key)
    else:
        alert(book, _KINDS[turn], lane, now, key=key)


def tell_halt(book: Book, lane: str, now: datetime, *, halted: bool) -> None:
    """By an operator."""
    kind = IncidentKind.LANE_HALTED if halted else IncidentKind.LANE_AGAIN
    alert(book, kind, lane, now, key=f"{lane} {kind} {now.isoformat()}")


def tell_spending(book: Book, lane: str, budget: Budget, spent: Spent, local: datetime) -> None:
    """At four fifths of a day's and of a month's budget. `local` is the office's time."""
    for span in _TOLD_SPANS:
        if budget.percent(span, spent) >= NEARLY:
            period = period_of(span, local)
            about = f"{lane}, {period}"
            alert(book, IncidentKind.BUDGET_NEARLY, about, local, key=f"{about} nearly")


def spent_out(span: Span, local: datetime) -> str:
    """The period that is spent out, if it is one that somebody is told of."""
    return period_of(span, local) if span in _TOLD_SPANS else ""


def tell_spent_out(book: Book, lane: str, period: str, now: datetime) -> None:
    about = f"{lane}, {period}"
    _log.error("lane %s is held: its budget of %s is used up", lane, period)
    book.audit.note(now, "lanes", "budget used up", about)
    alert(book, IncidentKind.BUDGET_USED, about, now, key=f"{about} used")


def _say(turn: Turn, lane: str, code: str) -> None:
    if turn is Turn.GOES_AGAIN:
        _log.info("lane %s goes again", lane)
    else:
        _log.error("lane %s is held: %s, code %s", lane, turn, code)
