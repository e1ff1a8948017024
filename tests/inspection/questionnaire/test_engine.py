"""A dialogue from its first question to the answer sheet that is handed in."""

import json
from dataclasses import replace

import pytest

from inspection.questionnaire import engine
from inspection.questionnaire.state import OtherRevision, State
from tests.inspection.questionnaire.interview import ZONE, Interview, form

VISIT = "visit"
OTHER = "\n| survey |\n| | type | name | label |\n| | text | more | More? |\n"


def test_a_form_is_asked_to_its_end_and_its_sheet_is_in_the_order_of_the_form() -> None:
    talk = Interview(VISIT).says("yes", "5", "", "thank you & good bye")
    assert talk.asked == "COMPLETE"
    assert talk.submitted == (
        '<?xml version="1.0" encoding="UTF-8"?><data id="visit" version="3"><seen>yes</seen>'
        "<times>5</times><often>often</often><thanks/><more>thank you &amp; good bye</more>"
        "<meta><instanceID>uuid:1</instanceID></meta></data>"
    )


def test_a_question_that_is_not_relevant_is_passed_and_left_out_of_the_sheet() -> None:
    talk = Interview(VISIT).says("no")
    assert talk.asked == "more"
    assert "times" not in talk.says("").sheet


def test_an_answer_that_is_not_relevant_any_more_comes_back_when_it_is_again() -> None:
    talk = Interview(VISIT).says("yes", "5").goes_back().goes_back().says("no")
    assert (talk.asked, "times" in talk.sheet, talk.sheet["often"]) == ("more", False, "seldom")
    talk.goes_back().says("yes")
    assert (talk.asked, talk.prompt.answer, talk.sheet["often"]) == ("times", "5", "often")


def test_a_blank_is_refused_where_an_answer_is_required_and_taken_elsewhere() -> None:
    refused = Interview(VISIT).says("").refused
    assert (refused.why, refused.message, refused.prompt.mistakes) == (
        "required",
        "Please choose.",
        1,
    )
    assert Interview(VISIT).says("yes", "").asked == "thanks"


def test_an_answer_beyond_the_constraint_changes_nothing() -> None:
    talk = Interview(VISIT).says("yes", "40")
    assert (talk.refused.why, talk.refused.message) == ("constraint", "A month has 31 days.")
    assert (talk.asked, talk.sheet["times"]) == ("times", "")
    assert talk.says("31").asked == "thanks"


@pytest.mark.parametrize(("said", "wanted"), [("perhaps", "choice"), ("Yes", "choice")])
def test_what_is_no_answer_is_said_to_be_none(said: str, wanted: str) -> None:
    refused = Interview(VISIT).says(said).refused
    assert (refused.why, refused.wanted) == ("no answer", wanted)


def test_words_are_filled_in_and_in_the_language_of_the_dialogue() -> None:
    talk = Interview(VISIT, language="zh").says("yes", "2")
    assert talk.prompt.label == "您说2次。"
    talk.state = engine.speaking(talk.form, talk.state, "en")
    assert engine.current(talk.form, talk.state, talk.world) != talk.heard
    assert [c.label for c in Interview(VISIT, language="zh").prompt.choices] == ["有", "没有"]


def test_going_back_passes_what_is_only_shown_and_stops_at_the_first_question() -> None:
    talk = Interview(VISIT).says("yes", "2", "")
    assert talk.asked == "more"
    assert talk.goes_back().asked == "times"
    assert talk.goes_back().goes_back().goes_back().asked == "seen"
    assert talk.keeps().prompt.answer == "2"
    assert talk.keeps().asked == "thanks"


def test_a_change_that_makes_a_later_answer_wrong_is_found_at_the_end() -> None:
    table = """
    | survey |
    | | type | name | label | constraint |
    | | integer | low | From? | |
    | | integer | high | To? | . >= ${low} |
    | | text | why | Why? | |
    """
    talk = Interview(table).says("1", "5").goes_back().goes_back().says("9")
    assert talk.asked == "high"
    talk.state = replace(talk.state, at=2)
    talk.says("because")
    assert (talk.asked, talk.refused.why, talk.prompt.answer) == ("high", "constraint", "5")
    assert talk.says("10", "because").asked == "COMPLETE"


def test_a_dialogue_belongs_to_its_revision() -> None:
    talk = Interview(VISIT).says("yes")
    stored = json.loads(json.dumps(talk.state.as_json(talk.form)))
    assert State.from_json(talk.form, stored, ZONE) == talk.state
    with pytest.raises(OtherRevision, match="is of revision"):
        State.from_json(
            form("\n| survey |\n| | type | name | label |\n| | text | a | A |\n"), stored, ZONE
        )
