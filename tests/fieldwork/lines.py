"""A messenger and a carrier that break on one message or call, and take all others."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fieldwork.ports import CallState, Outcome, Placed
from inspection.chat import Letter


@dataclass(kw_only=True)
class BreakingMessenger:
    breaks_on: str
    problem: Exception
    sent: list[str] = field(default_factory=list)

    def send(self, chat: str, letter: Letter) -> Outcome:
        if letter.text == self.breaks_on:
            raise self.problem
        self.sent.append(letter.text)
        return Placed(provider_id="1")


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
