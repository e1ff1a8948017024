"""Answers in the words of an inspector's language."""

from zoneinfo import ZoneInfo

from inspection.dossier import Answer
from inspection.media_words import file_in_words, place_in_words
from inspection.questionnaire.form import Form
from inspection.questionnaire.saying import Saying
from inspection.summary_words import phrased

_LONGEST_WORDS = 400


def told_in_words(form: Form, answer: Answer, zone: ZoneInfo, language: str) -> str:
    """As `said_in_words`; of a file what became of it, and where a place is."""
    if answer.file is not None:
        return file_in_words(answer.file, zone, language)
    asked = next((one for one in form.questions if one.name == answer.question), None)
    if asked is not None and asked.kind == "geopoint" and answer.value:
        return place_in_words(answer.value, language)
    return said_in_words(form, answer.question, answer.value, language)


def said_in_words(form: Form, question: str, value: str, language: str) -> str:
    """The answer as the person heard it; free text in quotes, on one line and cut where it is
    long: nobody's words can look like ours, or push what follows them out of the message."""
    asked = next((one for one in form.questions if one.name == question), None)
    if asked is None:
        return value
    if not value:
        return phrased("left out", language)
    if asked.choices is None:
        return f"“{on_one_line(value)}”"
    return Saying(form, language).answer(question, value)


def on_one_line(words: str) -> str:
    written = " ".join(words.split())
    return written[:_LONGEST_WORDS] + "…" * (len(written) > _LONGEST_WORDS)
