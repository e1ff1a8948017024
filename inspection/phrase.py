"""Phrases: what people read or hear, written in English where it is used.

The other languages stand in catalogues and are found by context and English words. `make
catalogues` reads both calls below out of the source, so their arguments must be literal.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Phrase:
    context: str
    """Where it is used, for the translator: one English word may need several. "" is never
    translated."""
    english: str
    """With places `{name}` for facts."""
    many: str = ""
    """The English plural; the fact `n` is then the number that decides the form."""


def phrase(context: str, english: str) -> Phrase:
    return Phrase(context=context, english=english)


def counted(context: str, one: str, many: str) -> Phrase:
    """With the number in the place `{n}`."""
    return Phrase(context=context, english=one, many=many)


def as_it_is(words: str) -> Phrase:
    """The same words in every language, such as a name."""
    return Phrase(context="", english=words.replace("{", "{{").replace("}", "}}"))
