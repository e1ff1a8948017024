"""Catalogues: the phrases in each language, compiled by gettext, read once from `locale/`."""

from collections.abc import Iterator, Mapping
from gettext import GNUTranslations
from importlib.resources import files

from inspection.phrase import Phrase

DOMAIN = "mingcha"
SOURCE = "en"
"""The language in which phrases are written; what another one lacks is said in it."""


def read() -> Mapping[str, GNUTranslations]:
    """Language code -> catalogue, by code and the source's last: whoever speaks another language
    is served in it first. A catalogue is compiled only once it is complete."""
    found = dict(_compiled())
    return {code: found[code] for code in sorted(found, key=lambda code: (code == SOURCE, code))}


def _compiled() -> Iterator[tuple[str, GNUTranslations]]:
    for folder in files("inspection").joinpath("locale").iterdir():
        compiled = folder.joinpath("LC_MESSAGES", f"{DOMAIN}.mo")
        if compiled.is_file():
            with compiled.open("rb") as opened:
                yield folder.name, GNUTranslations(opened)


CATALOGUES = read()


def translated(phrase: Phrase, language: str, number: int) -> str:
    """With its places still open. Raises ValueError for a language without a catalogue."""
    catalogue = CATALOGUES.get(language)
    if catalogue is None:
        raise ValueError(f"no text in language {language!r}; expected one of {list(CATALOGUES)}")
    if not phrase.context:
        return phrase.english
    if phrase.many:
        return catalogue.npgettext(phrase.context, phrase.english, phrase.many, number)
    return catalogue.pgettext(phrase.context, phrase.english)
