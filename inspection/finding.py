"""Findings: supported statements about one inspection, each with its evidence and its reason.

A finding is a signal. It says what does not fit and why somebody should look; whether anybody did
wrong is decided by people, after the person was heard.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from inspection.comparison import Comparison
from inspection.contact import Attempt
from inspection.disposition import Disposition
from inspection.dossier import ContactFile, Dossier
from inspection.policy import Policy

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
    days = " / ".join(_day(day) for day in reversed(dossier.asked_days))
    return Finding(
        kind=FindingKind.PRESENCE_CONTRADICTED,
        severity="serious",
        why={
            "en": f"The official said to be in the village, but {len(saw_nobody)} households who"
            f" were there saw nobody of the team on {days}, and none saw anybody.",
            "zh": f"干部称在村，但当时在村的{len(saw_nobody)}户都说{days}没有见到工作队，"
            "也没有一户见到。",
        },
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
    counted = [attempt for attempt in official.attempts if attempt.counts]
    days = {_moment(attempt).astimezone(dossier.zone).date() for attempt in counted}
    if len(counted) < policy.official_least_attempts or len(days) < policy.official_least_days:
        return None
    if not any(attempt.channel == "voice" for attempt in counted):
        # Messages may lie unread on a lost telephone: only a call that rang can find nobody.
        return None
    return Finding(
        kind=FindingKind.UNREACHABLE,
        severity="note",
        why={
            "en": f"{len(counted)} confirmed attempts on {len(days)} days found no answer. This"
            " is not absence: ask for the reason first.",
            "zh": f"{len(days)}天内{len(counted)}次确认送达的联系都没有回音。"
            "这不等于不在岗：请先了解原因。",
        },
        evidence=tuple(
            {
                "who": "official",
                "what": f"{attempt.channel} {attempt.purpose}",
                "said": attempt.disposition or "no reply",
                "at": _moment(attempt).isoformat(),
            }
            for attempt in counted
        ),
        found_at=now,
    )


_REPORTS: Mapping[FindingKind, tuple[str, Severity, str, str]] = {
    FindingKind.MONEY_ASKED: (
        "money",
        "serious",
        "{n} household(s) said that somebody asked them for money or gifts.",
        "{n}户说有人向他们要过钱物。",
    ),
    FindingKind.COACHED: (
        "coached",
        "note",
        "{n} household(s) said that somebody told them how to answer; what this village answers"
        " weighs less.",
        "{n}户说有人教过怎么回答；本村的回答应打折扣。",
    ),
}


def _reported(dossier: Dossier, now: datetime, kind: FindingKind) -> Finding | None:
    question, severity, english, chinese = _REPORTS[kind]
    files = [file for file in dossier.household_files if file.said(question) == "yes"]
    if not files:
        return None
    return Finding(
        kind=kind,
        severity=severity,
        why={"en": english.format(n=len(files)), "zh": chinese.format(n=len(files))},
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


def _day(day: date) -> str:
    return day.isoformat()
