"""The question sets that are shipped: accepted without a remark, and worded as they are asked."""

import pytest

from documents.question_sets import QUESTION_SETS, question_set
from documents.xlsform import convert
from inspection.question_set import SETS, revision_xml


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


@pytest.mark.parametrize("name", SETS.values())
def test_what_is_asked_is_the_workbook_as_it_was_converted(name: str) -> None:
    """If this fails, run `python -m tests.documents.renew_sets`."""
    assert convert(question_set(name)).xml == revision_xml(name)
