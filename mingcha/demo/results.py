"""The page of results at the end of the demo."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from fieldwork.book import Book
from fieldwork.issue import CALLS
from inspection.finding import Finding
from inspection.outcome_words import headline, outcome, said_why
from mingcha.demo.score import Drawn, Score

_FINDINGS_SHOWN = 5


def show_results(
    console: Console,
    *,
    drawn: Sequence[Drawn],
    book: Book,
    score: Score,
    language: str,
    zone: ZoneInfo,
) -> None:
    _draws(console, drawn, book)
    _contacts(console, drawn, language)
    _open(console, drawn)
    _findings(console, drawn, language, zone)
    _summary(console, drawn)
    show_truth(console, score)


def _draws(console: Console, drawn: Sequence[Drawn], book: Book) -> None:
    slots = book.slots.counts(CALLS)
    states = ", ".join(f"{count} {state}" for state, count in sorted(slots.items()))
    console.rule("[bold]The week")
    console.print(f"Slots: {states}.  Picks: {len(drawn)}.", highlight=False)


def _contacts(console: Console, drawn: Sequence[Drawn], language: str) -> None:
    table = Table("contacts by disposition", box=None, pad_edge=False)
    table.add_column("officials", justify="right")
    table.add_column("households", justify="right")
    counts = Counter(
        (file.contact.disposition, file.contact.kind)
        for one in drawn
        for file in one.dossier.contacts
    )
    for disposition in sorted({d for d, _ in counts}, key=lambda d: (d is None, str(d))):
        table.add_row(
            outcome(disposition, language),
            *(str(counts.get((disposition, kind), 0) or "") for kind in ("official", "household")),
        )
    console.print(table)


def _open(console: Console, drawn: Sequence[Drawn]) -> None:
    still = [one for one in drawn if one.open]
    waiting = sum(not file.contact.closed for one in still for file in one.dossier.contacts)
    console.print(
        f"Still open at the end of the week: inspections: {len(still)}, contacts: {waiting}"
        " (they go on next week: other days, other parts of the day).",
        highlight=False,
    )


def _findings(console: Console, drawn: Sequence[Drawn], language: str, zone: ZoneInfo) -> None:
    found = [(one, finding) for one in drawn for finding in one.findings]
    console.rule(f"[bold]Findings: {len(found)} (signals to look into, not verdicts)")
    for one, finding in _varied(found)[:_FINDINGS_SHOWN]:
        head = f"{headline(finding.kind, language)} · {finding.severity}"
        place = f"inspection {one.dossier.inspection}, {one.dossier.village}"
        console.print(Text(f"{head} ({place})", style="bold"))
        console.print(f"  why: {said_why(finding, language)}", markup=False, highlight=False)
        for piece in finding.evidence:
            console.print(
                f"  evidence: {_at(piece['at'], zone)} {piece['who']}:"
                f" {piece['what']} = {piece['said']}",
                markup=False,
                highlight=False,
            )


def _varied(found: Sequence[tuple[Drawn, Finding]]) -> list[tuple[Drawn, Finding]]:
    """One of each kind first."""
    seen: set[str] = set()
    first: list[tuple[Drawn, Finding]] = []
    rest: list[tuple[Drawn, Finding]] = []
    for one in found:
        (rest if one[1].kind in seen else first).append(one)
        seen.add(one[1].kind)
    return first + rest


def _at(iso: str, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(iso).astimezone(zone):%a %H:%M}"


def _summary(console: Console, drawn: Sequence[Drawn]) -> None:
    """Preferably one with a finding: that is what an inspector acts on."""
    told = [one for one in drawn if one.summary]
    if told:
        chosen = next((one for one in told if one.findings), told[0])
        panel = Panel(
            Text(chosen.summary), title="One summary as its inspector got it", title_align="left"
        )
        console.print(panel, soft_wrap=False)


def show_truth(console: Console, score: Score) -> None:
    console.rule("[bold]Against the truth, which the simulated county knows")
    absent, found = len(score.absent), len(score.found)
    unreachable, still_open = len(score.unreachable_absent), len(score.still_open)
    lines = [
        f"Absent officials who were drawn while away: {absent}; found (presence contradicted):"
        f" {found}; could not be reached: {unreachable}; still open: {still_open}.",
        f"Not found although reached and closed: {absent - found - unreachable - still_open}, of"
        f" these {len(score.present_team)} whose colleagues were in the village.",
        f"Honest officials who were drawn: {len(score.honest)}; wrongly signalled (presence"
        f" contradicted): {len(score.contradicted)}; could not be reached:"
        f" {len(score.unreachable_honest)}.",
        "Could not be reached is a question to ask, no sign of absence: it counts for neither.",
    ]
    for line in lines:
        console.print(line, highlight=False)


def show_where(console: Console, home: Path, day: str) -> None:
    console.rule()
    console.print(f"The database is {home / 'mingcha.db'}.", highlight=False, soft_wrap=True)
    console.print("More of any day, as its inspector got it:", highlight=False)
    console.print(
        f"  MINGCHA_HOME={home} .venv/bin/mingcha brief --day {day}",
        highlight=False,
        soft_wrap=True,
    )
