"""The printed notice: the rules for officials, and a poster in plain words for villagers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspection.amount import span
from inspection.days import dated
from inspection.hours import Hours
from inspection.notice_words import OFFICIALS, SMALL, TITLES, VILLAGERS, VILLAGERS_NOT_CALLED
from inspection.phrase import Phrase
from inspection.policy import Policy
from inspection.wording import worded


@dataclass(frozen=True, kw_only=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One printed page."""

    kind: str
    """`officials` or `villagers`."""
    language: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    number_label: str
    number: str
    footer: str


def sheets(
    policy: Policy, *, version: str, day: date, place: str, language: str
) -> tuple[Sheet, Sheet]:
    """For officials and for villagers. `place`: "" everywhere.

    Raises ValueError without a public number: whoever is called could not verify by whom."""
    if not policy.public_number:
        raise ValueError("a notice needs the announced number; public_number is not set")
    facts = _facts(policy, language)
    about = {
        "place": place or _word(SMALL["everywhere"], language, {}),
        "version": version,
        "day": f"{day.isoformat()} ({dated(day, language)})",
    }
    called = VILLAGERS if policy.household_calls else VILLAGERS_NOT_CALLED

    def sheet(kind: str, texts: Mapping[str, tuple[Phrase, ...]]) -> Sheet:
        return Sheet(
            kind=kind,
            language=language,
            title=_word(TITLES[kind], language, {}),
            lead=_word(TITLES[f"{kind} lead"], language, facts | about),
            sections=tuple(
                Section(
                    heading=_word(TITLES[name], language, {}),
                    paragraphs=tuple(_word(text, language, facts) for text in paragraphs),
                )
                for name, paragraphs in texts.items()
            ),
            number_label=_word(SMALL["number"], language, {}),
            number=policy.public_number,
            footer=_word(SMALL["footer"], language, about),
        )

    return sheet("officials", OFFICIALS), sheet("villagers", called)


def _facts(policy: Policy, language: str) -> dict[str, str]:
    return {
        "most": str(policy.official_contacts_a_month),
        "hours": _hours(policy.official_hours, language),
        "answer_time": span(policy.official_answer_minutes, language),
        "reminder": span(policy.official_reminder_minutes, language),
        "attempts": str(policy.official_least_attempts),
        "days": str(policy.official_least_days),
        "parts": str(policy.official_least_parts),
        "statement_days": str(policy.case_statement_days),
        "households": str(policy.household_calls),
        "workday": _hours(policy.household_hours_workday, language),
        "restday": _hours(policy.household_hours_restday, language),
        "rest_days": str(policy.household_rest_days),
        "a_year": str(policy.household_calls_a_year),
        "number": policy.public_number,
    }


def _hours(hours: Hours, language: str) -> str:
    spans = hours.text().split(",") if hours.spans else []
    if not spans:
        return _word(SMALL["never"], language, {})
    return _word(SMALL["and"], language, {}).join(one.replace("-", "–") for one in spans)


def _word(text: Phrase, language: str, facts: Mapping[str, str]) -> str:
    return worded(text, language, facts)
