"""The catalogues as files: phrases read out of the source, brought into each language's .po, and
compiled to the .mo that the product reads."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from inspection.catalogue import DOMAIN, SOURCE

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "inspection" / "locale"
PRODUCT = (
    *("inspection", "fieldwork", "storage", "telephony", "bot", "scheduler", "documents"),
    *("witness", "mingcha"),
)
KEYWORDS = {"phrase": ((1, "c"), 2), "counted": ((1, "c"), 2, 3)}
METHODS = [("**.py", "python")]
TRANSLATORS = "Translators:"
"""Begins a comment in the source that is shown to translators."""
_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
"""In the headers, so that a catalogue changes only where its texts do."""
_WITH_PLACES = "python-brace-format"
"""By this mark translators' programs know that {places} are to be kept."""
_UNUSED = (
    *("Project-Id-Version", "Report-Msgid-Bugs-To", "Last-Translator", "Language-Team"),
    *("POT-Creation-Date", "PO-Revision-Date", "Generated-By"),
)

Key = tuple[str, tuple[str, ...]]
"""Context, and the English words: one form, or two where a number decides."""


def key_of(message: Message) -> Key:
    words = message.id if isinstance(message.id, tuple | list) else (message.id,)
    return message.context or "", tuple(words)


def forms_of(message: Message) -> tuple[str, ...]:
    """The translations, one for each plural form of the language; empty where there is none."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(form or "" for form in said)


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Without the header."""
    return (message for message in catalogue if message.id)


def extracted(root: Path = ROOT) -> Catalog:
    """Every phrase of the product, in the order of its files."""
    template = _empty(None)
    for package in PRODUCT:
        for name, _, words, comments, context in extract_from_dir(
            root / package, METHODS, keywords=KEYWORDS, comment_tags=(TRANSLATORS,)
        ):
            template.add(
                words,
                locations=[(f"{package}/{name}", 1)],
                auto_comments=comments,
                context=context,
            )
    return template


def po_of(language: str, locale: Path = LOCALE) -> Path:
    return locale / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def languages(locale: Path = LOCALE) -> list[str]:
    return sorted(path.parents[1].name for path in locale.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def stored(language: str, locale: Path = LOCALE) -> Catalog:
    path = po_of(language, locale)
    if not path.is_file():
        return _empty(language)
    with path.open("rb") as opened:
        return read_po(opened, locale=language, domain=DOMAIN)


def renewed(catalogue: Catalog, template: Catalog, language: str) -> Catalog:
    """With every phrase of the template and no other. A phrase that is new or changed has no
    translation yet, or one marked fuzzy; English is its own translation."""
    catalogue.update(deepcopy(template))  # it keeps what it is given, and the next one gets it too
    catalogue.obsolete.clear()
    for message in messages(catalogue):
        if language == SOURCE:
            message.string = message.id
            message.flags.discard("fuzzy")
        # A message that was matched to a former one has the former one's flags.
        message.flags.discard(_WITH_PLACES)
        if "{" in str(message.id):
            message.flags.add(_WITH_PLACES)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """The .po file."""
    _date(catalogue)
    out = BytesIO()
    write_po(out, catalogue, width=100, sort_by_file=True, include_lineno=False)
    lines = out.getvalue().decode().splitlines()
    kept = [line for line in lines if not line.startswith(tuple(f'"{word}' for word in _UNUSED))]
    return ("\n".join(kept).strip("\n") + "\n").encode()


def compiled(catalogue: Catalog) -> bytes:
    """The .mo file."""
    _date(catalogue)
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def _date(catalogue: Catalog) -> None:
    catalogue.creation_date = catalogue.revision_date = _LONG_AGO


def _empty(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        domain=DOMAIN,
        project="Mingcha",
        version="",
        fuzzy=False,
        creation_date=_LONG_AGO,
        revision_date=_LONG_AGO,
        header_comment=f"# Mingcha: texts in {language}. See docs/languages.md.",
    )
