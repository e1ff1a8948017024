"""Products, and single workers, in processes that are forked, with all that they need imported:
`python -m tests.crashes.nursery SOCKET`.

A process that has only one thread can be forked safely: this one has another only during a
rehearsal, the one product that lives in the nursery itself, so that all that follow have done
everything once before (a third of the work of a short life is done for the first time). Over the
socket (a file descriptor that it inherits) comes one line of JSON for each, together with the end
of its own connection; the answer is the number of its process.
"""

import gc
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any, Self

import twilio.rest.api.v2010.account.call
import twilio.rest.api.v2010.account.message  # noqa: F401  asked for late by the library

from tests.crashes.command_child import command
from tests.crashes.product_child import live, rehearse
from tests.crashes.worker_child import work

_LONGEST = 65536
_LONGEST_END = 10.0
"""Seconds."""


class Nursery:
    """The other side of it."""

    def __enter__(self) -> Self:
        ours, theirs = socket.socketpair()
        self._socket = ours
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crashes.nursery", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
        self._process.wait()

    def begin(self, told: Mapping[str, Any]) -> tuple[int, socket.socket]:
        """A product with these instructions: its process, and the connection to it."""
        ours, theirs = socket.socketpair()
        socket.send_fds(self._socket, [json.dumps(told).encode()], [theirs.fileno()])
        theirs.close()
        return int(self._socket.recv(_LONGEST)), ours


def main(door: socket.socket) -> None:
    gc.freeze()
    while True:
        told, descriptors, _, _ = socket.recv_fds(door, _LONGEST, 1)
        if not told:
            return
        (descriptor,) = descriptors
        _begin(json.loads(told), socket.socket(fileno=descriptor), door)
        _bury()


def _begin(told: Mapping[str, Any], connection: socket.socket, door: socket.socket) -> None:
    if told["lives_as"] == "rehearsal":
        door.send(str(os.getpid()).encode())
        rehearse(told, connection)
        gc.collect()  # an executor's threads end with it
        for thread in threading.enumerate():
            if thread is not threading.main_thread():
                thread.join(_LONGEST_END)
        assert threading.active_count() == 1, threading.enumerate()
        gc.freeze()
    elif (pid := os.fork()) == 0:
        door.close()
        _become(told, connection)
    else:
        door.send(str(pid).encode())
    connection.close()


def _become(told: Mapping[str, Any], connection: socket.socket) -> None:
    """Never returns into the nursery, whatever happens."""
    try:
        {"worker": work, "command": command, "product": live}[told["lives_as"]](told, connection)
    finally:
        os._exit(1)


def _bury() -> None:
    """Those that have ended: nobody waits for any of them."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
