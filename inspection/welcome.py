"""What the bot writes to connect an account, and the rules that it announces.

Every function takes the person's language; wording.EVERY writes to someone whose language is not
known.
"""

from collections.abc import Mapping
from functools import partial
from typing import Literal

from inspection.amount import checks, span, working_days
from inspection.chat import Letter
from inspection.phrase import Phrase, phrase
from inspection.policy import Policy
from inspection.wording import Fact, with_public_number, worded

LinkedRole = Literal["official", "inspector", "administrator"]

TEXTS: Mapping[str, Phrase] = {
    "stranger": phrase(
        "linking",
        "This is the supervision of village-stationed work."
        " Please open the invitation link that you were given, to connect your account.",
    ),
    "code refused": phrase(
        "linking",
        "This invitation is not valid or has expired."
        " Please ask the supervision office for a new one.",
    ),
    "too many tries": phrase(
        "linking",
        "There were too many tries and the invitation was closed."
        " Please ask the supervision office for a new one.",
    ),
    "share contact": phrase(
        "linking",
        "Please press the button below to share your own contact;"
        " we compare it with the number in the register.",
    ),
    "share button": phrase("linking", "Share my contact"),
    "wrong contact": phrase(
        "linking",
        "This is not your own contact as it is registered."
        " Please use the button to share your own.",
    ),
    "linked official": phrase(
        "linking", "Your account is connected. Checks and their results come here."
    ),
    "linked inspector": phrase(
        "linking", "Your account is connected. Call summaries and the daily digest come here."
    ),
    "linked administrator": phrase(
        "linking",
        "Your account is connected. What the program needs an administrator for comes here.",
    ),
    "already linked": phrase(
        "linking", "Your account is connected already; there is nothing to do."
    ),
    "rules": phrase(
        "linking",
        "Rules of the checks on village-stationed work (version {version})\n"
        "1. The checks are announced; whom they meet and when is drawn by a lottery that can be"
        " verified, and nobody knows it beforehand.\n"
        "2. At most {checks} a person and month, between {hours}, of two questions each."
        " This is no daily check-in.\n"
        "3. Please answer within {answer_time} of working time; there is one reminder."
        " A late answer is kept and marked late.\n"
        "4. In the village, on a trip, on leave, at rest, an emergency: all are good answers.\n"
        "5. You see the result here; you may explain or appeal within {days},"
        " and nothing is concluded before you were heard.\n"
        "6. We never ask for ID card or bank numbers.",
    ),
}


def stranger(language: str) -> Letter:
    """To whoever starts the bot without an invitation."""
    return _plain("stranger", language)


def code_refused(language: str) -> Letter:
    """The same for unknown, used and expired codes: a guesser learns nothing."""
    return _plain("code refused", language)


def too_many_tries(language: str) -> Letter:
    return _plain("too many tries", language)


def share_contact(language: str) -> Letter:
    return Letter(
        text=_text("share contact", language), ask_contact=_text("share button", language)
    )


def wrong_contact(language: str) -> Letter:
    return Letter(
        text=_text("wrong contact", language), ask_contact=_text("share button", language)
    )


def linked(language: str, kind: LinkedRole) -> Letter:
    return _plain(f"linked {kind}", language)


def already_linked(language: str) -> Letter:
    return _plain("already linked", language)


def rules(language: str, *, policy: Policy, version: str) -> Letter:
    """The announcement that every official gets before the first check and after a change."""
    text = _text(
        "rules",
        language,
        version=version,
        checks=partial(checks, policy.official_contacts_a_month),
        hours=policy.official_hours.text(),
        answer_time=partial(span, policy.official_answer_minutes),
        days=partial(working_days, policy.case_statement_days),
    )
    return Letter(text=with_public_number(text, language, policy.public_number))


def _plain(name: str, language: str) -> Letter:
    return Letter(text=_text(name, language))


def _text(name: str, language: str, **facts: Fact) -> str:
    return worded(TEXTS[name], language, facts)
