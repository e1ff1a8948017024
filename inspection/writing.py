"""What the bot writes about a check.

Every function takes the person's language; wording.EVERY writes to someone whose language is not
known. Texts are plain: nothing in them is markup, whatever people put into it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from inspection.amount import checks, working_days
from inspection.chat import Letter
from inspection.days import dated, moment
from inspection.phrase import Phrase, phrase
from inspection.wording import Fact, with_public_number, worded

TEXTS: Mapping[str, Phrase] = {
    "check": phrase("check", "Unannounced check, drawn by lot.\n{question}"),
    "check notes": phrase(
        "check",
        "Please answer by {answer_by}. At most {checks} a month; you see the result"
        " here and may explain or appeal within {days}.",
    ),
    "reminder": phrase(
        "check", "A reminder: the check still waits for your answer, by {answer_by}.\n{question}"
    ),
    "thanks": phrase("check", "Thank you, your answer was recorded."),
    "thanks late": phrase(
        "check",
        "Thank you, your answer was recorded and marked late. Being late is not held against you.",
    ),
    "statement kept": phrase(
        "check", "Your statement is kept with the check of {day}, and an inspector reads it."
    ),
    "not reached": phrase(
        "check",
        "The check of {day} found no answer in several attempts and is closed. That does not"
        " count as absence. Please write here within {days} what the reason was;"
        " it is kept with the check.",
    ),
    "noted": phrase("check", "Noted"),
    "expired": phrase("check", "This button has expired; nothing was changed."),
    "nothing open": phrase("check", "There is no open question for you now."),
    "type it": phrase("check", "Please type your answer; forwarded messages are no answer."),
    "press a button": phrase("check", "Please answer with one of the buttons.\n{question}"),
}


def check(
    language: str,
    question: Sequence[Letter],
    *,
    answer_by: datetime,
    most_a_month: int,
    statement_days: int,
    public_number: str = "",
) -> Letter:
    """A check with the question that is open; `answer_by` is a local time."""
    notes = _text(
        "check notes",
        language,
        answer_by=partial(moment, answer_by),
        checks=partial(checks, most_a_month),
        days=partial(working_days, statement_days),
    )
    asked = _asked("check", language, question)
    text = with_public_number(f"{asked.text}\n{notes}", language, public_number)
    return replace(asked, text=shortened(text))


def reminder(language: str, question: Sequence[Letter], *, answer_by: datetime) -> Letter:
    """Once, with the question that is still open."""
    asked = _asked("reminder", language, question, answer_by=partial(moment, answer_by))
    return replace(asked, text=shortened(asked.text))


def press_a_button(language: str, question: Sequence[Letter]) -> Letter:
    """To words where a button is the answer."""
    asked = _asked("press a button", language, question)
    return replace(asked, text=shortened(asked.text))


def thanks(language: str, *, late: bool) -> Letter:
    return _plain("thanks late" if late else "thanks", language)


def statement_kept(language: str, day: date) -> Letter:
    """After words that answer no question."""
    return _plain("statement kept", language, day=partial(dated, day))


def not_reached(language: str, day: date, *, statement_days: int) -> Letter:
    """To whoever answered nothing: the person hears of it, and may explain, before anybody acts."""
    return _plain(
        "not reached",
        language,
        day=partial(dated, day),
        days=partial(working_days, statement_days),
    )


def noted(language: str, query: str) -> Letter:
    """Acknowledges a tap that counted."""
    return Letter(text=_text("noted", language), acknowledges=query)


def expired(language: str, query: str) -> Letter:
    """Acknowledges a tap without effect: pressed twice, too late, or by somebody else."""
    return Letter(text=_text("expired", language), acknowledges=query)


def nothing_open(language: str) -> Letter:
    return _plain("nothing open", language)


def type_it(language: str) -> Letter:
    """To a forwarded message, which is no answer."""
    return _plain("type it", language)


def _asked(name: str, language: str, question: Sequence[Letter], **facts: Fact) -> Letter:
    """Around a question, which may have come in several letters; its buttons are under the last."""
    told = "\n\n".join(letter.text for letter in question)
    text = _text(name, language, question=told, **facts)
    files = tuple(file for letter in question for file in letter.files)
    buttons = question[-1].buttons if question else ()
    return Letter(text=text, buttons=buttons, files=files)


def _plain(which: str, language: str, **facts: Fact) -> Letter:
    return Letter(text=_text(which, language, **facts))


def _text(name: str, language: str, **facts: Fact) -> str:
    return worded(TEXTS[name], language, facts)


_LONGEST_UNITS = 4096
_CUT = "\n…"


def shortened(text: str) -> str:
    """The text as one message takes it: at most 4,096 UTF-16 units, cut at the end of a line."""
    if _units(text) <= _LONGEST_UNITS:
        return text
    kept: list[str] = []
    left = _LONGEST_UNITS - _units(_CUT)
    for line in text.split("\n"):
        left -= _units(line) + 1
        if left < 0:
            break
        kept.append(line)
    return "\n".join(kept) + _CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
