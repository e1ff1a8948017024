"""What is said on the line, within the seconds that somebody waits for it."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from fieldwork.ports import StoreBusy

_AT_ONCE = 8
_log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class Said(Generic[T]):
    what: T


@dataclass(frozen=True, kw_only=True)
class Patience:
    """`deadline`: seconds of real time."""

    deadline: float
    threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="voice")
    )

    async def hear(self, work: Callable[[], T]) -> Said[T] | None:
        """None if there is no answer in time. What is under way then goes on to its end: it may
        be about to commit, and a repeat of the step gives what it committed.

        Raises LookupError if `work` does."""
        under_way = self.threads.submit(work)
        answer = asyncio.wrap_future(under_way)
        answer.add_done_callback(_seen)
        await asyncio.wait({answer}, timeout=self.deadline)
        if not answer.done():
            under_way.cancel()  # Only if no thread has begun with it.
            return None
        problem = answer.exception()
        if problem is None:
            return Said(answer.result())
        # Those two are mistakes of ours, not something that nobody knows.
        if isinstance(problem, LookupError) and not isinstance(problem, KeyError | IndexError):
            raise problem
        if not isinstance(problem, StoreBusy):
            _log.error("a call could not be answered: %s", type(problem).__name__)
        return None


def _seen(answer: "asyncio.Future[T]") -> None:
    """Looks at a late failure, so that the loop does not report it as never retrieved."""
    if not answer.cancelled():
        answer.exception()
