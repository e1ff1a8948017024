"""Starts processes of the product without importing it anew for each:
`python -m tests.processes.nursery`.

A command a line on the standard input, as JSON; one answer a line:
    {"start": [ARGUMENTS], "environment": {...}, "log": FILE}   -> the process's number
    {"wait": NUMBER}                                            -> its exit status
Each is a fork that goes on as `mingcha ARGUMENTS` would. What still runs at the end is killed.
"""

import gc
import json
import os
import signal
import sys
import traceback
from collections.abc import Mapping
from typing import NoReturn

import mingcha.serve  # noqa: F401  what `run` needs, once for all of them
from mingcha import cli


def main() -> None:
    gc.freeze()
    running: set[int] = set()
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            status = os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1])
            running.discard(asked["wait"])
            print(status, flush=True)  # noqa: T201
            continue
        child = os.fork()
        if child == 0:
            _become(asked["start"], asked["environment"], asked["log"])
        running.add(child)
        print(child, flush=True)  # noqa: T201
    for left in running:
        os.kill(left, signal.SIGKILL)


def _become(arguments: list[str], environment: Mapping[str, str], log: str) -> NoReturn:
    """Never returns into the nursery, whatever happens."""
    status: object = 70
    try:
        for name in [name for name in os.environ if name.startswith("MINGCHA_")]:
            del os.environ[name]
        os.environ.update(environment)
        nothing = os.open(os.devnull, os.O_RDONLY)
        written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for before, after in ((nothing, 0), (written, 1), (written, 2)):
            os.dup2(before, after)
        cli.main(arguments)
        status = 0
    except SystemExit as end:
        status = end.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 70)


if __name__ == "__main__":
    main()
