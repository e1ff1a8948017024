"""A choice that is written in words instead of its number or its button."""

import pytest

from inspection.questionnaire.act import Act, Answered, Mistaken
from inspection.questionnaire.sms import asked, said
from tests.inspection.questionnaire.talks import Talk

CHOICES = """
| survey |
| | type | name | label::English (en) | label::中文 (zh) |
| | select_one {list} | q | Where? | 在哪里？ |
| choices |
| | list_name | name | label::English (en) | label::中文 (zh) |
| | place | village | In the village | 在村里 |
| | place | trip | On a trip (work) | 出差 |
| | place | none | I don’t know | 说不清 |
| | so | yes | Yes | 是 |
| | so | no | No | 否 |
| | times | never | 0 | 0 |
| | times | once | 1 | 1 |
| | times | more | 2 or more | 2次以上 |
| | own | one | 1 | 1 |
| | own | two | 2 | 2 |
| | alike | north | The hall. | 北厅 |
| | alike | south | the  HALL | 南厅 |
| settings |
| | form_title | form_id | version | default_language |
| | Choices | choices | 1 | English (en) |
"""


def meant_by(reply: str, list_name: str) -> Act:
    talk = Talk.begun(CHOICES.format(list=list_name), "sms")
    return said(talk.prompt, reply, talk.translated)


@pytest.mark.parametrize(
    ("reply", "list_name", "name"),
    [
        ("in the village", "place", "village"),
        ("  IN  THE VILLAGE.", "place", "village"),
        ("在村里。", "place", "village"),
        ("“出差”", "place", "trip"),
        ("on a trip (work)", "place", "trip"),
        ("I don't know", "place", "none"),
        ("1. In the village", "place", "village"),
        ("２出差", "place", "trip"),
        ("３。", "place", "none"),
        ("y", "so", "yes"),
        ("是的", "so", "yes"),
        ("不是", "so", "no"),
        ("1", "times", "once"),
        ("B", "times", "once"),
        ("a.", "times", "never"),
        ("C 2 or more", "times", "more"),
        ("2", "own", "two"),
        ("1", "alike", "north"),
        ("南厅", "alike", "south"),
    ],
)
def test_what_a_choice_is_called_means_it(reply: str, list_name: str, name: str) -> None:
    assert meant_by(reply, list_name) == Answered(name)


@pytest.mark.parametrize(
    ("reply", "list_name"),
    [
        ("village", "place"),
        ("I am in the village", "place"),
        ("in the village?", "place"),
        ("2 In the village", "place"),
        ("in the village, on a trip", "place"),
        ("yes", "place"),
        ("有", "so"),
        ("没有", "so"),
        ("yes no", "so"),
        ("2", "times"),
        ("the hall", "alike"),
        (".", "place"),
    ],
)
def test_what_means_none_or_two_of_them_is_never_guessed(reply: str, list_name: str) -> None:
    assert meant_by(reply, list_name) == Mistaken()


def test_choices_that_are_numbers_are_offered_by_letters() -> None:
    talk = Talk.begun(CHOICES.format(list="times"), "sms")
    assert (
        asked(talk.turn, "en")
        == "Where?\nA 0\nB 1\nC 2 or more\nReply with one letter.\nReply - to leave it out."
    )
    assert "1 1\n2 2\nReply with one number." in Talk.begun(CHOICES.format(list="own"), "sms").text


def test_a_choice_ticked_in_words_stays_ticked_when_it_is_named_again() -> None:
    talk = Talk.begun("everything", "chat").taps("Yes").writes("Work", "工作")
    assert talk.turn.state.pending == ("work",)
    assert talk.writes("Work and school").turn.state.pending == ("work",)
