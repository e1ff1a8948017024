"""The door for raw deliveries: durable before they are acknowledged.

Many callers share one transaction (group commit): whoever waits for the disk waits together with
all who came meanwhile. One thread writes; each caller learns what became of its own delivery.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from time import monotonic  # only for how long somebody waits in the real world

from fieldwork.book import StoreDown
from fieldwork.ports import StoreBusy
from storage.arrivals import MOST_AT_ONCE, Arrival, keep
from storage.engine import Engines
from storage.seal import Seal

MOST_WAITING = 64 * 1024 * 1024
"""Bytes that may wait for the disk; what comes then is refused and delivered again."""
LONGEST_KEY = 1000
_STRAND_BYTES = 8
_LEAST_PATIENCE = 0.05
_PLACE = "deliveries.body"


@dataclass(frozen=True, kw_only=True)
class _Caller:
    arrival: Arrival
    since: float
    answer: "Future[bool]"


class SqlInbox:
    def __init__(self, engines: Engines, seal: Seal, *, most_waiting: int = MOST_WAITING) -> None:
        """`most_waiting`: bytes."""
        self._engines = engines
        self._seal = seal
        self._most_waiting = most_waiting
        self._news = threading.Condition()
        self._callers: list[_Caller] = []
        self._bytes = 0
        self._closed = False
        self._writer: threading.Thread | None = None

    def append(self, source: str, key: str, body: bytes, at: datetime, *, strand: str = "") -> bool:
        """On the disk when this returns; False if `source` delivered that `key` before.

        Raises StoreBusy, StoreDown: then nothing is kept, and it must not be acknowledged.
        """
        return self.begin(source, key, body, at, strand=strand).result()

    def begin(
        self, source: str, key: str, body: bytes, at: datetime, *, strand: str = ""
    ) -> "Future[bool]":
        """As `append`, without waiting: what that would return or raise comes with the future.
        Raises StoreBusy at once where too much waits already, ValueError for a key over
        LONGEST_KEY, which would be taken by no index."""
        if len(key) > LONGEST_KEY:
            raise ValueError(
                f"a delivery's key has {len(key)} characters; expected at most {LONGEST_KEY}"
            )
        arrival = Arrival(
            source=source,
            key=key,
            body=self._seal.close(_PLACE, body),
            at=_aware(at),
            strand=self._strand(f"{source}:{strand}" if strand else f"{source} alone:{key}"),
        )
        caller = _Caller(arrival=arrival, since=monotonic(), answer=Future())
        with self._news:
            if self._closed:
                raise StoreDown("the store is closed")
            if self._bytes > self._most_waiting:
                raise StoreBusy("too much waits to be stored")
            self._callers.append(caller)
            self._bytes += len(arrival.body)
            if self._writer is None or not self._writer.is_alive():
                self._writer = threading.Thread(target=self._write, name="inbox", daemon=True)
                self._writer.start()
            self._news.notify()
        return caller.answer

    def close(self) -> None:
        """Stores what waits, and takes nothing more."""
        with self._news:
            self._closed = True
            self._news.notify()
        if self._writer is not None:
            self._writer.join()

    def _strand(self, whose: str) -> int:
        digest = self._seal.lookup("strand", whose)
        return int.from_bytes(digest[:_STRAND_BYTES], signed=True)

    def _write(self) -> None:
        while group := self._group():
            # Marked as running: whoever gave up before is left out, and nobody can any more.
            self._keep([one for one in group if one.answer.set_running_or_notify_cancel()])

    def _group(self) -> list[_Caller]:
        """All who wait, in their order; nobody once the store is closed."""
        with self._news:
            while not self._callers and not self._closed:
                self._news.wait()
            group = self._callers[:MOST_AT_ONCE]
            del self._callers[:MOST_AT_ONCE]
            self._bytes -= sum(len(one.arrival.body) for one in group)
            return group

    def _keep(self, group: Sequence[_Caller]) -> None:
        if not group:
            return
        try:
            fresh = self._committed(group)
        except Exception as problem:
            if len(group) == 1 or isinstance(problem, StoreBusy | StoreDown):
                for one in group:
                    one.answer.set_exception(problem)
            else:
                # One of them cannot be stored: that is no matter of the others.
                for one in group:
                    self._keep([one])
        else:
            for one, new in zip(group, fresh, strict=True):
                one.answer.set_result(new)

    def _committed(self, group: Sequence[_Caller]) -> list[bool]:
        waited = monotonic() - group[0].since
        patience = max(self._engines.intake_patience - waited, _LEAST_PATIENCE)
        with self._engines.storing(patience) as connection:
            return keep(connection, [one.arrival for one in group])


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a stored moment needs a time zone; expected an aware datetime")
    return at
