"""How well the week went, since the simulated world knows the truth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fieldwork.book import Book
from fieldwork.dossiers import dossier_of
from inspection.dossier import Dossier
from inspection.finding import Finding, FindingKind
from simulator.truth import Truth


@dataclass(frozen=True, kw_only=True)
class Drawn:
    dossier: Dossier
    findings: tuple[Finding, ...]
    summary: str
    open: bool

    @property
    def official(self) -> str:
        return self.dossier.official.contact.person

    def has(self, kind: FindingKind) -> bool:
        return any(finding.kind is kind for finding in self.findings)


@dataclass(frozen=True, kw_only=True)
class Score:
    absent: tuple[Drawn, ...]
    """Asked on a day on which the official was away and says otherwise."""
    found: tuple[Drawn, ...]
    """Of these, whose presence was contradicted: the signal that an honest one must not give."""
    unreachable_absent: tuple[Drawn, ...]
    """Of these, who could not be reached, which says nothing of where they were."""
    still_open: tuple[Drawn, ...]
    """Of these, those whose inspection goes on."""
    honest: tuple[Drawn, ...]
    contradicted: tuple[Drawn, ...]
    """Honest ones whose presence was contradicted nevertheless: wrongly signalled."""
    unreachable_honest: tuple[Drawn, ...]
    """Honest ones who could not be reached: true, and no accusation."""
    present_team: tuple[Drawn, ...]
    """Absent ones of whom nothing was found, and whose colleagues were there to be seen."""


def inspections_of(book: Book, first: datetime, until: datetime) -> tuple[Drawn, ...]:
    """As they stand at the end of that time."""
    drawn = []
    for inspection in book.inspections.between(first, until):
        summaries = book.summaries.of_inspection(inspection.id)
        drawn.append(
            Drawn(
                dossier=dossier_of(book, inspection.id, until),
                findings=tuple(book.inspections.findings(inspection.id)),
                summary=summaries[-1].text if summaries else "",
                open=inspection.assessed_at is None,
            )
        )
    return tuple(drawn)


def score(drawn: Sequence[Drawn], truth: Truth, zone: ZoneInfo) -> Score:
    absent = tuple(one for one in drawn if _absent(one, truth, zone))
    honest = tuple(one for one in drawn if truth.honest(one.official))
    found = _with(absent, FindingKind.PRESENCE_CONTRADICTED)
    unreachable = _with(absent, FindingKind.UNREACHABLE)
    nothing = tuple(one for one in absent if one not in found and one not in unreachable)
    return Score(
        absent=absent,
        found=found,
        unreachable_absent=unreachable,
        still_open=tuple(one for one in nothing if one.open),
        honest=honest,
        contradicted=_with(honest, FindingKind.PRESENCE_CONTRADICTED),
        unreachable_honest=_with(honest, FindingKind.UNREACHABLE),
        present_team=tuple(
            one
            for one in nothing
            if not one.open
            and any(truth.team_present(one.dossier.team, d) for d in one.dossier.asked_days)
        ),
    )


def _with(drawn: Sequence[Drawn], kind: FindingKind) -> tuple[Drawn, ...]:
    return tuple(one for one in drawn if one.has(kind))


def _absent(one: Drawn, truth: Truth, zone: ZoneInfo) -> bool:
    day = one.dossier.picked_for.astimezone(zone).date()
    return truth.where(one.official, day) == "home" and not truth.honest(one.official)
