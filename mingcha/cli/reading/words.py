"""How what was read is put for people and for programs."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fieldwork.access import Read, ReadContact
from inspection.contact import Attempt, Contact
from inspection.disposition import MEANINGS, Disposition
from inspection.finding import Finding
from inspection.media import SentFile
from inspection.outage import Outage

_WHOLE = frozenset({"no.", "of", "picked for", "team", "at", "found at", "closed", "homes"})
_WIDE = {"finding": 22, "outcome": 12, "official": 8}


def screen() -> Console:
    return Console(highlight=False, soft_wrap=True)


def table(*columns: str) -> Table:
    """Cells are folded, never cut: an id of which half is missing finds nobody."""
    page = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        page.add_column(
            column, overflow="fold", no_wrap=column in _WHOLE, min_width=_WIDE.get(column)
        )
    return page


def print_json(found: Any) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))


def more(console: Console, there_is: bool, limit: int) -> None:
    if there_is:
        console.print(f"These are the newest {limit}; there are more. --limit shows them.")


def local(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else ""


def iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def disposition(value: Disposition | None) -> str:
    return f"{value} ({MEANINGS[value].aapor})" if value else "open"


def inspection_json(read: Read) -> dict[str, Any]:
    dossier = read.dossier
    return {
        "inspection": dossier.inspection,
        "picked_for": iso(dossier.picked_for),
        "slot": dossier.slot_label,
        "team": dossier.team,
        "village": {"code": read.inspection.pick.village, "name": dossier.village},
        "pi_ppb": dossier.pi_ppb,
        "policy_version": dossier.policy_version,
        "degraded": dossier.degraded or None,
        "assessed_at": iso(read.inspection.assessed_at),
        "official": official_json(read),
        "households": {
            "asked": len(dossier.household_files),
            "answered": read.households_answered,
        },
        "findings": [finding_json(finding) for finding in read.findings],
        "contacts": [file.contact.id for file in dossier.contacts],
    }


def official_json(read: Read) -> dict[str, Any]:
    file = read.dossier.official
    return {"person": file.contact.person, "name": shown_name(read), **outcome_json(file.contact)}


def shown_name(read: Read) -> str | None:
    file = read.dossier.official
    return file.name if file.name != file.contact.person else None


def outcome_json(contact: Contact) -> dict[str, Any]:
    value: Disposition | None = contact.disposition
    return {
        "disposition": value.value if value else None,
        "aapor": MEANINGS[value].aapor if value else None,
        "late": contact.late,
        "outage": _outage_json(contact.outage),
    }


def _outage_json(outage: Outage | None) -> dict[str, Any] | None:
    if outage is None:
        return None
    return {"down": outage.what.value, "from": iso(outage.start), "to": iso(outage.end)}


def finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "severity": finding.severity,
        "found_at": iso(finding.found_at),
        "why": dict(finding.why),
        "evidence": [dict(piece) for piece in finding.evidence],
    }


def contact_json(one: ReadContact) -> dict[str, Any]:
    contact = one.file.contact
    return {
        "contact": contact.id,
        "inspection": contact.inspection,
        "kind": contact.kind,
        "person": one.person,
        "rank": contact.rank,
        "team": one.read.dossier.team,
        "opened_at": iso(contact.opened_at),
        "closed_at": iso(contact.closed_at),
        **outcome_json(contact),
        "numbers": list(one.numbers) or None,
        "attempts": [_attempt_json(attempt) for attempt in one.file.attempts],
        "answers": [
            {
                "question": answer.question,
                "value": answer.value,
                "channel": answer.channel,
                "at": iso(answer.at),
                "late": answer.late,
                "file": _file_json(answer.file),
            }
            for answer in one.file.answers
        ],
    }


def _file_json(file: SentFile | None) -> Mapping[str, Any] | None:
    if file is None:
        return None
    return {
        "file": file.number,
        "state": file.state,
        "problem": file.problem,
        "sent_before": iso(file.sent_before),
    }


def _attempt_json(attempt: Attempt) -> Mapping[str, Any]:
    return {
        "channel": attempt.channel,
        "purpose": attempt.purpose,
        "made_at": iso(attempt.made_at),
        "ended_at": iso(attempt.ended_at),
        "state": attempt.state.value,
        "disposition": attempt.disposition.value if attempt.disposition else None,
        "counts": attempt.counts,
    }


def rows(page: Table, lines: Sequence[Sequence[str]]) -> Table:
    """Cells are text that people wrote: never read as markup."""
    for line in lines:
        page.add_row(*(Text(cell) for cell in line))
    return page
