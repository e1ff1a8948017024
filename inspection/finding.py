"""Findings: supported statements about one inspection, each with its evidence and its reason.

A finding is a signal. It says what does not fit and why somebody should look; whether anybody did
wrong is decided by people, after the person was heard.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Literal

from inspection.amount import days as in_days
from inspection.comparison import Comparison
from inspection.contact import Attempt
from inspection.days import alternatives
from inspection.disposition import Disposition
from inspection.dossier import ContactFile, Dossier
from inspection.phrase import Phrase, counted
from inspection.policy import Policy
from inspection.wording import LANGUAGES, Fact, worded

Severity = Literal["note", "serious"]


class FindingKind(StrEnum):
    PRESENCE_CONTRADICTED = "PRESENCE_CONTRADICTED"
    UNREACHABLE = "UNREACHABLE"
    MONEY_ASKED = "MONEY_ASKED"
    COACHED = "COACHED"


@dataclass(frozen=True, kw_only=True)
class Finding:
    kind: FindingKind
    severity: Severity
    why: Mapping[str, str]
    """Language -> the reason in words."""
    evidence: tuple[Mapping[str, str], ...]
    """Each piece: `who` (official, household n), `what` (question or attempt), `said`, `at` (ISO,
    UTC)."""
    found_at: datetime


_CONTRADICTED = counted(
    "finding: why",
    "The official said to be in the village, but {n} household who was there saw nobody of the"
    " team on {days}, and none saw anybody.",
    "The official said to be in the village, but {n} households who were there saw nobody of the"
    " team on {days}, and none saw anybody.",
)
_NOT_REACHED = counted(
    "finding: why",
    "{n} confirmed attempt on {days} found no answer. This is not absence: ask for the reason"
    " first.",
    "{n} confirmed attempts on {days} found no answer. This is not absence: ask for the reason"
    " first.",
)


def weigh(dossier: Dossier, policy: Policy, now: datetime) -> tuple[Finding, ...]:
    """What the closed inspection supports. Silence of a household supports nothing, nor does
    lateness, nor a fault of the carrier."""
    found = (
        _contradicted(dossier, now),
        _unreachable(dossier, policy, now),
        *(_reported(dossier, now, kind) for kind in _REPORTS),
    )
    return tuple(finding for finding in found if finding is not None)


def _contradicted(dossier: Dossier, now: datetime) -> Finding | None:
    compared = Comparison(dossier=dossier)
    if not compared.contradicts:
        return None
    saw_nobody = compared.contradicting
    days = partial(alternatives, dossier.asked_days)
    return Finding(
        kind=FindingKind.PRESENCE_CONTRADICTED,
        severity="serious",
        why=_in_words(_CONTRADICTED, n=len(saw_nobody), days=days),
        evidence=(
            _said(dossier, dossier.official, "whereabouts"),
            *(_said(dossier, file, "seen") for file in saw_nobody),
        ),
        found_at=now,
    )


def _unreachable(dossier: Dossier, policy: Policy, now: datetime) -> Finding | None:
    official = dossier.official
    if official.contact.disposition is not Disposition.ATTEMPTS_EXHAUSTED or official.answers:
        return None
    tries = [attempt for attempt in official.attempts if attempt.counts]
    days = {_moment(attempt).astimezone(dossier.zone).date() for attempt in tries}
    if len(tries) < policy.official_least_attempts or len(days) < policy.official_least_days:
        return None
    if not any(attempt.channel == "voice" for attempt in tries):
        # Messages may lie unread on a lost telephone: only a call that rang can find nobody.
        return None
    return Finding(
        kind=FindingKind.UNREACHABLE,
        severity="note",
        why=_in_words(_NOT_REACHED, n=len(tries), days=partial(in_days, len(days))),
        evidence=tuple(
            {
                "who": "official",
                "what": f"{attempt.channel} {attempt.purpose}",
                "said": attempt.disposition or "no reply",
                "at": _moment(attempt).isoformat(),
            }
            for attempt in tries
        ),
        found_at=now,
    )


_REPORTS: Mapping[FindingKind, tuple[str, Severity, Phrase]] = {
    FindingKind.MONEY_ASKED: (
        "money",
        "serious",
        counted(
            "finding: why",
            "{n} household said that somebody asked them for money or gifts.",
            "{n} households said that somebody asked them for money or gifts.",
        ),
    ),
    FindingKind.COACHED: (
        "coached",
        "note",
        counted(
            "finding: why",
            "{n} household said that somebody told them how to answer; what this village answers"
            " weighs less.",
            "{n} households said that somebody told them how to answer; what this village answers"
            " weighs less.",
        ),
    ),
}


def _reported(dossier: Dossier, now: datetime, kind: FindingKind) -> Finding | None:
    question, severity, reason = _REPORTS[kind]
    files = [file for file in dossier.household_files if file.said(question) == "yes"]
    if not files:
        return None
    return Finding(
        kind=kind,
        severity=severity,
        why=_in_words(reason, n=len(files)),
        evidence=tuple(_said(dossier, file, question) for file in files),
        found_at=now,
    )


def _said(dossier: Dossier, file: ContactFile, question: str) -> Mapping[str, str]:
    answer = file.answer(question)
    assert answer is not None
    return {
        "who": who(dossier, file),
        "what": question,
        "said": answer.value,
        "at": answer.at.isoformat(),
    }


def who(dossier: Dossier, file: ContactFile) -> str:
    """`official`, or `household n`: households have a number within the inspection, no name."""
    if file.contact.kind == "official":
        return "official"
    return f"household {dossier.household_files.index(file) + 1}"


def _moment(attempt: Attempt) -> datetime:
    return attempt.confirmed_at or attempt.made_at


def _in_words(reason: Phrase, *, n: int, **facts: Fact) -> Mapping[str, str]:
    """In every language that there is now: what was found stays in the words of its time."""
    return {language: worded(reason, language, {"n": str(n), **facts}) for language in LANGUAGES}
