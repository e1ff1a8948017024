"""Logging: one line a happening, without numbers, names or secrets in it."""

import logging
import re
import sys
from typing import Any, Literal, TextIO

import structlog

from mingcha.happenings import HAPPENINGS
from mingcha.traces import told, traced

LogFormat = Literal["logfmt", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]
UNNAMED, LIBRARY = "unnamed", "library"
"""The names of lines that no table names: ours, and those of others."""
_HIDDEN = "[hidden]"
_PERSONAL = re.compile(
    r"""(?x)
    (?P<day>(?<!\d)20\d\d-[01]\d-[0-3]\d(?!\d))  # nobody's; stays, or no line could be placed
    | \d+:[A-Za-z0-9_-]{30,}     # bot tokens, in their addresses too
    | [0-9a-fA-F]{32,}           # our own tokens and keys, the carrier's ids
    | \+?\d[\d\s()\-]{8,}\d      # telephone numbers, identity cards, bank cards
    """
)
_OURS = frozenset(
    ("inspection", "fieldwork", "storage", "telephony", "bot", "scheduler", "documents", "witness")
) | {"mingcha"}
_NOISY = (
    "alembic",
    "httpx",
    "httpcore",
    "apscheduler",
    "twilio",
    "telegram",
    "uvicorn",
    "urllib3",
)
"""They log addresses, and addresses hold tokens and numbers."""
_ORDER = ("timestamp", "level", "logger", "event", "message")


def redacted(text: str) -> str:
    """The text without anything that looks like a number, a token or a key of somebody."""
    return _PERSONAL.sub(lambda found: found["day"] or _HIDDEN, text)


def configure_logging(
    stream: TextIO | None = None,
    level: int | str = logging.INFO,
    form: LogFormat = "logfmt",
) -> None:
    """`level`: of our own lines; those of libraries are heard from warnings on, always."""
    handler = Lines(stream or sys.stderr)
    handler.addFilter(_heard)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            pass_foreign_args=True,
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[
                _named,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _redact,
                _rendered(form),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper() if isinstance(level, str) else level)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def is_configured() -> bool:
    return any(isinstance(handler, Lines) for handler in logging.getLogger().handlers)


class Lines(logging.StreamHandler[TextIO]):
    """Ours, and told from others by being one."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Python's own would print the line's values, with the stack of whoever wrote it."""
        self.stream.write(f"a line of {record.name} could not be written\n")


def _heard(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or _is_ours(record)


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in _OURS


def _rendered(form: LogFormat) -> Any:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.processors.LogfmtRenderer(key_order=_ORDER)


def _named(_: object, __: str, event: Any) -> Any:
    """`event` is its name, `message` the sentence; its values stand by themselves, too."""
    record: logging.LogRecord = event["_record"]
    given, values = event.pop("event"), event.pop("positional_args", ())
    if _is_ours(record):
        happening = HAPPENINGS.get(str(record.msg))
        said = given if not _quotes(values) else _with_kinds(str(record.msg), values)
        event |= {"event": happening.name if happening else UNNAMED, "message": said}
        if happening is not None and isinstance(values, tuple):
            event |= zip(happening.values, map(_plain, values), strict=False)
    else:
        event |= {"event": LIBRARY, "message": _said_by_a_library(str(record.msg), values)}
    trouble = event.pop("exc_info", None)
    if isinstance(trouble, tuple) and trouble[1] is not None:
        event["exception"] = traced(trouble[1])
    return {key: event[key] for key in sorted(event, key=_place)}


def _place(key: str) -> int:
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)


def _plain(value: object) -> object:
    """Numbers stay numbers; an exception that nobody has put into words is told by its kind."""
    if isinstance(value, BaseException):
        return told(value)
    return value if isinstance(value, int | float) else str(value)


def _quotes(values: object) -> bool:
    return isinstance(values, tuple) and any(isinstance(one, BaseException) for one in values)


def _with_kinds(sentence: str, values: tuple[object, ...]) -> str:
    return sentence % tuple(map(_plain, values))


def _said_by_a_library(sentence: str, values: object) -> str:
    """Its own words, and none of the values it puts in: they are addresses, bodies, exceptions."""
    words = sentence.partition("\n")[0]
    if not isinstance(values, tuple) or not values:
        return words
    try:
        return words % tuple(
            value if isinstance(value, int | float) else _HIDDEN for value in values
        )
    except (TypeError, ValueError):
        return words


def _redact(_: object, __: str, event: Any) -> Any:
    return {key: value if key == "timestamp" else _shown(value) for key, value in event.items()}


def _shown(value: object) -> object:
    text = redacted(str(value))
    return value if isinstance(value, int | float) and text == str(value) else text
