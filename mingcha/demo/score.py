"""How well the week went, since the simulated world knows the truth."""

from collections.abc import Sequence
from dataclasses import dataclass

from fieldwork.book import Book
from fieldwork.dossiers import dossier_of
from inspection.dossier import Dossier
from inspection.finding import Finding, FindingKind
from mingcha.demo.week import DAYS, END, EVE, ZONE
from simulator.county import County
from simulator.truth import Truth

ABSENCE = frozenset({FindingKind.PRESENCE_CONTRADICTED, FindingKind.UNREACHABLE})


@dataclass(frozen=True, kw_only=True)
class Drawn:
    dossier: Dossier
    findings: tuple[Finding, ...]
    summary: str
    open: bool

    @property
    def official(self) -> str:
        return self.dossier.official.contact.person

    def has(self, *kinds: FindingKind) -> bool:
        return any(finding.kind in kinds for finding in self.findings)


@dataclass(frozen=True, kw_only=True)
class Score:
    absent: tuple[Drawn, ...]
    """Asked on a day on which the official was away and says otherwise."""
    found: tuple[Drawn, ...]
    """Of these, whose presence was contradicted or who could not be reached."""
    still_open: tuple[Drawn, ...]
    """Of these, those whose inspection goes on."""
    honest: tuple[Drawn, ...]
    contradicted: tuple[Drawn, ...]
    """Honest ones whose presence was contradicted nevertheless: wrongly signalled."""
    unreachable: tuple[Drawn, ...]
    """Honest ones who could not be reached: true, and no accusation."""
    present_team: tuple[Drawn, ...]
    """Absent ones whose colleagues were there: households saw the team, so nothing showed."""


def inspections_of(book: Book) -> tuple[Drawn, ...]:
    drawn = []
    for inspection in book.inspections.between(EVE, END):
        summaries = book.summaries.of_inspection(inspection.id)
        drawn.append(
            Drawn(
                dossier=dossier_of(book, inspection.id, END),
                findings=tuple(book.inspections.findings(inspection.id)),
                summary=summaries[-1].text if summaries else "",
                open=inspection.assessed_at is None,
            )
        )
    return tuple(drawn)


def score(drawn: Sequence[Drawn], county: County) -> Score:
    truth = county.truth
    absent = tuple(one for one in drawn if _absent(one, truth))
    honest = tuple(one for one in drawn if truth.honest(one.official))
    found = tuple(one for one in absent if one.has(*ABSENCE))
    return Score(
        absent=absent,
        found=found,
        still_open=tuple(one for one in absent if one.open and one not in found),
        honest=honest,
        contradicted=tuple(o for o in honest if o.has(FindingKind.PRESENCE_CONTRADICTED)),
        unreachable=tuple(o for o in honest if o.has(FindingKind.UNREACHABLE)),
        present_team=tuple(
            one
            for one in absent
            if one not in found
            and any(truth.team_present(one.dossier.team, d) for d in one.dossier.asked_days)
        ),
    )


def _absent(one: Drawn, truth: Truth) -> bool:
    day = one.dossier.picked_for.astimezone(ZONE).date()
    assert day in DAYS, "the demo draws on its five days only"
    return truth.where(one.official, day) == "home" and not truth.honest(one.official)
