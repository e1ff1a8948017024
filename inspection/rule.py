"""What a rule of the policy is, and the kinds of values that rules take."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from inspection.hours import Hours

_PUBLIC_NUMBER = re.compile(r"(\+[1-9]\d{6,14})?", re.ASCII)
_YES = {"yes": True, "no": False}


class PolicyError(ValueError):
    """A policy that cannot hold: says which key and value, and what would be allowed."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One key of the policy; `read` makes its typed value of text or raises ValueError.

    `everywhere`: no region may differ; `by_county`: none narrower than a county. `applied`:
    something of the program acts on the value; otherwise it is only kept and shown so far. `told`:
    officials are told it, and each change of it."""

    key: str
    default: str
    read: Callable[[str], Any]
    unit: str
    allowed: str
    explanation: str
    everywhere: bool = False
    by_county: bool = False
    applied: bool = True
    told: bool = False

    @property
    def field(self) -> str:
        """The attribute of `Policy` that holds the value."""
        return self.key.replace(".", "_")


def number(
    key: str,
    default: int,
    low: int,
    high: int,
    unit: str,
    explanation: str,
    *,
    step: int = 1,
    everywhere: bool = False,
    by_county: bool = False,
    applied: bool = True,
    told: bool = False,
) -> Rule:
    """A whole number from `low` to `high`, both included."""

    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII):
            raise ValueError("not a whole number")
        value = int(text)
        if not low <= value <= high or value % step:
            raise ValueError("outside the range")
        return value

    return Rule(
        key=key,
        default=str(default),
        read=read,
        unit=unit,
        allowed=f"a whole number from {low} to {high}" + (f" in steps of {step}" * (step > 1)),
        explanation=explanation,
        everywhere=everywhere,
        by_county=by_county,
        applied=applied,
        told=told,
    )


def hours(
    key: str,
    default: str,
    explanation: str,
    *,
    never: bool = False,
    everywhere: bool = False,
    told: bool = False,
) -> Rule:
    """Spans of the day; `never`: nothing at all is a value too."""

    def read(text: str) -> Hours:
        value = Hours.parse(text)
        if not (never or value.spans):
            raise ValueError("no hours")
        return value

    allowed = "spans of local time within one day" + (", or nothing for never" * never)
    return Rule(
        key=key,
        default=default,
        read=read,
        unit="",
        allowed=allowed,
        explanation=explanation,
        everywhere=everywhere,
        told=told,
    )


def flag(
    key: str, default: str, explanation: str, *, applied: bool = True, told: bool = False
) -> Rule:
    """Yes or no."""

    def read(text: str) -> bool:
        value = _YES.get(text.strip())
        if value is None:
            raise ValueError("neither yes nor no")
        return value

    return Rule(
        key=key, default=default, read=read, unit="", allowed="yes or no",
        explanation=explanation, applied=applied, told=told,
    )  # fmt: skip


def word(
    key: str, words: tuple[str, ...], unit: str, explanation: str, *, applied: bool = True
) -> Rule:
    """One of some words, by default the first."""

    def read(text: str) -> str:
        if text.strip() not in words:
            raise ValueError("none of the words")
        return text.strip()

    return Rule(
        key=key, default=words[0], read=read, unit=unit, allowed=" or ".join(words),
        explanation=explanation, applied=applied,
    )  # fmt: skip


def words(key: str, known: tuple[str, ...], explanation: str, *, applied: bool = True) -> Rule:
    """Some of the words, by default all of them."""

    def read(text: str) -> tuple[str, ...]:
        named = {part.strip() for part in text.split(",") if part.strip()}
        if not named.issubset(known):
            raise ValueError("not all of the words are known")
        return tuple(one for one in known if one in named)

    return Rule(
        key=key, default=",".join(known), read=read, unit="",
        allowed=f"any of {', '.join(known)}, separated by commas, or nothing",
        explanation=explanation, applied=applied,
    )  # fmt: skip


def read_zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text.strip())
    except (LookupError, OSError) as fault:
        raise ValueError("no such zone") from fault


def read_time(text: str) -> time:
    if not re.fullmatch(r"\d{2}:\d{2}", text.strip(), re.ASCII):
        raise ValueError("not a time")
    return time.fromisoformat(text.strip())


def read_public_number(text: str) -> str:
    if not _PUBLIC_NUMBER.fullmatch(text.strip()):
        raise ValueError("not a number")
    return text.strip()
