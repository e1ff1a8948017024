"""Texts in the languages of the programme, and how the places in them are filled."""

from collections.abc import Mapping

from inspection.form import Labels

LANGUAGES = ("zh", "en")
EVERY = ""
"""As a language: for a person whose language is not known, the text in all of them."""
VERIFY: Labels = {
    "zh": "核实我们的身份请拨打{number}。",
    "en": "To verify who we are, dial {number}.",
}


def worded(labels: Labels, language: str, facts: Mapping[str, str]) -> str:
    """The text in `language`, its places `{name}` filled; EVERY gives one line a language.

    Raises ValueError if there is no text in that language or no fact for a place.
    """
    if language == EVERY:
        return "\n".join(worded(labels, one, facts) for one in LANGUAGES)
    if language not in labels:
        raise ValueError(f"no text in language {language!r}; expected one of {sorted(labels)}")
    try:
        return labels[language].format_map(facts)
    except KeyError as place:
        raise ValueError(f"a text needs {place}; the facts are {sorted(facts)}") from None


def with_public_number(text: str, language: str, number: str) -> str:
    """The text with a line that says how to verify us, if there is an announced number."""
    return f"{text}\n{worded(VERIFY, language, {'number': number})}" if number else text
