"""`mingcha contacts`: whom we tried to reach, how often, and with what outcome."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Annotated, get_args

import typer
from rich.console import Console

from fieldwork.access import Access, ReadContact, Wanted
from inspection.answer_words import told_in_words
from inspection.contact import ContactKind
from inspection.disposition import Disposition
from mingcha.cli.language import language_of
from mingcha.cli.opening import opened
from mingcha.cli.reading.options import (
    From,
    Json,
    Language,
    Limit,
    Open,
    Region,
    Reveal,
    Team,
    To,
    reason_of,
    wanted,
)
from mingcha.cli.reading.words import (
    contact_json,
    disposition,
    local,
    more,
    print_json,
    rows,
    screen,
    table,
)
from mingcha.cli.refusal import Refused

app = typer.Typer(help="Whom we tried to reach, and what came of it.", no_args_is_help=True)


@app.command("list")
def list_contacts(
    region: Region = "",
    team: Team = "",
    first: From = None,
    to: To = None,
    kind: Annotated[str, typer.Option(help="Only `official` or only `household`.")] = "",
    outcome: Annotated[
        list[Disposition] | None,
        typer.Option("--disposition", help="Only with this outcome; may be repeated."),
    ] = None,
    inspection: Annotated[int | None, typer.Option(help="Only of this inspection.")] = None,
    open_: Open = False,
    reveal: Reveal = "",
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """List contacts, newest first: official or household, attempts, disposition with AAPOR code.

    Households have a number within their inspection. With --reveal REASON ids and telephone numbers
    are shown, of officials and of households that were not reached or said nothing; which household
    it was that said something is shown to nobody.

    Example: `mingcha contacts list --inspection 13`
    """
    reason, one_kind = reason_of(reveal), _kind(kind)
    with opened() as foundation:
        now = foundation.clock.now()
        access = Access(ledger=foundation.ledger, now=now, reason=reason)
        look = wanted(now, region, team, first, to, open_)
        every = _every(access, look, inspection)
        fitting = (one for one in every if _fits(one, one_kind, outcome))
        taken = tuple(islice(fitting, limit + 1))
        shown = taken[:limit]
        if reason or as_json:  # a list for programs holds what was answered
            access.note("contacts", [one.file.contact.id for one in shown])
    if as_json:
        print_json([contact_json(one) for one in shown])
        return
    console = screen()
    columns = ("no.", "of", "team", "who", "numbers", "tries", "outcome", "closed")
    console.print(rows(table(*columns), [_line(one) for one in shown]))
    if not shown:
        console.print("No contact fits.")
    more(console, len(taken) > limit, limit)


@app.command("show")
def show_contact(
    number: Annotated[int, typer.Argument(metavar="NO.", help="Its number in the list.")],
    language: Language = "en",
    reveal: Reveal = "",
    as_json: Json = False,
) -> None:
    """Show one contact: every attempt with its time and outcome, and the answers.

    With --reveal REASON also the numbers; of a household only if it said nothing and no more is
    tried, so that the register can be mended. Every look is noted.

    Example: `mingcha contacts show 40`
    """
    words = language_of(language)
    with opened() as foundation:
        now = foundation.clock.now()
        access = Access(ledger=foundation.ledger, now=now, reason=reason_of(reveal))
        one = access.contact(number)
        access.note(f"contact {number}")
    if as_json:
        print_json(contact_json(one))
        return
    console = screen()
    _head(console, one)
    _attempts(console, one)
    _answers(console, one, words)


def _every(access: Access, look: Wanted, inspection: int | None) -> Iterator[ReadContact]:
    reads = access.inspections(look) if inspection is None else [access.inspection(inspection)]
    for read in reads:
        for file in reversed(read.dossier.contacts):
            yield access.contact_of(read, file)


def _fits(one: ReadContact, kind: str, outcomes: Collection[Disposition] | None) -> bool:
    contact = one.file.contact
    return (not kind or contact.kind == kind) and (not outcomes or contact.disposition in outcomes)


def _line(one: ReadContact) -> tuple[str, ...]:
    contact = one.file.contact
    return (
        str(contact.id),
        str(contact.inspection),
        one.read.dossier.team,
        one.person,
        _numbers(one),
        str(sum(attempt.counts for attempt in one.file.attempts)),
        disposition(contact.disposition) + (", late" if contact.late else ""),
        local(contact.closed_at, one.read.dossier.zone),
    )


def _numbers(one: ReadContact) -> str:
    return ", ".join(one.numbers) if one.numbers else f"{one.addresses} hidden"


def _head(console: Console, one: ReadContact) -> None:
    contact, dossier = one.file.contact, one.read.dossier
    name = f" {one.file.name}" if one.file.name not in ("", one.person) else ""
    console.print(
        f"Contact {contact.id} of inspection {contact.inspection}: {one.person}{name}"
        f" · team {dossier.team} · {dossier.village}",
        markup=False,
    )
    late = ", late" if contact.late else ""
    since = local(contact.opened_at, dossier.zone)
    console.print(
        f"number {contact.rank} in the drawn order · opened {since}"
        f" · {disposition(contact.disposition)}{late}",
        markup=False,
    )
    if contact.outage is not None:
        console.print(contact.outage.said(dossier.zone, "en"), markup=False)
    console.print(f"telephone numbers: {_numbers(one)}", markup=False)


def _attempts(console: Console, one: ReadContact) -> None:
    zone = one.read.dossier.zone
    lines = [
        (
            local(attempt.made_at, zone),
            attempt.channel,
            attempt.purpose,
            attempt.state.value,
            attempt.disposition.value if attempt.disposition else "",
            "yes" if attempt.counts else "no",
        )
        for attempt in one.file.attempts
    ]
    console.print()
    if lines:
        page = table("at", "channel", "purpose", "state", "outcome", "counts")
        console.print(rows(page, lines))
    else:
        console.print("Nobody was tried.")


def _answers(console: Console, one: ReadContact, language: str) -> None:
    zone = one.read.dossier.zone
    form = one.file.form
    lines = [
        (
            local(answer.at, zone),
            answer.question,
            told_in_words(form, answer, zone, language),
            "late" if answer.late else "",
        )
        for answer in one.file.answers
    ]
    console.print()
    if lines:
        console.print(rows(table("at", "question", "answer", ""), lines))
    else:
        console.print("Nothing was answered.")


def _kind(kind: str) -> str:
    if kind and kind not in get_args(ContactKind):
        raise Refused(f"--kind {kind!r}: expected official or household")
    return kind
