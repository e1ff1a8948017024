"""What ends a command or a thread unexpectedly is told without what the exception quotes, which may
be somebody's name. Python itself would print it."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from mingcha.logs import is_configured, redacted
from mingcha.traces import traced

_log = logging.getLogger(__name__)
_TOLD = (
    "mingcha: it ended by an error that nobody expected. Tell the makers what follows; what the"
    " error said is left out, since it may quote somebody."
)


def tell_crash(error: BaseException) -> None:
    """In the log of a process that has one, else to whoever gave the command."""
    if is_configured():
        _log.critical("it ended by an error that nobody expected", exc_info=error)
    else:
        sys.stderr.write(f"{redacted(traced(error))}\n{_TOLD}\n")


@contextmanager
def threads_told() -> Iterator[None]:
    """Until the end of the block."""
    before = threading.excepthook, sys.unraisablehook
    threading.excepthook, sys.unraisablehook = _thread, _unraisable
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = before


def _thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        _log.critical("a thread ended by an error that nobody expected", exc_info=args.exc_value)


def _unraisable(args: "sys.UnraisableHookArgs") -> None:
    if args.exc_value is not None:
        _log.error("an object could not be cleared away", exc_info=args.exc_value)
