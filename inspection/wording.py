"""Texts in the languages of the programme, and how the places in them are filled."""

from collections.abc import Callable, Mapping
from functools import reduce

from inspection.catalogue import CATALOGUES, translated
from inspection.phrase import Phrase, as_it_is, phrase

LANGUAGES = tuple(CATALOGUES)
Fact = str | Callable[[str], str]
"""What fills a place: words, or what gives them for a language."""
EVERY = ""
"""As a language: for a person whose language is not known, the text in all of them."""
VERIFY = phrase("verify", "To verify who we are, dial {number}.")
_OWN_NAME = phrase("this language, by its own name", "English")
_FOLLOWED = phrase("two sentences, one after the other", "{one} {other}")


def worded(text: Phrase, language: str, facts: Mapping[str, Fact]) -> str:
    """The text in `language`, its places `{name}` filled; EVERY gives one line a language. A text
    that counts takes the form for the number in the fact `n`.

    Raises ValueError if there is no such language or no fact for a place.
    """
    if language == EVERY:
        return "\n".join(worded(text, one, facts) for one in LANGUAGES)
    filled = {
        name: fact if isinstance(fact, str) else fact(language) for name, fact in facts.items()
    }
    try:
        number = int(filled["n"]) if text.many else 1
        return translated(text, language, number).format_map(filled)
    except KeyError as place:
        raise ValueError(f"a text needs {place}; the facts are {sorted(facts)}") from None


def with_public_number(text: str, language: str, number: str) -> str:
    """The text with a line that says how to verify us, if there is an announced number."""
    return f"{text}\n{worded(VERIFY, language, {'number': number})}" if number else text


def own_name(language: str) -> Phrase:
    """A language is offered by the name that its speakers give it, in whatever language we are."""
    return as_it_is(worded(_OWN_NAME, language, {}))


def in_a_row(language: str, *sentences: str) -> str:
    """As one paragraph: Chinese has no space between sentences."""
    return reduce(
        lambda one, other: worded(_FOLLOWED, language, {"one": one, "other": other}), sentences
    )
