"""Waking the other processes on one PostgreSQL, with NOTIFY.

What is to be done stands in rows, and every process looks at them each second anyway: a ring only
saves the second, and one that is lost costs nothing else. So it is sent beside the transactions,
after them and at most some times a second; a NOTIFY within each of them would make their commits
queue for one another.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any

import psycopg

from storage.engine import Engines

_CHANNEL = "mingcha"
_TOGETHER = 0.02
"""Seconds: what rings within them rings once."""
_LOOK = 1.0
"""Seconds after which whoever waits looks whether it is to stop."""
_PAUSE, _LONGEST_PAUSE = 0.5, 15.0
"""Seconds before a lost connection is tried again, doubled each time."""
_ALIVE: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""A listener says nothing: without these it would not notice that the server's machine is gone."""
_log = logging.getLogger(__name__)

Connection = psycopg.Connection[tuple[Any, ...]]


class Bell:
    def __init__(self, engines: Engines, *, name: str, on_ring: Callable[[], None]) -> None:
        """`name` tells this process from the others: `on_ring` is called when one of them rings,
        and when rings may have been missed. `engines` are on PostgreSQL."""
        self._engines = engines
        self._name = name
        self._on_ring = on_ring
        self._rung = threading.Event()
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._keep_at, args=(work,), name=work.__name__, daemon=True)
            for work in (self._listen, self._send)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def ring(self) -> None:
        """Returns at once; what cannot be sent is not sent later."""
        self._rung.set()

    def stop(self) -> None:
        self._stopping.set()
        self._rung.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def _listen(self, connection: Connection) -> None:
        connection.execute(f"LISTEN {_CHANNEL}")
        self._on_ring()
        while not self._stopping.is_set():
            for notice in connection.notifies(timeout=_LOOK):
                if self._stopping.is_set():
                    return
                if notice.payload != self._name:
                    self._on_ring()

    def _send(self, connection: Connection) -> None:
        while not self._stopping.is_set():
            if not self._rung.wait(_LOOK):
                continue
            self._rung.clear()
            self._notify(connection)
            self._stopping.wait(_TOGETHER)
        self._notify(connection)  # for our own listener, so that it ends at once

    def _notify(self, connection: Connection) -> None:
        connection.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, self._name))

    def _keep_at(self, work: Callable[[Connection], None]) -> None:
        """Connects again whenever the connection is lost."""
        pause = _PAUSE
        while not self._stopping.is_set():
            try:
                with self._connected() as connection:
                    if pause > _PAUSE:
                        _log.info("processes wake each other again")
                    pause = _PAUSE
                    work(connection)
            except psycopg.Error as problem:
                if pause == _PAUSE:
                    _log.warning(
                        "processes do not wake each other for now (%s): each looks by itself, every"
                        " second",
                        type(problem).__name__,
                    )
                self._stopping.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _connected(self) -> Connection:
        writer = self._engines.writer
        plain, named = writer.dialect.create_connect_args(writer.url)
        options: dict[str, Any] = {**_ALIVE, "application_name": "mingcha bell", **named}
        return psycopg.connect(*plain, **options, autocommit=True)
