"""Forms are added once, revision by revision, and found again by name or hash."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldwork.book import Book, StoredRevision
from fieldwork.ports import Ledger
from fieldwork.questioning import revision_of
from inspection.contact import ContactKind
from inspection.questionnaire.form import Form
from inspection.questionnaire.media import FormFile
from inspection.suitability import objections

_HASH = re.compile(r"[0-9a-f]{6,64}")


class FormRefused(ValueError):
    """A form that cannot be added or found; the text says what would be right."""


@dataclass(frozen=True, kw_only=True)
class Added:
    stored: StoredRevision
    new: bool
    """Whether the revision is: the same again changes nothing."""
    files: Sequence[str]
    """What was added to it: names, as the form has them."""


def add_form(
    book: Book,
    form: Form,
    xml: bytes,
    workbook: str,
    now: datetime,
    *,
    media: Mapping[str, FormFile] | None = None,
) -> Added:
    """Keeps the revision with its `media`, by the names that the form has for them.

    Raises FormRefused where the form has the same version with other content: whoever reads an
    answer could not tell which questions were asked, or what was heard. A file that was missing may
    be added later.
    """
    revisions = book.forms.of(form.id)
    kept = next((one for one in revisions if one.revision == form.revision), None)
    stored = kept
    if stored is None:
        if any(one.version == form.version for one in revisions):
            raise _other_content(workbook, form, "other content")
        stored = book.forms.add(revision_of(form, xml, workbook, now))
        about = f"form {form.id} version {form.version}: revision {form.revision}"
        book.audit.note(now, "operator", "form added", about)
    files = _add_media(book, form, workbook, media or {}, now)
    return Added(stored=stored, new=kept is None, files=files)


def file_of(ledger: Ledger, digest: str) -> FormFile | None:
    """A recording or picture by its SHA-256 in hex."""
    with ledger.read() as book:
        return book.forms.file(digest)


def _add_media(
    book: Book, form: Form, workbook: str, media: Mapping[str, FormFile], now: datetime
) -> Sequence[str]:
    there = {one.name: one.digest for one in book.forms.media(form.revision)}
    for name, file in media.items():
        if there.get(name, file.digest) != file.digest:
            raise _other_content(workbook, form, f"another {name}")
    fresh = [name for name in media if name not in there]
    for name in fresh:
        book.forms.add_media(form.revision, name, media[name], now)
        about = f"revision {form.revision}: {name}, {media[name].digest}"
        book.audit.note(now, "operator", "form file added", about)
    return fresh


def _other_content(workbook: str, form: Form, what: str) -> FormRefused:
    version = f"version {form.version}" if form.version else "the version without a name"
    return FormRefused(
        f"{workbook}: form {form.id} was added with {version} and {what};"
        " raise `version` on the settings sheet"
    )


def use_form(
    book: Book, kind: ContactKind, stored: StoredRevision | None, form: Form, now: datetime
) -> None:
    """From now on contacts of this kind are asked it; None: the programme's own again. Whoever is
    being asked already goes on with what they were asked. Raises FormRefused."""
    wrong = objections(form, kind) if stored is not None else ()
    if wrong:
        raise FormRefused(f"{form.id} cannot be asked in a drawn check: {'; '.join(wrong)}")
    revision = stored.revision if stored is not None else ""
    if book.forms.in_use().get(kind, "") == revision:
        return
    book.forms.use(kind, revision, now)
    about = f"{kind}: {form.id} version {form.version}, revision {form.revision}"
    book.audit.note(now, "operator", "form put to use", about)


def form_named(book: Book, name: str) -> StoredRevision:
    """By the form's id, the newest revision; or by the beginning of a revision's hash. Raises
    FormRefused."""
    revisions = book.forms.of(name)
    if revisions:
        return revisions[0]
    found = book.forms.find(name) if _HASH.fullmatch(name) else ()
    if len(found) == 1:
        return found[0]
    if found:
        raise FormRefused(f"{name}: {len(found)} revisions begin so; give more of the hash")
    raise FormRefused(f"{name}: no form has this id or hash; `mingcha form list` names those added")
