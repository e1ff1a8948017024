"""Forms are added once, revision by revision, and found again by name or hash."""

import re
from datetime import datetime

from fieldwork.book import Book, StoredRevision
from fieldwork.questioning import revision_of
from inspection.contact import ContactKind
from inspection.questionnaire.form import Form
from inspection.suitability import objections

_HASH = re.compile(r"[0-9a-f]{6,64}")


class FormRefused(ValueError):
    """A form that cannot be added or found; the text says what would be right."""


def add_form(
    book: Book, form: Form, xml: bytes, workbook: str, now: datetime
) -> tuple[StoredRevision, bool]:
    """The revision, and whether it is new: the same again changes nothing.

    Raises FormRefused where the form has the same version with other content: whoever reads an
    answer could not tell which questions were asked.
    """
    revisions = book.forms.of(form.id)
    for stored in revisions:
        if stored.revision == form.revision:
            return stored, False
    if any(stored.version == form.version for stored in revisions):
        version = f"version {form.version}" if form.version else "the version without a name"
        raise FormRefused(
            f"{workbook}: form {form.id} was added with {version} and other content;"
            " raise `version` on the settings sheet"
        )
    stored = book.forms.add(revision_of(form, xml, workbook, now))
    about = f"form {form.id} version {form.version}: revision {form.revision}"
    book.audit.note(now, "operator", "form added", about)
    return stored, True


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
