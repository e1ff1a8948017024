"""Logging: one line a happening, without numbers, names or secrets in it."""

import logging
import re
import sys
from typing import Any, TextIO

import structlog

_HIDDEN = "[hidden]"
_PERSONAL = re.compile(
    r"""(?x)
    (?P<day>(?<!\d)20\d\d-[01]\d-[0-3]\d(?!\d))  # nobody's; stays, or no line could be placed
    | \d+:[A-Za-z0-9_-]{30,}     # bot tokens, in their addresses too
    | [0-9a-fA-F]{32,}           # our own tokens and keys, the carrier's ids
    | \+?\d[\d\s()\-]{8,}\d      # telephone numbers, identity cards, bank cards
    """
)
_NOISY = (
    "alembic",
    "httpx",
    "httpcore",
    "apscheduler",
    "twilio",
    "telegram",
    "uvicorn.access",
    "urllib3",
)
"""They log addresses, and addresses hold tokens and numbers."""


def redacted(text: str) -> str:
    """The text without anything that looks like a number, a token or a key of somebody."""
    return _PERSONAL.sub(lambda found: found["day"] or _HIDDEN, text)


def configure_logging(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _redact,
                structlog.processors.LogfmtRenderer(
                    key_order=["timestamp", "level", "logger", "event"]
                ),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _redact(_: object, __: str, event: Any) -> Any:
    return {
        key: value if key == "timestamp" else redacted(str(value)) for key, value in event.items()
    }
