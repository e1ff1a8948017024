"""What a dialogue carries with it: chance, order, what was known, and what ends it."""

from datetime import timedelta
from pathlib import Path

import pytest

from inspection.questionnaire import engine
from inspection.questionnaire.act import Mistaken
from inspection.questionnaire.submission import submission
from tests.inspection.questionnaire.interview import NOW, Interview
from tests.inspection.questionnaire.talks import Talk

FREE = """
| survey |
| | type | name | label | required | bind::mingcha:stops | bind::mingcha:needed |
| | select_one free | free | Can you talk? | yes | later=LATER no=REFUSED | SILENT |
| | text | more | Anything else? | | | |
| choices |
| | list_name | name | label |
| | free | yes | Yes |
| | free | later | Later |
| | free | no | No |
| settings |
| | namespaces |
| | mingcha="urn:mingcha:form" |
"""
CHANCE = """
| survey |
| | type | name | label | parameters | calculation |
| | select_one c | c | Which? | randomize=true | |
| | calculate | dice | | | once(random()) |
| | calculate | key | | | once(uuid()) |
| | text | more | More? | | |
| choices |
| | list_name | name | label |
| | c | a | A |
| | c | b | B |
| | c | c | C |
| | c | d | D |
"""
KNOWN = """
| survey |
| | type | name | label | default |
| | hidden | village | | |
| | hidden | day | | today() |
| | integer | age | Your age in ${village}? | |
| | text | name | Your name? | |
| | text | why | Why? | |
"""


@pytest.mark.parametrize(("answer", "ends"), [("later", "LATER"), ("no", "REFUSED")])
def test_an_answer_can_end_the_dialogue_with_its_disposition(answer: str, ends: str) -> None:
    talk = Interview(FREE).says(answer)
    assert (talk.asked, talk.sheet["free"]) == (ends, answer)
    assert talk.says("more").asked == ends
    assert Interview(FREE).says("yes").asked == "more"


def test_silence_where_an_answer_is_needed_ends_it_and_elsewhere_goes_on() -> None:
    talk = Talk.begun(FREE, "voice").keys("", "", "")
    assert talk.ended == "SILENT"
    on = Talk.begun(FREE, "voice").keys("1").acts(Mistaken()).acts(Mistaken())
    assert (on.ended, on.acts(Mistaken()).ended) == ("", "COMPLETE")


def test_chance_is_drawn_once_from_the_seed_and_stays() -> None:
    first, again, other = (Interview(CHANCE, seed=seed) for seed in ("a", "a", "b"))
    assert first.sheet == again.sheet
    assert first.sheet["dice"] != other.sheet["dice"]
    assert [c.name for c in first.prompt.choices] == [c.name for c in again.prompt.choices]
    others = [Interview(CHANCE, seed=f"{number}").prompt.choices for number in range(9)]
    assert len({tuple(choice.name for choice in choices) for choices in others}) > 3
    drawn = first.sheet["dice"]
    assert first.says("a", "nothing").sheet["dice"] == drawn


def test_what_is_known_is_filled_in_and_wins_over_a_default() -> None:
    talk = Interview(KNOWN, prefill={"village": "Shanhe", "day": "2026-01-01"})
    assert talk.prompt.label == "Your age in Shanhe?"
    assert talk.sheet["day"] == "2026-01-01"
    assert Interview(KNOWN).sheet["day"].startswith("2026-03-04")
    for wrong, says in (({"nobody": "x"}, KeyError), ({"age": "old"}, ValueError)):
        with pytest.raises(says):
            Interview(KNOWN, prefill=wrong)


def test_questions_are_asked_in_the_order_drawn_and_no_others() -> None:
    talk = Interview(KNOWN, order=["why", "age"])
    assert talk.asked == "why"
    assert talk.says("so").asked == "age"
    assert talk.says("40").asked == "COMPLETE"
    assert talk.sheet["name"] == ""


def test_what_was_passed_over_can_be_asked_after_all() -> None:
    talk = Interview(KNOWN)
    talk.state, talk.heard = engine.pass_over(talk.form, talk.state, talk.world)
    talk.says("Li", "so")
    assert talk.asked == "COMPLETE"
    talk.state, talk.heard = engine.reopened(talk.form, talk.state, talk.world)
    assert talk.asked == "age"
    assert talk.says("40").asked == "name"
    assert talk.keeps().keeps().asked == "COMPLETE"


def test_start_and_end_are_noted_by_the_clock_that_is_passed_in() -> None:
    table = """
    | survey |
    | | type | name | label |
    | | start | begun | |
    | | end | over | |
    | | today | day | |
    | | text | more | More? |
    """
    talk = Interview(table)
    assert "<over/>" in talk.submitted
    later = talk.world.now + timedelta(minutes=5)
    talk.world = type(talk.world)(now=later)
    talk.says("no")
    assert talk.sheet["begun"] == "2026-03-04T09:30:00.000+08:00"
    assert talk.sheet["over"] == "2026-03-04T09:35:00.000+08:00"
    assert talk.sheet["day"] == "2026-03-04"


def test_the_same_step_taken_twice_gives_the_same_state() -> None:
    talk = Interview(CHANCE)
    once, _ = engine.step(talk.form, talk.state, "a", talk.world)
    twice, _ = engine.step(talk.form, talk.state, "a", talk.world)
    assert once == twice
    assert submission(talk.form, once, "uuid:1") == submission(talk.form, twice, "uuid:1")


def test_the_language_that_is_chosen_is_spoken_from_then_on() -> None:
    shipped = Path(__file__).parents[3] / "documents" / "forms" / "villager.md"
    talk = Interview(shipped.read_text(encoding="utf-8"))
    assert talk.prompt.language == "中文 (zh)"
    assert talk.says("en").prompt.label.startswith("Can you talk freely")


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="must be aware"):
        Interview(KNOWN, now=NOW.replace(tzinfo=None))


def test_names_that_are_computed_for_several_choices_are_told_apart_by_one_blank() -> None:
    table = """
    | survey |
    | | type | name | label | calculation |
    | | text | said | Said? | |
    | | select_multiple c | c | Which? | concat(' a  ', ${said}) |
    | choices |
    | | list_name | name | label |
    | | c | a | A |
    | | c | b | B |
    """
    talk = Interview(table)
    assert talk.sheet["c"] == "a"
    assert talk.says("b ").sheet["c"] == "a b"
