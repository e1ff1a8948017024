"""The question sets that are shipped: accepted without a remark, and worded as they are asked."""

import pytest

from documents.question_sets import QUESTION_SETS, question_set
from documents.xlsform import convert
from inspection.questionnaire.form import Form
from inspection.questionnaire.question import Question
from inspection.questionnaire.text import Text
from inspection.questions import FORMS
from inspection.wording import worded

LANGUAGES = {"zh": "中文 (zh)", "en": "English (en)"}
FILLED_IN = {"village": "...", "days": "..."}


@pytest.mark.parametrize("name", QUESTION_SETS)
def test_a_shipped_question_set_is_accepted_without_a_remark(name: str) -> None:
    conversion = convert(question_set(name))
    assert conversion.notices == ()
    assert conversion.form.languages == ("中文 (zh)", "English (en)")


def test_every_workbook_in_the_folder_is_named() -> None:
    folder = question_set("villager").parent
    assert {path.stem for path in folder.iterdir()} == set(QUESTION_SETS)


def test_a_name_that_is_no_question_set_is_answered_with_those_that_are() -> None:
    with pytest.raises(KeyError, match="villager, official, work_log, leave, visit_report"):
        question_set("vilager")


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_worded_as_it_is_asked_today(name: str, language: str) -> None:
    form = convert(question_set(name)).form
    for question in FORMS[name].questions.values():
        shipped = form.question(question.name)
        assert _words(shipped.label, language) == worded(question.label, language, FILLED_IN)
        assert _choices(form, shipped, language) == {
            choice.name: worded(choice.label, language, {}) for choice in question.choices
        }
        assert (shipped.stops, shipped.needed) == (question.stops, question.needed)


def _words(text: Text, language: str) -> str:
    parts = text.parts[LANGUAGES[language]]
    return "".join(part if isinstance(part, str) else "..." for part in parts)


def _choices(form: Form, question: Question, language: str) -> dict[str, str]:
    if question.choices is None:
        return {}
    branches = form.lists[question.choices.list_name].children
    return {
        branch.child(question.choices.value): _words(
            form.texts[branch.child(question.choices.label)], language
        )
        for branch in branches
    }
