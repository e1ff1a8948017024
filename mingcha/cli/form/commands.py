"""`mingcha form`: check, add, list, show and try questionnaires."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from fieldwork.book import StoredRevision
from fieldwork.forms import Added, FormRefused, add_form, form_named, use_form
from inspection.contact import ContactKind
from inspection.question_set import SETS, question_set
from inspection.questionnaire.carrying import channel_check
from inspection.questionnaire.form import Form
from inspection.questionnaire.media import named
from inspection.questionnaire.problem import Channel
from inspection.questionnaire.problem import Refused as FormBad
from inspection.questionnaire.reading import read
from mingcha.cli.form.page import (
    CHANNELS,
    files_counted,
    media_table,
    questions_table,
)
from mingcha.cli.form.trying import try_
from mingcha.cli.form.workbook import MediaFolder, converted, print_json, tell, to_look_at
from mingcha.cli.opening import opened
from mingcha.cli.reading.words import screen, table
from mingcha.cli.refusal import Refused

app = typer.Typer(
    help="Questionnaires, written as XLSForms.",
    no_args_is_help=True,
)
app.command("try")(try_)
_File = Annotated[Path, typer.Argument(help="The workbook: .xlsx, .csv or .md.")]
_Channel = Annotated[
    Channel | None, typer.Option(help="Say only what concerns this channel.", show_default=False)
]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
SHORT = 12
"""Characters of a hash that are shown."""


@app.command("check")
def check(
    file: _File, channel: _Channel = None, media: MediaFolder = None, as_json: _Json = False
) -> None:
    """Read a workbook and say all that is wrong with it, and how each channel would ask it.

    Recordings and pictures that it names are taken from the folder beside it: visit-media for
    visit.xlsx. Nothing is stored.

    Exit status 0: it can be added; 2: it cannot, and all reasons are told.

    Example: `mingcha form check visit.xlsx --channel voice`
    """
    try:
        conversion, found = converted(file, media)
    except FormBad as bad:
        tell(file, bad.problems, as_json=as_json)
        raise typer.Exit(2) from None
    form = conversion.form
    channels = CHANNELS if channel is None else (channel,)
    told = (
        *conversion.notices,
        *found.problems,
        *(p for one in channels for p in channel_check(form, one)),
    )
    if as_json:
        print_json(told)
        return
    console = screen()
    console.print(f"{file.name}: {_counted(form)}. Revision {form.revision[:SHORT]}.", markup=False)
    console.print(questions_table(form, channels))
    if found.files:
        console.print(f"{files_counted(len(found.files))} with it.", markup=False)
    to_look_at(told)


@app.command("add")
def add(file: _File, media: MediaFolder = None) -> None:
    """Check a workbook and keep it as a revision, under the id and version of its settings sheet.

    The recordings and pictures that it names are kept with it. The same workbook again changes
    nothing, but adds files that were missing. A revision is never changed: raise the version.

    Example: `mingcha form add visit.xlsx --media recordings`
    """
    try:
        conversion, found = converted(file, media)
    except FormBad as bad:
        tell(file, bad.problems, as_json=False)
        raise typer.Exit(2) from None
    with opened() as foundation, foundation.ledger.write() as book:
        try:
            added = add_form(
                book,
                conversion.form,
                conversion.xml,
                file.name,
                foundation.clock.now(),
                media=found.files,
            )
        except FormRefused as wrong:
            raise Refused(str(wrong)) from None
    screen().print(_added(added, conversion.form), markup=False)
    to_look_at(found.problems)


@app.command("list")
def list_(as_json: _Json = False) -> None:
    """List the revisions of forms.

    Example: `mingcha form list --json`
    """
    with opened() as foundation, foundation.ledger.read() as book:
        revisions = book.forms.all()
        used = book.forms.in_use()
    if as_json:
        fields = [_fields(stored, used) for stored in revisions]
        typer.echo(json.dumps(fields, ensure_ascii=False, indent=2))
        return
    if not revisions:
        screen().print("No form was added yet: `mingcha form add FILE`.", markup=False)
        return
    page = table("form", "version", "title", "revision", "added on", "asked of", "workbook")
    for stored in revisions:
        page.add_row(
            *(escape(one) for one in (stored.form, stored.version, stored.title)),
            stored.revision[:SHORT],
            f"{stored.added_at:%Y-%m-%d}",
            _asked_of(stored, used),
            escape(stored.workbook),
        )
    screen().print(page)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="Id of a form, or the beginning of a revision.")],
    xml: Annotated[bool, typer.Option("--xml", help="Print the XForm itself.")] = False,
) -> None:
    """Show the newest revision of a form, or any by its hash.

    Example: `mingcha form show visit`
    """
    with opened() as foundation, foundation.ledger.read() as book:
        try:
            stored = form_named(book, name)
        except FormRefused as wrong:
            raise Refused(str(wrong)) from None
        kept = book.forms.media(stored.revision)
    if xml:
        typer.echo(stored.xml)
        return
    form = read(stored.xml)
    console = screen()
    console.print(f"{stored.title} ({stored.form}), version {stored.version}", markup=False)
    console.print(f"revision {stored.revision}", markup=False)
    languages = ", ".join(form.languages) or "one language without a name"
    console.print(f"{_counted(form)}, in {languages}", markup=False)
    console.print(questions_table(form, CHANNELS))
    if kept:
        console.print(media_table(kept))
    lacking = {one.file for one in named(form)} - {one.name for one in kept}
    if lacking:
        told = ", ".join(sorted(lacking))
        console.print(f"Not here, so that words stand in: {told}", markup=False)


@app.command("use")
def use(
    kind: Annotated[ContactKind, typer.Option("--for", help="Who is asked it.")],
    name: Annotated[
        str, typer.Argument(help="Id of a form, or the beginning of a revision; empty with --own.")
    ] = "",
    own: Annotated[bool, typer.Option("--own", help="The programme's own questions.")] = False,
) -> None:
    """Choose the form that drawn checks ask, from the next slot on.

    Checks that are under way go on with the revision that they began with.

    Example: `mingcha form use spot_check --for official`
    """
    if own == bool(name):
        raise Refused("expected either a form or --own")
    with opened() as foundation, foundation.ledger.write() as book:
        try:
            stored = None if own else form_named(book, name)
            form = question_set(SETS[kind]) if stored is None else read(stored.xml)
            use_form(book, kind, stored, form, foundation.clock.now())
        except FormRefused as wrong:
            raise Refused(str(wrong)) from None
    what = f"{form.id} version {form.version or '(none)'}, revision {form.revision[:SHORT]}"
    screen().print(f"From the next slot on each {kind} is asked {what}.", markup=False)


def _added(added: Added, form: Form) -> str:
    stored = added.stored
    what = f"{stored.form} version {stored.version or '(none)'}, revision {stored.revision[:SHORT]}"
    files = files_counted(len(added.files))
    if added.new:
        return f"Added {what}: {_counted(form)}{f', {files}' if added.files else ''}."
    if added.files:
        return f"{what} is here already. Added {files} that it lacked."
    return f"{what} is here already. Nothing was changed."


def _counted(form: Form) -> str:
    count = len(form.questions)
    return "1 question" if count == 1 else f"{count} questions"


def _asked_of(stored: StoredRevision, used: Mapping[str, str]) -> str:
    """Whom a drawn check asks it; the programme's own are asked where nothing else is in use."""
    asked = {kind: used.get(kind) or question_set(name).revision for kind, name in SETS.items()}
    return ", ".join(kind for kind, revision in asked.items() if revision == stored.revision)


def _fields(stored: StoredRevision, used: Mapping[str, str]) -> dict[str, str]:
    return {
        "form": stored.form,
        "version": stored.version,
        "title": stored.title,
        "revision": stored.revision,
        "workbook": stored.workbook,
        "added_at": stored.added_at.isoformat(),
        "asked_of": _asked_of(stored, used),
    }
