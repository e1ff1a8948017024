"""What a delivery consists of, without a word of what it says."""

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

_NAME = re.compile(r"[A-Za-z0-9_]{1,40}")
_MOST_LINES = 60


def outline(body: bytes) -> tuple[str, ...]:
    """One line a field: its name, and of what kind and how long it is."""
    lines = list(_lines(body))
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], f"and {len(lines) - _MOST_LINES} more"]
    return tuple(lines)


def _lines(body: bytes) -> Iterator[str]:
    if not body:
        yield "nothing: it was dropped"
        return
    try:
        yield from _json("", json.loads(body))
        return
    except (ValueError, RecursionError):
        pass
    # What people send us has no token of ours before it.
    head, newline, rest = body.partition(b"\n")
    form = rest if newline else head
    try:
        fields = parse_qsl(form, keep_blank_values=True, strict_parsing=True)
    except ValueError:
        fields = []
    if fields:
        yield "a form of the carrier"
        for name, value in fields:
            yield f"{_name(name.decode(errors='replace'))}: text, {len(value)} bytes"
    else:
        yield f"{len(body)} bytes that are neither JSON nor a form"


def _json(place: str, value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _json(f"{place}.{_name(name)}" if place else _name(name), inner)
        if not value:
            yield f"{place or 'all'}: an empty object"
    elif isinstance(value, list):
        yield f"{place or 'all'}: a list of {len(value)}"
        for inner in value[:1]:
            yield from _json(f"{place}[0]", inner)
    elif isinstance(value, str):
        yield f"{place or 'all'}: text, {len(value)} characters"
    else:
        kind = "nothing" if value is None else type(value).__name__
        yield f"{place or 'all'}: {_KINDS.get(kind, kind)}"


_KINDS = {"int": "a number", "float": "a number", "bool": "yes or no"}


def _name(name: str) -> str:
    """A name that somebody made up may say something too."""
    return name if _NAME.fullmatch(name) else "(another name)"
