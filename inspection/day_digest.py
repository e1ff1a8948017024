"""The digest of a day, as an inspector reads it: how many were drawn, how each contact stands, what
was found, what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspection.contact import Unbegun
from inspection.days import dated
from inspection.dossier import Dossier
from inspection.finding import Finding
from inspection.outcome_words import headline
from inspection.pause_words import PausedRegion, in_digest
from inspection.summary_words import DISPOSITIONS, phrased
from inspection.visit_file import VisitFile
from inspection.visit_summary import visits_in_digest
from inspection.wording import worded


@dataclass(frozen=True, kw_only=True)
class Day:
    """One local day: what was drawn on it, and what was assessed since the digest before."""

    day: date
    drawn: tuple[Dossier, ...]
    assessed: tuple[tuple[Dossier, tuple[Finding, ...]], ...]
    paused: tuple[PausedRegion, ...] = ()
    """What was paused at some time of the day."""
    visits: Sequence[VisitFile] = ()
    """Those that ended since the digest before."""


def of_day(day: Day, *, language: str) -> str:
    """The digest: how many were drawn, how each contact stands, what was found, what is open."""
    files = [file for dossier in day.drawn for file in dossier.contacts]
    closed = [file for file in files if file.contact.closed]
    lines = [
        phrased("digest", language, day=dated(day.day, language)),
        _drawn(len(day.drawn), len(files), len(closed), language),
    ]
    counts: dict[str, int] = {}
    for file in closed:
        assert file.contact.disposition is not None
        word = worded(DISPOSITIONS[file.contact.disposition], language, {})
        counts[word] = counts.get(word, 0) + 1
    lines += [f"  {word}: {count}" for word, count in sorted(counts.items())]
    silent = sum(not dossier.telephone for dossier in day.drawn)
    if silent:
        lines.append(phrased("without telephone", language, n=silent))
    unbegun = sum(file.contact.why is Unbegun.CAPACITY for file in closed)
    if unbegun:
        lines.append(phrased("no line", language, n=unbegun))
    lines.append(phrased("assessed", language, n=len(day.assessed)))
    found = [(dossier, finding) for dossier, findings in day.assessed for finding in findings]
    lines += [
        f"  {dossier.inspection} · {dossier.village} · {headline(finding.kind, language)}"
        for dossier, finding in found
    ]
    if not found:
        lines.append(phrased("no findings", language))
    lines += visits_in_digest(day.visits, language=language)
    lines += [in_digest(pause, language=language) for pause in day.paused]
    return "\n".join(lines)


def _drawn(inspections: int, contacts: int, closed: int, language: str) -> str:
    return phrased(
        "drawn",
        language,
        inspections=phrased("drawn inspections", language, n=inspections),
        contacts=phrased("their contacts", language, n=contacts),
        closed=phrased("closed contacts", language, n=closed),
    )
