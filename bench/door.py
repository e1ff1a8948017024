"""The server of a bench, in a process of its own: `python -m bench.door URL|bare PORT`."""

import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import bot.webhook
import telephony.door
import telephony.webhook
from bench.databases import store_on
from fieldwork.conversation import Conversation
from fieldwork.passed_over import PassedOver
from mingcha.clock import SystemClock
from mingcha.listening import listening, server_of
from storage.store import Store

BARE = "bare"
SECRET = "the secret of the bench"  # noqa: S105
PUBLIC = "https://mingcha.example.org"
_START_SECONDS = 30


async def nothing(_: Request) -> Response:
    return Response(status_code=200)


def routes_on(store: Store) -> list[Route]:
    """As the product has them. A worker is woken, and is not there: what is measured is intake."""
    clock, woken = SystemClock(), threading.Event()
    voice = Conversation(ledger=store.ledger, now=clock.now, voices=frozenset())
    carrier = telephony.door.Door.at(
        PUBLIC, auth_tokens=[SECRET], inbox=store.inbox, clock=clock, wake=woken.set
    )
    return [
        *bot.webhook.routes(
            inbox=store.inbox, clock=clock, wake=woken.set, tally=PassedOver(), secret=SECRET
        ),
        *telephony.webhook.routes(carrier, converse=voice.converse),
    ]


@dataclass(frozen=True, kw_only=True)
class Door:
    port: int
    process: int

    def worked(self) -> float:
        """Seconds of a core that the server has used: unlike the seconds of the clock they hardly
        change on a machine that has other work to do."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def opened(what: str) -> Iterator[Door]:
    """A server in a process of its own."""
    door = listening("127.0.0.1", 0)
    port: int = door.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "bench.door", what, str(door.fileno())],
        pass_fds=[door.fileno()],
        env={**os.environ},
    )
    door.close()
    try:
        _await(port, process)
        yield Door(port=port, process=process.pid)
    finally:
        process.terminate()
        process.wait()


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + _START_SECONDS
    while monotonic() < until and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                line.sendall(b"GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
                if line.recv(100):
                    return
        except OSError:
            sleep(0.05)
    raise RuntimeError("the server of the bench did not start")


def main(what: str, descriptor: str) -> None:
    logging.disable(logging.WARNING)  # a locked database is what one of the benches is about
    import socket

    door = socket.socket(fileno=int(descriptor))
    if what == BARE:
        server_of(Starlette(routes=[Route("/telegram", nothing, methods=["POST"])])).run([door])
        return
    with store_on(what) as store:
        server_of(Starlette(routes=routes_on(store))).run([door])


if __name__ == "__main__":
    main(*sys.argv[1:])
