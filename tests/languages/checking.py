"""What is wrong with a catalogue, in words for whoever has to mend it."""

import re
from collections.abc import Iterator
from string import Formatter

from babel.messages.catalog import Catalog

from tests.languages.catalogues import Key, forms_of, key_of, messages


def complaints(catalogue: Catalog, template: Catalog, language: str) -> list[str]:
    """Nothing if every phrase has its translation, and every translation its phrase."""
    wanted = {key_of(message) for message in messages(template)}
    found = {key_of(message) for message in messages(catalogue)}
    return [
        *(f"{language}: {_shown(key)} is in no catalogue" for key in sorted(wanted - found)),
        *(f"{language}: {_shown(key)} is used nowhere" for key in sorted(found - wanted)),
        *(line for line in _wrong(catalogue, language)),
    ]


def _wrong(catalogue: Catalog, language: str) -> Iterator[str]:
    for message in messages(catalogue):
        key, forms = key_of(message), forms_of(message)
        expected = catalogue.num_plurals if len(key[1]) > 1 else 1
        if "fuzzy" in message.flags:
            yield f"{language}: {_shown(key)} is fuzzy: check the translation, remove the mark"
        elif len(forms) != expected or not all(form.strip() for form in forms):
            yield f"{language}: {_shown(key)} is not translated"
        elif language != "en" and _still_english(key, forms):
            yield f"{language}: {_shown(key)} is still in English"
        elif wrong := _other_places(key, forms):
            yield f"{language}: {_shown(key)} {wrong}"


def _still_english(key: Key, forms: tuple[str, ...]) -> bool:
    """Letter for letter the same, with a word in it: somebody copied instead of translating."""
    without_places = re.sub(r"\{[^}]*\}", "", forms[0])
    return forms[0] in key[1] and re.search(r"[A-Za-z]{3}", without_places) is not None


def _other_places(key: Key, forms: tuple[str, ...]) -> str:
    """A form for one may leave the number out: "a household". So may a translation."""
    optional = {"n"} if len(key[1]) > 1 else set()
    wanted = set.union(*(places(words) for words in key[1]))
    for form in forms:
        if places(form) - optional != wanted - optional:
            return f"has the places {sorted(places(form))}; expected {sorted(wanted)}"
    return ""


def places(text: str) -> set[str]:
    """Raises ValueError where braces do not match."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _shown(key: Key) -> str:
    context, words = key
    text = words[0].replace("\n", " ")
    return f"“{text[:60]}{'…' * (len(text) > 60)}” ({context})"
