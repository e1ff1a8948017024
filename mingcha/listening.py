"""A web server that listens before it is started."""

import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette

_GRACE_SECONDS = 10
_BACKLOG = 2048


class Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """None: signals are those of the whole process. Uvicorn's own raises the signal once more
        at the end, which would end the process before the workflows under way are finished."""
        yield

    def finish(self) -> None:
        """Takes nothing new, and ends `run` when the requests under way are answered."""
        self.should_exit = True


def server_of(app: Starlette) -> Server:
    return Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )


def listening(host: str, port: int) -> socket.socket:
    """Raises OSError if the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named: with 0 the event loop leaves Nagle's delay on, 40 ms an answer.
    door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        # From here on: what a provider sends while we are still starting waits, and is not lost.
        door.listen(_BACKLOG)
    except OSError:
        door.close()
        raise
    return door
