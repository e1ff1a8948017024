"""A messenger and a carrier that break on one message or call, and take all others."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime

from fieldwork.ports import CallState, Outcome, Placed, Withheld
from inspection.chat import Letter

Event = Callable[[], object]


def nothing() -> None: ...


@dataclass(kw_only=True)
class ScriptedMessenger:
    """Takes every letter, but for those (by their words) for which it has a script."""

    answers: dict[str, list[Outcome | Exception]] = field(default_factory=dict)
    """What becomes of the first, the second request for a letter."""
    before: dict[str, Event] = field(default_factory=dict)
    """What happens before a letter's first request, and while it is under way."""
    meanwhile: dict[str, Event] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)

    def begin(
        self, chat: str, letter: Letter, *, may_leave: Callable[[], bool]
    ) -> "Future[Outcome | Withheld]":
        done: Future[Outcome | Withheld] = Future()
        self.before.pop(letter.text, nothing)()
        if not may_leave():
            self.withheld.append(letter.text)
            done.set_result(Withheld())
            return done
        scripted = self.answers.get(letter.text)
        outcome = scripted.pop(0) if scripted else Placed(provider_id=f"{len(self.sent) + 1}")
        if isinstance(outcome, Placed):
            self.sent.append(letter.text)
        self.meanwhile.pop(letter.text, nothing)()
        if isinstance(outcome, Exception):
            done.set_exception(outcome)
        else:
            done.set_result(outcome)
        return done


@dataclass(kw_only=True)
class BreakingCarrier:
    """Knows of no call."""

    breaks_on: str = ""
    problem: Exception = field(default_factory=LookupError)
    asked: list[str] = field(default_factory=list)
    takes_synthetic: bool = True

    def call(self, number: str, token: str) -> Outcome:
        raise AssertionError("nobody is to be called here")

    def find(self, number: str, token: str, since: datetime) -> Sequence[CallState]:
        if token == self.breaks_on:
            raise self.problem
        self.asked.append(token)
        return []

    def look(self, provider_id: str, token: str) -> CallState | None:
        return None

    def hang_up(self, provider_id: str) -> None: ...
