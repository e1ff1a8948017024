"""What became of a request to the carrier that failed."""

from collections.abc import Mapping
from dataclasses import dataclass

from twilio.base.exceptions import TwilioRestException, TwilioServiceException

from fieldwork.ports import LaneWord, NotPlaced, Uncertain
from inspection.disposition import Disposition

CONNECT_PAUSE = 30.0
"""Seconds before another try when the carrier could not be reached."""

STOPPED = 21610
"""The person has written STOP to our number, and the carrier keeps to that by itself."""
_NOT_ALLOWED = frozenset({401, 403})
_BEFORE_SENDING = frozenset(
    {"ConnectTimeout", "ConnectTimeoutError", "NewConnectionError", "NameResolutionError"}
)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """What one error code of the carrier asks of us."""

    retry_after: float | None = None
    disposition: Disposition = Disposition.CARRIER_FAULT
    operator: bool = False
    lane: LaneWord = "goes on"
    alone: bool = False
    stopped: bool = False


_DEAD_NUMBER = Refusal(disposition=Disposition.OUT_OF_SERVICE)
_NOT_FOR_US = Refusal()
_ACCOUNT = Refusal(operator=True, lane="account")
"""The lane stops; it may be put right in the carrier's console, so that a probe tells."""
_SETTINGS = Refusal(operator=True, lane="settings")
"""The lane stops until our settings change or an operator resumes it."""
_TEXTS_ACCOUNT = Refusal(operator=True, lane="account", alone=True)
"""The same of text messages alone."""
_ASK_SOMEBODY = Refusal(operator=True)
"""Not in the table: permanent for this one request, and an operator is asked to look at it. The
lane goes on: one odd number must not stop everybody's calls."""

REFUSALS: Mapping[int, Refusal] = {
    20429: Refusal(retry_after=1.0, lane="too fast"),  # too many requests
    21201: _DEAD_NUMBER,  # no number to call
    21211: _DEAD_NUMBER,  # not a valid number
    21214: _DEAD_NUMBER,  # cannot be reached
    21217: _DEAD_NUMBER,  # does not look valid
    13223: _DEAD_NUMBER,  # invalid format
    13224: _NOT_FOR_US,  # the carrier does not call such numbers
    21216: _NOT_FOR_US,  # the carrier blocks this number
    10001: _ACCOUNT,  # account not active
    10002: _ACCOUNT,  # trial account
    # Too many calls at once: goes away by itself, but our lane allows more than the account.
    10004: Refusal(retry_after=60.0, operator=True, lane="too fast"),
    20003: _ACCOUNT,  # wrong account or token
    20005: _ACCOUNT,  # account suspended
    20006: _ACCOUNT,  # access denied
    20008: _SETTINGS,  # test credentials
    20403: _ACCOUNT,  # forbidden
    20404: _SETTINGS,  # no such account at this address
    21205: _SETTINGS,  # our address is not valid
    21206: _SETTINGS,  # our method is not valid
    21210: _ACCOUNT,  # caller number not verified
    21212: _SETTINGS,  # caller number not valid
    21213: _SETTINGS,  # no caller number
    21215: _ACCOUNT,  # the account may not call this country
    21218: _SETTINGS,  # no such application
    21219: _ACCOUNT,  # trial account: number not verified
    21609: _SETTINGS,  # status callback address not valid
    21626: _SETTINGS,  # status callback events not valid
    # Text messages.
    14107: Refusal(retry_after=60.0, lane="too fast", alone=True),  # too many messages a second
    21266: _NOT_FOR_US,  # to our own number
    21408: _TEXTS_ACCOUNT,  # the account may not write to this country
    21606: _TEXTS_ACCOUNT,  # our number sends no text messages
    STOPPED: Refusal(stopped=True),
    21611: Refusal(retry_after=600.0, lane="too fast", alone=True),  # our number's queue is full
    21612: _ASK_SOMEBODY,  # our number cannot write to this one
    21614: _DEAD_NUMBER,  # not a mobile number
    21635: _DEAD_NUMBER,  # a landline
    21659: _TEXTS_ACCOUNT,  # our number is not of this account
    # The account's messages of the day are used up.
    63038: Refusal(retry_after=600.0, operator=True, lane="too fast", alone=True),
}
"""Code -> what it asks of us: retry, permanent, configuration. Any other is for a human."""


def of_problem(problem: Exception, retry_after: str | None = None) -> NotPlaced | Uncertain:
    """Never keeps the problem's own text: it holds the number.

    `retry_after` is the header of the answer, if there was one.
    """
    if isinstance(problem, TwilioRestException | TwilioServiceException):
        # An answer that does not come from the carrier itself has no code of its own.
        code = str(problem.code)
        return _refused(problem.status, int(code) if code.isdigit() else 0, retry_after)
    if _never_left(problem):
        return NotPlaced(code="no connection", retry_after=CONNECT_PAUSE, lane="no connection")
    return Uncertain(code=type(problem).__name__)


def _refused(status: int, code: int, retry_after: str | None) -> NotPlaced | Uncertain:
    if status >= 500 or status == 408:
        return Uncertain(code=str(code))
    if status == 429:
        return NotPlaced(code=str(code), retry_after=_seconds(retry_after), lane="too fast")
    refusal = REFUSALS.get(code, _ACCOUNT if status in _NOT_ALLOWED else _ASK_SOMEBODY)
    return NotPlaced(
        code=str(code),
        retry_after=refusal.retry_after,
        disposition=refusal.disposition,
        operator=refusal.operator,
        lane=refusal.lane,
        alone=refusal.alone,
        stopped=refusal.stopped,
    )


def _never_left(problem: Exception) -> bool:
    """No connection was made, so nothing can have been taken.

    Known by name, since the transport is the library's choice and not ours."""
    cause = problem.args[0] if problem.args else None
    kinds = {type(one).__name__ for one in (problem, getattr(cause, "reason", None))}
    return not kinds.isdisjoint(_BEFORE_SENDING)


def _seconds(retry_after: str | None) -> float:
    text = (retry_after or "").strip()
    return max(1.0, float(text)) if text.isascii() and text.isdigit() else 1.0
