"""What became of a request to the carrier that failed."""

from collections.abc import Mapping
from dataclasses import dataclass

from twilio.base.exceptions import TwilioRestException, TwilioServiceException

from fieldwork.ports import NotPlaced, Uncertain
from inspection.disposition import Disposition

CONNECT_PAUSE = 30.0
"""Seconds before another try when the carrier could not be reached."""

_BEFORE_SENDING = frozenset(
    {"ConnectTimeout", "ConnectTimeoutError", "NewConnectionError", "NameResolutionError"}
)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """What one error code of the carrier asks of us."""

    retry_after: float | None = None
    disposition: Disposition = Disposition.CARRIER_FAULT
    operator: bool = False


_DEAD_NUMBER = Refusal(disposition=Disposition.OUT_OF_SERVICE)
_NOT_FOR_US = Refusal()
_CONFIGURATION = Refusal(operator=True)

REFUSALS: Mapping[int, Refusal] = {
    20429: Refusal(retry_after=1.0),  # too many requests
    21201: _DEAD_NUMBER,  # no number to call
    21211: _DEAD_NUMBER,  # not a valid number
    21214: _DEAD_NUMBER,  # cannot be reached
    21217: _DEAD_NUMBER,  # does not look valid
    13223: _DEAD_NUMBER,  # invalid format
    13224: _NOT_FOR_US,  # the carrier does not call such numbers
    21216: _NOT_FOR_US,  # the carrier blocks this number
    10001: _CONFIGURATION,  # account not active
    10002: _CONFIGURATION,  # trial account
    # Too many calls at once: goes away by itself, but our lane allows more than the account.
    10004: Refusal(retry_after=60.0, operator=True),
    20003: _CONFIGURATION,  # wrong account or token
    20005: _CONFIGURATION,  # account suspended
    20006: _CONFIGURATION,  # access denied
    20008: _CONFIGURATION,  # test credentials
    20403: _CONFIGURATION,  # forbidden
    20404: _CONFIGURATION,  # no such account at this address
    21205: _CONFIGURATION,  # our address is not valid
    21206: _CONFIGURATION,  # our method is not valid
    21210: _CONFIGURATION,  # caller number not verified
    21212: _CONFIGURATION,  # caller number not valid
    21213: _CONFIGURATION,  # no caller number
    21215: _CONFIGURATION,  # the account may not call this country
    21218: _CONFIGURATION,  # no such application
    21219: _CONFIGURATION,  # trial account: number not verified
    21609: _CONFIGURATION,  # status callback address not valid
    21626: _CONFIGURATION,  # status callback events not valid
    # Text messages.
    14107: Refusal(retry_after=60.0),  # too many messages a second
    21266: _NOT_FOR_US,  # to our own number
    21408: _CONFIGURATION,  # the account may not write to this country
    21606: _CONFIGURATION,  # our number sends no text messages
    21610: _NOT_FOR_US,  # the person has stopped messages from us
    21611: Refusal(retry_after=600.0),  # our number's queue is full
    21612: _CONFIGURATION,  # our number cannot write to this one
    21614: _DEAD_NUMBER,  # not a mobile number
    21635: _DEAD_NUMBER,  # a landline
    21659: _CONFIGURATION,  # our number is not of this account
    63038: Refusal(retry_after=600.0, operator=True),  # the account's messages of the day are used
}
"""Any other refusal is permanent for this call, and an operator is asked to look at it."""


def of_problem(problem: Exception, retry_after: str | None = None) -> NotPlaced | Uncertain:
    """Never keeps the problem's own text: it holds the number.

    `retry_after` is the header of the answer, if there was one.
    """
    if isinstance(problem, TwilioRestException | TwilioServiceException):
        # An answer that does not come from the carrier itself has no code of its own.
        code = str(problem.code)
        return _refused(problem.status, int(code) if code.isdigit() else 0, retry_after)
    if _never_left(problem):
        return NotPlaced(code="no connection", retry_after=CONNECT_PAUSE)
    return Uncertain(code=type(problem).__name__)


def _refused(status: int, code: int, retry_after: str | None) -> NotPlaced | Uncertain:
    if status >= 500 or status == 408:
        return Uncertain(code=str(code))
    if status == 429:
        return NotPlaced(code=str(code), retry_after=_seconds(retry_after))
    refusal = REFUSALS.get(code, _CONFIGURATION)
    return NotPlaced(
        code=str(code),
        retry_after=refusal.retry_after,
        disposition=refusal.disposition,
        operator=refusal.operator,
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
