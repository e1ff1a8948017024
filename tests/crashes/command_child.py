"""`mingcha COMMAND` in a process of its own: it has ended when its connection is closed."""

import os
import socket
import sys
import traceback
from collections.abc import Mapping
from typing import Any, NoReturn

import mingcha.serve  # noqa: F401  what `run` needs, once for all of them
from mingcha import cli

_BROKEN = 70


def command(told: Mapping[str, Any], connection: socket.socket) -> NoReturn:
    """Its last line on the connection is its exit status; one that is killed leaves none."""
    status: object = _BROKEN
    try:
        for name in [name for name in os.environ if name.startswith("MINGCHA_")]:
            del os.environ[name]
        os.environ.update(told["environment"])
        nothing = os.open(os.devnull, os.O_RDONLY)
        written = os.open(told["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for before, after in ((nothing, 0), (written, 1), (written, 2)):
            os.dup2(before, after)
        cli.main(told["command"])
        status = 0
    except SystemExit as end:
        status = end.code or 0
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(f"{status}\n".encode())
    os._exit(0)
