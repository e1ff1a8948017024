"""Words that mean the same in every text message to us, whatever was asked."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from inspection.phrase import Phrase, phrase
from inspection.wording import LANGUAGES, worded


class TextWord(StrEnum):
    STOP = "stop"
    START = "start"
    HELP = "help"


# Translators: not a sentence: all words that somebody may write for this, with spaces between them.
# The carriers' own words (CTIA Messaging Principles, 5.2.1) stand in English; in China also "TD".
_SPELLED: Mapping[TextWord, Phrase] = {
    TextWord.STOP: phrase("text words", "stop stopall unsubscribe end quit cancel optout revoke"),
    TextWord.START: phrase("text words", "start unstop resume optin"),
    TextWord.HELP: phrase("text words", "help info"),
}
_LONGEST = 30
"""A sentence that happens to hold such a word is none."""


def text_word(text: str) -> TextWord | None:
    """None where the whole text is no such word, in any language. Case, width, spaces and signs do
    not matter."""
    return _words().get(_plain(text)) if len(text) <= _LONGEST else None


@cache
def _words() -> Mapping[str, TextWord]:
    return {
        _plain(spelled): word
        for word, listed in _SPELLED.items()
        for language in LANGUAGES
        for spelled in worded(listed, language, {}).split()
    }


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LN")


def in_chinese(text: str) -> bool:
    """Whether a text holds Chinese characters, so that its writer surely reads them."""
    return any(unicodedata.name(sign, "").startswith("CJK UNIFIED") for sign in text)
