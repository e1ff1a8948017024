"""Reasons: the words with which somebody takes responsibility in the log."""

import re
import unicodedata

_LEAST, _MOST = 2, 200
_DIGITS = re.compile(r"\d(?:[ -]?\d)*")
_LONGEST_HARMLESS = 6
_CODES = (9, 12)
"""Digits of a township's and a village's code; no telephone number of a person has so many."""


class ReasonRefused(ValueError):
    """What was given is no reason that can stand in the log; the text says what would be."""


def read_reason(text: str) -> str:
    """The reason on one line. Raises ReasonRefused: too short to mean anything, too long for a
    log, or with something like a number in it, since the log is handed on and kept for good."""
    reason = " ".join(unicodedata.normalize("NFKC", text).split())
    if len(reason) < _LEAST:
        what = f"{reason!r} is too short" if reason else "it is empty"
        raise ReasonRefused(f"{what}; expected a few words that an auditor understands")
    if len(reason) > _MOST:
        raise ReasonRefused(f"it has {len(reason)} characters; expected at most {_MOST}")
    if any(_may_be_personal(found) for found in _DIGITS.findall(reason)):
        raise ReasonRefused(
            "it holds a long number; it stands in the log for good, so name people by their ids"
            " and leave telephone and identity numbers out"
        )
    return reason


def _may_be_personal(digits: str) -> bool:
    count = sum(character.isdigit() for character in digits)
    return count > _LONGEST_HARMLESS and count not in _CODES
