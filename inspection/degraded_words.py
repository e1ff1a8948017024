"""Why a draw proves less than it could, as inspectors read it.

What stands in the log is English, since it is hashed and proved in one spelling.
"""

from functools import reduce

from inspection.phrase import phrase
from inspection.wording import worded

_WORDS = {
    one.english: one
    for one in (
        phrase("why a draw proves less", "no public beacon"),
        phrase("why a draw proves less", "dice instead of a public beacon"),
        phrase(
            "why a draw proves less",
            "dice instead of a public beacon, entered after the opening",
        ),
        phrase("why a draw proves less", "beacon signature not checked"),
        phrase("why a draw proves less", "insecure demo custodian"),
        phrase("why a draw proves less", "local custodian only"),
        phrase("why a draw proves less", "one custodian only"),
    )
}
_BOTH = phrase("why a draw proves less: two reasons", "{one}; {other}")


def known(reason: str) -> bool:
    return reason in _WORDS


def in_words(degraded: str, language: str) -> str:
    """The reasons of a slot, as its log entry has them; an unknown one stays as it is."""
    reasons = [
        worded(_WORDS[one], language, {}) if known(one) else one for one in degraded.split("; ")
    ]
    return reduce(lambda one, other: worded(_BOTH, language, {"one": one, "other": other}), reasons)
