"""Who was passed over, in words: officials by their place in the drawn order, households only in
numbers. Nobody is named."""

from collections import Counter
from collections.abc import Mapping, Sequence

from inspection.passing import Passed, PassReason
from inspection.phrase import Phrase, phrase
from inspection.wording import worded

_OFFICIALS = phrase("summary: passed over", "Passed over in the drawn order: {listed}.")
_HOUSEHOLDS = phrase("summary: passed over", "Households passed over: {listed}.")
_PLACE = phrase("summary: passed over", "number {rank} ({reason})")
_TIMES = phrase("summary: passed over", "{n} ({reason})")
_AND = phrase("summary: passed over", ", ")
_REASONS: Mapping[PassReason, Phrase] = {
    PassReason.ON_LEAVE: phrase("summary: passed over", "leave on file"),
    PassReason.ON_TRIP: phrase("summary: passed over", "official trip on file"),
    PassReason.AT_REST: phrase("summary: passed over", "rest on file"),
    PassReason.NOT_TOLD: phrase("summary: passed over", "not told the rules"),
    PassReason.BEING_ASKED: phrase("summary: passed over", "being asked about another check"),
    PassReason.ASKED_TODAY: phrase("summary: passed over", "asked within a day"),
    PassReason.MONTH_CAP: phrase("summary: passed over", "asked often enough this month"),
    PassReason.LEFT_ALONE: phrase("summary: passed over", "asked to be left alone"),
    PassReason.NO_NUMBER: phrase("summary: passed over", "no usable number"),
    PassReason.SHARES_NUMBER: phrase("summary: passed over", "shares a number with one called"),
    PassReason.REFUSED: phrase("summary: passed over", "did not want to be called"),
    PassReason.MOVED: phrase("summary: passed over", "moved away"),
    PassReason.RESTING: phrase("summary: passed over", "answered lately"),
    PassReason.YEAR_CAP: phrase("summary: passed over", "answered often enough this year"),
}


def officials_passed(passed: Sequence[Passed], language: str) -> str:
    """ "" if nobody was."""
    listed = [
        worded(_PLACE, language, {"rank": str(one.rank), "reason": _why(one.reason, language)})
        for one in passed
        if one.kind == "official"
    ]
    return _told(_OFFICIALS, listed, language)


def households_passed(passed: Sequence[Passed], language: str) -> str:
    """ "" if none was."""
    counts = Counter(one.reason for one in passed if one.kind == "household")
    listed = [
        worded(_TIMES, language, {"n": str(counts[reason]), "reason": _why(reason, language)})
        for reason in PassReason
        if counts[reason]
    ]
    return _told(_HOUSEHOLDS, listed, language)


def _told(words: Phrase, listed: Sequence[str], language: str) -> str:
    if not listed:
        return ""
    return worded(words, language, {"listed": worded(_AND, language, {}).join(listed)})


def _why(reason: PassReason, language: str) -> str:
    return worded(_REASONS[reason], language, {})
