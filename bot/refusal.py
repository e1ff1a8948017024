"""What became of a request to the messenger that failed."""

from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from fieldwork.ports import NotPlaced, Uncertain
from inspection.disposition import Disposition

CONNECT_PAUSE = 5.0
"""Seconds before another try when the messenger could not be reached."""

BEFORE_SENDING = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout"})
"""Errors of the transport after which the messenger has not heard of the request."""
_GONE = ("chat not found", "user not found", "user is deactivated", "bot was blocked")
_OLD_TAP = ("query is too old", "query id is invalid", "query_id_invalid")


class TooFast(TelegramError):
    """The messenger asks to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:g} seconds")
        self.seconds = seconds


def of_problem(problem: TelegramError) -> NotPlaced | Uncertain:
    """Never keeps the problem's own text: it may hold what people wrote."""
    match problem:
        case TooFast():
            return NotPlaced(code="429", retry_after=problem.seconds, lane="too fast")
        case Forbidden():
            return NotPlaced(code="403", disposition=Disposition.OUT_OF_SERVICE)
        case InvalidToken():
            # Asking once more now and then costs nothing; another token is tried at once.
            return NotPlaced(code="401", operator=True, lane="account")
        case Conflict():
            # It ends when the other program that uses the bot does.
            return NotPlaced(code="409", operator=True, lane="account")
        case BadRequest():
            return _bad(problem.message.lower())
        case NetworkError():
            # Known by name, since the transport is the library's choice and not ours.
            cause = type(problem.__cause__).__name__
            if cause in BEFORE_SENDING:
                return NotPlaced(
                    code="no connection", retry_after=CONNECT_PAUSE, lane="no connection"
                )
            return Uncertain(code=cause if problem.__cause__ else "5xx")
    return Uncertain(code=type(problem).__name__)


def _bad(text: str) -> NotPlaced:
    if any(words in text for words in _GONE):
        return NotPlaced(code="gone", disposition=Disposition.OUT_OF_SERVICE)
    if any(words in text for words in _OLD_TAP):
        # Taps expire after some minutes; nothing is lost but the little notice.
        return NotPlaced(code="tap expired")
    return NotPlaced(code="400")
