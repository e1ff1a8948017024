"""The door for raw deliveries: durable before they are acknowledged.

Many callers share one transaction (group commit): whoever waits for the disk waits together with
all who came meanwhile. One thread writes; each caller learns what became of its own delivery.
"""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime
from time import monotonic  # only for how long somebody waits in the real world

from fieldwork.book import StoreDown
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.ports import StoreBusy
from storage.arrivals import MOST_AT_ONCE, Arrival, keep
from storage.callers import Answer, Caller, tell
from storage.engine import Engines
from storage.seal import Seal

MOST_WAITING = 64 * 1024 * 1024
"""Bytes that may wait for the disk; what comes then is refused and delivered again."""
LONGEST_KEY = 1000
_STRAND_BYTES = 8
_LEAST_PATIENCE = 0.05
_PLACE = "deliveries.body"


class SqlInbox:
    def __init__(
        self,
        engines: Engines,
        seal: Seal,
        *,
        most_waiting: int = MOST_WAITING,
        reached: Reached = go_on,
    ) -> None:
        """`most_waiting`: bytes."""
        self._engines = engines
        self._seal = seal
        self._most_waiting = most_waiting
        self._reached = reached
        self._news = threading.Condition()
        self._callers: list[Caller] = []
        self._bytes = 0
        self._closed = False
        self._writer: threading.Thread | None = None

    def append(self, source: str, key: str, body: bytes, at: datetime, *, strand: str = "") -> bool:
        """On the disk when this returns; False if `source` delivered that `key` before.

        Raises StoreBusy, StoreDown: then it must not be acknowledged; ValueError for a key over
        LONGEST_KEY, which no index would take.
        """
        return self.begin(source, key, body, at, strand=strand).result()

    def begin(
        self, source: str, key: str, body: bytes, at: datetime, *, strand: str = ""
    ) -> "Future[bool]":
        """As `append`, without waiting: what that would return or raise comes with the future.
        Raises StoreBusy at once where too much waits already."""
        answer: Future[bool] = Future()
        self._call(source, key, body, at, strand, answer)
        return answer

    async def keep(
        self, source: str, key: str, body: bytes, at: datetime, *, strand: str = ""
    ) -> bool:
        """As `append`, on an event loop."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._call(source, key, body, at, strand, answer)
        return await answer

    def close(self) -> None:
        """Stores what waits, and takes nothing more."""
        with self._news:
            self._closed = True
            self._news.notify()
        if self._writer is not None:
            self._writer.join()

    def _call(
        self, source: str, key: str, body: bytes, at: datetime, strand: str, answer: Answer
    ) -> None:
        if len(key) > LONGEST_KEY:
            raise ValueError(
                f"a delivery's key has {len(key)} characters; expected at most {LONGEST_KEY}"
            )
        if at.tzinfo is None:
            raise ValueError("a stored moment needs a time zone; expected an aware datetime")
        caller = Caller(
            source=source,
            key=key,
            body=body,
            at=at,
            strand=strand,
            since=monotonic(),
            answer=answer,
        )
        with self._news:
            if self._closed:
                raise StoreDown("the store is closed")
            if self._bytes > self._most_waiting:
                raise StoreBusy("too much waits to be stored")
            self._callers.append(caller)
            self._bytes += len(body)
            if self._writer is None or not self._writer.is_alive():
                self._writer = threading.Thread(target=self._write, name="inbox", daemon=True)
                self._writer.start()
            self._news.notify()

    def _write(self) -> None:
        while group := self._group():
            self._keep([caller for caller in group if caller.still_there()])

    def _group(self) -> list[Caller]:
        """All who wait, in their order; nobody once the store is closed."""
        with self._news:
            while not self._callers and not self._closed:
                self._news.wait()
            group = self._callers[:MOST_AT_ONCE]
            del self._callers[:MOST_AT_ONCE]
            self._bytes -= sum(len(caller.body) for caller in group)
            return group

    def _keep(self, group: Sequence[Caller]) -> None:
        if not group:
            return
        try:
            tell(group, self._committed(group))
        except Exception as problem:
            if len(group) == 1 or isinstance(problem, StoreBusy | StoreDown):
                tell(group, [problem] * len(group))
                return
            # One of them cannot be stored: that is no matter of the others.
            for caller in group:
                self._keep([caller])

    def _committed(self, group: Sequence[Caller]) -> list[bool]:
        bodies = self._seal.close_all(_PLACE, [caller.body for caller in group])
        arrivals = [
            Arrival(
                source=caller.source,
                key=caller.key,
                body=body,
                at=caller.at,
                strand=self._strand(caller),
            )
            for caller, body in zip(group, bodies, strict=True)
        ]
        waited = monotonic() - group[0].since
        patience = max(self._engines.intake_patience - waited, _LEAST_PATIENCE)
        with self._engines.storing(patience) as connection:
            kept = keep(connection, arrivals)
            self._reached(CrashPoint.DELIVERY_WRITTEN)
        self._reached(CrashPoint.DELIVERY_STORED)
        return kept

    def _strand(self, caller: Caller) -> int:
        """One that is nobody's has a strand of its own."""
        whose = f":{caller.strand}" if caller.strand else f" alone:{caller.key}"
        digest = self._seal.lookup("strand", caller.source + whose)
        return int.from_bytes(digest[:_STRAND_BYTES], signed=True)
