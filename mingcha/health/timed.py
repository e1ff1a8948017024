"""Carriers and messengers whose requests are measured; they behave as the ones inside."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from time import monotonic  # only for how long a request takes in the real world

from fieldwork import fetched
from fieldwork.exchange import Trunk
from fieldwork.ports import (
    CallState,
    Media,
    Messenger,
    NotPlaced,
    Outcome,
    Placed,
    TextReport,
    Withheld,
)
from inspection.chat import Letter
from mingcha.health.meters import Meters


def word_of(outcome: Outcome | Withheld) -> str:
    if isinstance(outcome, Withheld):
        return "withheld"
    if isinstance(outcome, Placed):
        return "taken"
    return "refused" if isinstance(outcome, NotPlaced) else "uncertain"


@dataclass(frozen=True, kw_only=True)
class TimedTrunk:
    inner: Trunk
    lane: str
    meters: Meters

    @property
    def takes_synthetic(self) -> bool:
        return self.inner.takes_synthetic

    def call(self, number: str, token: str) -> Outcome:
        began = monotonic()
        return self._ended("call", began, self.inner.call(number, token))

    def text(self, number: str, body: str, token: str) -> Outcome:
        began = monotonic()
        return self._ended("text", began, self.inner.text(number, body, token))

    def find(self, number: str, token: str, since: datetime) -> Sequence[CallState]:
        with self._asked("find"):
            return self.inner.find(number, token, since)

    def look(self, provider_id: str, token: str) -> CallState | None:
        with self._asked("look"):
            return self.inner.look(provider_id, token)

    def hang_up(self, provider_id: str) -> None:
        with self._asked("hang up"):
            self.inner.hang_up(provider_id)

    def find_texts(
        self, number: str, body: str, token: str, since: datetime
    ) -> Sequence[TextReport]:
        with self._asked("find"):
            return self.inner.find_texts(number, body, token, since)

    def look_text(self, provider_id: str, token: str) -> TextReport | None:
        with self._asked("look"):
            return self.inner.look_text(provider_id, token)

    def fetch(self, provider_id: str, most_bytes: int) -> fetched.Answer:
        timed = TimedMedia(inner=self.inner, lane=self.lane, meters=self.meters)
        return timed.fetch(provider_id, most_bytes)

    def erase(self, provider_id: str) -> str:
        began = monotonic()
        code = self.inner.erase(provider_id)
        self._note("erase", "uncertain" if code else "taken", began)
        return code

    def close(self) -> None:
        self.inner.close()

    def _ended(self, act: str, began: float, outcome: Outcome) -> Outcome:
        self._note(act, word_of(outcome), began)
        return outcome

    @contextmanager
    def _asked(self, act: str) -> Iterator[None]:
        began, outcome = monotonic(), "silent"
        try:
            yield
            outcome = "taken"
        finally:
            self._note(act, outcome, began)

    def _note(self, act: str, outcome: str, began: float) -> None:
        seconds = monotonic() - began
        self.meters.requests.labels(lane=self.lane, act=act, outcome=outcome).observe(seconds)


@dataclass(frozen=True, kw_only=True)
class TimedMessenger:
    inner: Messenger
    lane: str
    meters: Meters

    def begin(
        self, chat: str, letter: Letter, *, may_leave: Callable[[], bool]
    ) -> "Future[Outcome | Withheld]":
        began = monotonic()
        sending = self.inner.begin(chat, letter, may_leave=may_leave)
        sending.add_done_callback(lambda done: self._note(done, began))
        return sending

    def _note(self, done: "Future[Outcome | Withheld]", began: float) -> None:
        outcome = "silent"
        if not done.cancelled() and done.exception() is None:
            outcome = word_of(done.result())
        seconds = monotonic() - began
        self.meters.requests.labels(lane=self.lane, act="send", outcome=outcome).observe(seconds)


@dataclass(frozen=True, kw_only=True)
class TimedMedia:
    inner: Media
    lane: str
    meters: Meters

    def fetch(self, provider_id: str, most_bytes: int) -> fetched.Answer:
        began = monotonic()
        answer = self.inner.fetch(provider_id, most_bytes)
        outcome = "uncertain"
        if not isinstance(answer, fetched.NotNow):
            outcome = "taken" if isinstance(answer, fetched.Fetched) else "refused"
        seconds = monotonic() - began
        self.meters.requests.labels(lane=self.lane, act="fetch", outcome=outcome).observe(seconds)
        return answer
