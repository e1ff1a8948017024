"""What officials are told when a rule that concerns them changes: the former value and the new."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspection.amount import span
from inspection.chat import Letter
from inspection.days import dated
from inspection.phrase import Phrase, phrase
from inspection.policy import Policy, values_of
from inspection.rulebook import RULES
from inspection.wording import with_public_number, worded

Values = Mapping[str, str | int]
"""A policy by key, as a document keeps it."""

TOLD = tuple(key for key, rule in RULES.items() if rule.told)
"""The rules that officials are told; a change of any other concerns nobody in person."""

NAMES: Mapping[str, Phrase] = {
    "official.hours": phrase("rule that is told", "hours in which you may be asked"),
    "official.answer_minutes": phrase("rule that is told", "time to answer (working time)"),
    "official.reminder_minutes": phrase(
        "rule that is told", "the one reminder comes after (working time)"
    ),
    "official.voice_attempts": phrase(
        "rule that is told", "calls to your telephone when the chat stays silent"
    ),
    "official.least_attempts": phrase(
        "rule that is told", "attempts before “could not be reached” may be said"
    ),
    "official.least_days": phrase("rule that is told", "days on which these attempts lie"),
    "official.least_parts": phrase(
        "rule that is told", "parts of the day in which these attempts lie"
    ),
    "official.contacts_a_month": phrase("rule that is told", "checks a person and month, at most"),
    "official.ask_by_text": phrase(
        "rule that is told", "asked by text message, if you have no account here"
    ),
    "call.recordings": phrase(
        "rule that is told", "answers recorded in a call, if you agree to it in that call"
    ),
    "case.statement_days": phrase(
        "rule that is told", "working days within which you may explain or appeal"
    ),
    "public_number": phrase("rule that is told", "the number at which you verify who we are"),
}
TEXTS: Mapping[str, Phrase] = {
    "change": phrase(
        "rules change",
        "The rules of the checks change (version {version}). {when}\n{changes}\n"
        "Everything else stays as you were told.",
    ),
    "from": phrase("rules change", "From {day} on:"),
    "where": phrase(
        "rules change", "This holds where you are posted now, and differs from what you were told:"
    ),
    "yes": phrase("rules change", "yes"),
    "no": phrase("rules change", "no"),
    "line": phrase("rules change", "· {name}: {old} → {new}"),
    "nothing": phrase("rules change", "none"),
}


@dataclass(frozen=True, kw_only=True)
class Change:
    key: str
    old: str
    new: str


def told_values(values: Values) -> dict[str, str]:
    """Of a policy's document what officials were told by it. A rule that is younger than the
    document counts as it stands by default."""
    return {key: str(values.get(key, RULES[key].default)) for key in TOLD}


def changes(told: Values, policy: Policy) -> tuple[Change, ...]:
    """What differs, in the order of the rules."""
    old, new = told_values(told), told_values(values_of(policy))
    return tuple(
        Change(key=key, old=old[key], new=new[key]) for key in TOLD if old[key] != new[key]
    )


def letter(
    language: str,
    changed: tuple[Change, ...],
    *,
    version: str,
    since: date | None,
    public_number: str,
) -> Letter:
    """`since`: the day from which it holds; None where not the rules changed but the posting."""
    when = _text("where", language)
    if since is not None:
        when = _text("from", language, day=dated(since, language))
    lines = (
        _text(
            "line",
            language,
            name=worded(NAMES[change.key], language, {}),
            old=in_words(change.key, change.old, language),
            new=in_words(change.key, change.new, language),
        )
        for change in changed
    )
    text = _text("change", language, version=version, when=when, changes="\n".join(lines))
    return Letter(text=with_public_number(text, language, public_number))


def in_words(key: str, value: str, language: str) -> str:
    """A rule's value as people read it."""
    if key.endswith("_minutes"):
        return span(int(value), language)
    if value in ("yes", "no"):
        return _text(value, language)
    return value or _text("nothing", language)


def _text(which: str, language: str, **facts: str) -> str:
    return worded(TEXTS[which], language, facts)
