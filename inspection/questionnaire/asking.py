"""Our own words around a form's: what to do, and why an answer is not taken."""

from collections.abc import Mapping

from inspection.phrase import Phrase, phrase
from inspection.questionnaire.answer import Wanted
from inspection.questionnaire.prompt import Invalid
from inspection.questionnaire.question import Kind, Question
from inspection.wording import LANGUAGES, Fact, worded

WANTED: Mapping[Kind, Wanted] = {
    "text": "words",
    "note": "words",
    "integer": "whole number",
    "decimal": "number",
    "select_one": "choice",
    "select_multiple": "choices",
    "range": "range",
    "acknowledge": "choice",
    "date": "date",
    "time": "time",
    "geopoint": "place",
    "image": "photo",
    "audio": "recording",
}
"""Kind of a question -> what an answer to it is."""

TYPED: Mapping[Wanted, Phrase] = {
    "words": phrase("form", "Please type your answer."),
    "whole number": phrase("form", "Please type a whole number."),
    "number": phrase("form", "Please type a number, such as 2.5."),
    "range": phrase("form", "Please type a number from {start} to {end}."),
    "date": phrase("form", "Please type the date, such as 2026-03-04."),
    "time": phrase("form", "Please type the time, such as 18:30."),
    "place": phrase("form", "Please send your location. The inspectorate keeps it."),
    "photo": phrase("form", "Please send a photo. The inspectorate keeps it."),
    "recording": phrase("form", "Please send a voice message. The inspectorate keeps it."),
}
REFUSED: Mapping[str, Phrase] = {
    "required": phrase("form", "This question needs an answer."),
    "constraint": phrase("form", "This answer is not possible here."),
    "no answer": phrase("form", "That was not understood."),
}
ANSWER_NOW = phrase("form", "Your answer so far: {answer}")
SENT_ALREADY = phrase("form", "You have sent one already; what you send now takes its place.")


def why(invalid: Invalid, language: str) -> str:
    """The form's own words where it has them, else ours."""
    return invalid.message or worded(REFUSED[invalid.why], language, {})


def tongue(form_language: str, language: str) -> str:
    """The language of our own words: that of "中文 (zh)" where we have it, else `language`."""
    code = form_language.rpartition("(")[2].removesuffix(")")
    return code if code in LANGUAGES else language


def bounds(question: Question) -> dict[str, str]:
    """Of a range, for the words that ask for it."""
    if question.range is None:
        return {}
    return {"start": f"{question.range.start:g}", "end": f"{question.range.end:g}"}


def text(found: Phrase, language: str, **facts: Fact) -> str:
    return worded(found, language, facts)
