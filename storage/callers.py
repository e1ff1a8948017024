"""Who waits for a delivery to be stored, in a thread or on an event loop, and how they are told."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

Outcome = bool | Exception
Answer = Future[bool] | asyncio.Future[bool]


@dataclass(frozen=True, kw_only=True)
class Caller:
    source: str
    key: str
    body: bytes
    at: datetime
    strand: str
    since: float
    """When it came, on the monotonic clock of the machine."""
    answer: Answer

    def still_there(self) -> bool:
        """From now on it can no longer give up, where it waits in a thread: a future that is
        cancelled while it is answered would end the thread that answers."""
        if isinstance(self.answer, asyncio.Future):
            return not self.answer.done()
        return self.answer.set_running_or_notify_cancel()


def tell(callers: Sequence[Caller], outcomes: Sequence[Outcome]) -> None:
    """Each event loop is woken once for all of its callers: being woken is what costs."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[Answer, Outcome]]] = {}
    for caller, outcome in zip(callers, outcomes, strict=True):
        if isinstance(caller.answer, asyncio.Future):
            loops.setdefault(caller.answer.get_loop(), []).append((caller.answer, outcome))
        else:
            _answer(caller.answer, outcome)
    for loop, told in loops.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_answer_all, told)


def _answer_all(told: Sequence[tuple[Answer, Outcome]]) -> None:
    for answer, outcome in told:
        if not answer.done():
            _answer(answer, outcome)


def _answer(answer: Answer, outcome: Outcome) -> None:
    if isinstance(outcome, Exception):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)
