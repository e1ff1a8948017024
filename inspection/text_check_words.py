"""What a check says by text message, around its question: few words, since each part is paid."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from inspection.contact import Purpose
from inspection.days import moment
from inspection.phrase import Phrase, phrase
from inspection.wording import Fact, with_public_number, worded

TEXTS: Mapping[Purpose, Phrase] = {
    "ask": phrase(
        "check: SMS", "Unannounced check, drawn by lot. Please answer by {answer_by}.\n{question}"
    ),
    "remind": phrase(
        "check: SMS", "A reminder: the check waits for your answer, by {answer_by}.\n{question}"
    ),
}


def check_by_text(
    language: str, purpose: Purpose, question: str, *, answer_by: datetime, public_number: str
) -> str:
    """`answer_by` is a local time."""
    facts: dict[str, Fact] = {"answer_by": partial(moment, answer_by), "question": question}
    return with_public_number(worded(TEXTS[purpose], language, facts), language, public_number)
