"""`mingcha findings`: what does not fit together, with its evidence."""

from itertools import islice
from typing import Annotated

import typer
from rich.console import Console

from fieldwork.access import Access, Read
from inspection.finding import Finding, FindingKind
from inspection.outcome_words import headline, said_why
from mingcha.cli.language import language_of
from mingcha.cli.opening import opened
from mingcha.cli.reading.options import (
    From,
    Json,
    Language,
    Limit,
    Region,
    Reveal,
    Team,
    To,
    reason_of,
    wanted,
)
from mingcha.cli.reading.words import (
    finding_json,
    local,
    more,
    print_json,
    rows,
    screen,
    shown_name,
    table,
)

app = typer.Typer(
    help="Findings: signals with their evidence, never verdicts.", no_args_is_help=True
)


@app.command("list")
def list_findings(
    region: Region = "",
    team: Team = "",
    first: From = None,
    to: To = None,
    kind: Annotated[
        list[FindingKind] | None, typer.Option(help="Only of this kind; may be repeated.")
    ] = None,
    serious: Annotated[bool, typer.Option("--serious", help="Without mere notes.")] = False,
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """List findings, newest inspection first.

    A finding is a signal: what does not fit, and why somebody should look. Nobody may be punished
    for one before they were heard.

    Example: `mingcha findings list --serious --from 2026-03-01`
    """
    with opened() as foundation:
        now = foundation.clock.now()
        access = Access(ledger=foundation.ledger, now=now)
        every = (
            (read, finding)
            for read in access.inspections(wanted(now, region, team, first, to, False))
            for finding in read.findings
            if (not kind or finding.kind in kind) and (not serious or finding.severity == "serious")
        )
        taken = tuple(islice(every, limit + 1))
        shown = taken[:limit]
    if as_json:
        print_json([_json(read, finding) for read, finding in shown])
        return
    console = screen()
    columns = ("of", "found at", "team", "village", "official", "severity", "finding")
    console.print(rows(table(*columns), [_line(*one) for one in shown]))
    if not shown:
        console.print("Nothing was found.")
    more(console, len(taken) > limit, limit)


@app.command("show")
def show_findings(
    inspection: Annotated[int, typer.Argument(metavar="INSPECTION", help="Its number.")],
    language: Language = "en",
    reveal: Reveal = "",
    as_json: Json = False,
) -> None:
    """Show what was found in one inspection: the reason in words, and each piece of evidence.

    The official's name appears with --reveal REASON. Every look is noted.

    Example: `mingcha findings show 13`
    """
    words = language_of(language)
    with opened() as foundation:
        now = foundation.clock.now()
        access = Access(ledger=foundation.ledger, now=now, reason=reason_of(reveal))
        read = access.inspection(inspection)
        access.note(f"findings of inspection {inspection}")
    if as_json:
        print_json([_json(read, finding) for finding in read.findings])
        return
    console = screen()
    if not read.findings:
        state = "Nothing was found" if read.assessed else "It is still open: nothing is found yet"
        console.print(f"{state} in inspection {inspection}.")
    for finding in read.findings:
        _print(console, read, finding, words)


def _line(read: Read, finding: Finding) -> tuple[str, ...]:
    dossier = read.dossier
    return (
        str(dossier.inspection),
        local(finding.found_at, dossier.zone),
        dossier.team,
        dossier.village,
        dossier.official.name,
        finding.severity,
        headline(finding.kind, "en"),
    )


def _json(read: Read, finding: Finding) -> dict[str, object]:
    return {
        "inspection": read.dossier.inspection,
        "team": read.dossier.team,
        "official": {
            "person": read.dossier.official.contact.person,
            "name": shown_name(read),
        },
        **finding_json(finding),
    }


def _print(console: Console, read: Read, finding: Finding, language: str) -> None:
    dossier = read.dossier
    console.print(
        f"{headline(finding.kind, language)} · {finding.severity} · inspection"
        f" {dossier.inspection} · team {dossier.team} · {dossier.official.name}",
        markup=False,
    )
    console.print(f"  why: {said_why(finding, language)}", markup=False)
    for piece in finding.evidence:
        at = piece["at"]
        console.print(
            f"  evidence: {at} {piece['who']}: {piece['what']} = {piece['said']}", markup=False
        )
