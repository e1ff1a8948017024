"""Why updates cannot be fetched now, in words for an operator, and how long to wait."""

from dataclasses import dataclass

from telegram.error import Conflict, TelegramError

from bot.refusal import of_problem
from fieldwork.ports import NotPlaced

LONGEST_PAUSE = 60.0
"""Seconds."""
_FIRST_PAUSE = 1.0
_OPERATOR_PAUSE = 10.0


@dataclass(frozen=True, kw_only=True)
class Trouble:
    kind: str
    """The same for the same trouble: it is told once."""
    words: str
    first_pause: float = _FIRST_PAUSE
    """Seconds before the next try; twice as long after each further one."""
    exact: bool = False
    """The messenger named the seconds: they are not doubled."""

    def pause(self, times: int) -> float:
        """Seconds after this trouble came `times` in a row, from 1."""
        if self.exact:
            return self.first_pause
        return min(self.first_pause * 2.0 ** min(times - 1, 10), LONGEST_PAUSE)


POLLED_ELSEWHERE = Trouble(
    kind="lease",
    words="another process of this installation fetches the updates; this one takes over when it"
    " stops",
    first_pause=2.0,
    exact=True,
)
WITHOUT_ID = Trouble(
    kind="no id", words="the messenger's answer holds no update with an id; expected update_id"
)
_WEBHOOK = Trouble(
    kind="409 webhook",
    words="another program has set a webhook for this bot (code 409); it is removed again. Expected"
    " one program a bot: stop the other one, or take a bot of its own",
    first_pause=_OPERATOR_PAUSE,
)
_SECOND_POLLER = Trouble(
    kind="409 poller",
    words="another program fetches the updates of this bot with the same token (code 409). Expected"
    " one program a bot: stop the other one, or take a bot of its own",
    first_pause=_OPERATOR_PAUSE,
)
_TOKEN = Trouble(
    kind="401",
    words="the messenger does not take the token (code 401); expected the token that it gave for"
    " this bot, in MINGCHA_TELEGRAM_TOKEN or in the file of lanes",
    first_pause=_OPERATOR_PAUSE,
)


def of_fetching(problem: Exception) -> Trouble:
    """Never keeps the problem's own text: it may hold the token, or what people wrote."""
    if isinstance(problem, Conflict):
        return _WEBHOOK if "webhook" in problem.message.lower() else _SECOND_POLLER
    if not isinstance(problem, TelegramError):
        return _unanswered(type(problem).__name__)
    found = of_problem(problem)
    if isinstance(found, NotPlaced) and found.code == "429":
        seconds = found.retry_after or _FIRST_PAUSE
        words = f"the messenger asks to wait {seconds:g} seconds (code 429)"
        return Trouble(kind="429", words=words, first_pause=seconds, exact=True)
    return _TOKEN if found.code == "401" else _unanswered(found.code)


def of_store(problem: Exception) -> Trouble:
    kind = type(problem).__name__
    return Trouble(
        kind=f"store {kind}",
        words=f"updates cannot be stored now ({kind}); none is acknowledged, so none is lost",
    )


def _unanswered(code: str) -> Trouble:
    return Trouble(
        kind=code, words=f"the messenger cannot be asked now (code {code}); tried again and again"
    )
