"""What is asked of whom: the revision in force, and the interview of one contact."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache

from fieldwork.book import Book, StoredRevision
from fieldwork.rules import Rules
from inspection.contact import Contact, ContactKind
from inspection.facts import facts_of, own_row
from inspection.interview import Interview
from inspection.question_set import SETS, own_form, question_set, revision_xml
from inspection.questionnaire.form import Form
from inspection.questionnaire.media import NO_MEDIA, named
from inspection.questionnaire.problem import Channel
from inspection.questionnaire.question import Kind
from inspection.questionnaire.reading import read
from inspection.questionnaire.scene import World

_MOST_READ = 32


def form_of(book: Book, revision: str) -> Form:
    """Raises LookupError for a revision that was never kept."""
    own = own_form(revision)
    if own is not None:
        return own
    found = book.forms.find(revision)
    if not found:
        raise LookupError(f"the store has no revision {revision[:12]} of a form")
    return _read(found[0].xml)


def asked_form(book: Book, kind: ContactKind, now: datetime) -> Form:
    return asked_forms(book, now)[kind]


def asked_forms(book: Book, now: datetime) -> Mapping[ContactKind, Form]:
    """What is asked from now on: what an operator has put to use, or the programme's own questions.
    These are kept with the others before anybody is asked: a later program may bring new ones."""
    used = book.forms.in_use()
    own = {kind: name for kind, name in SETS.items() if not used.get(kind)}
    kept = book.forms.kept(question_set(name).revision for name in own.values())
    for name in own.values():
        if question_set(name).revision not in kept:
            book.forms.add(own_revision(name, now))
    return {
        kind: question_set(own[kind]) if kind in own else form_of(book, used[kind]) for kind in SETS
    }


def own_revision(name: str, now: datetime) -> StoredRevision:
    """To be kept."""
    return revision_of(question_set(name), revision_xml(name), name, now)


def revision_of(form: Form, xml: bytes, workbook: str, now: datetime) -> StoredRevision:
    """To be kept."""
    return StoredRevision(
        id=0,
        revision=form.revision,
        form=form.id,
        version=form.version,
        title=form.title,
        workbook=workbook,
        xml=xml,
        added_at=now,
    )


def interview_of(
    book: Book,
    contact: Contact,
    rules: Rules,
    now: datetime,
    channel: Channel,
    *,
    without: Collection[Kind] = (),
) -> Interview:
    """Where it stands: `rules` are those of the place."""
    form = form_of(book, contact.dialogue.revision)
    tables = {"roster": (_own_row(book, contact),)} if form.lookups else {}
    return Interview.of(
        form,
        contact.dialogue,
        World(now=now.astimezone(rules.zone), tables=tables),
        channel,
        language=contact.language,
        facts=_facts(book, contact, rules, now),
        without=without,
    )


def media_of(book: Book, form: Form) -> Mapping[str, str]:
    """Our names of the recordings and pictures that are there, by the form's names for them."""
    if next(named(form), None) is None:
        return NO_MEDIA
    return {one.name: one.file for one in book.forms.media(form.revision)}


def _facts(book: Book, contact: Contact, rules: Rules, now: datetime) -> dict[str, str]:
    inspection = book.inspections.get(contact.inspection)
    place = book.roster.place(inspection.pick.village)
    today = now.astimezone(rules.zone).date()
    return facts_of(place.village, place.township, inspection.asked_days, today)


def _own_row(book: Book, contact: Contact) -> Mapping[str, str]:
    """Two look-ups by key, only for a form that looks into the register."""
    pick = book.inspections.get(contact.inspection).pick
    place = book.roster.place(pick.village)
    # Where a village has several teams, no household learns which of them was drawn.
    own = contact.kind == "official"
    return own_row(
        village=place.village,
        code=place.code,
        township=place.township,
        county=place.county,
        team=(pick.unit, book.roster.name_of_team(pick.unit)) if own else None,
    )


@lru_cache(maxsize=_MOST_READ)
def _read(xml: bytes) -> Form:
    return read(xml)
