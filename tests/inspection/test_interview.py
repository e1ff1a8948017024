from dataclasses import replace

import pytest

from inspection.dialogue import Dialogue
from inspection.interview import Interview
from inspection.plan import household_dialogue, official_dialogue
from inspection.questionnaire.act import Answered, Mistaken, WentBack
from inspection.questionnaire.carrying import RECORDED
from inspection.questionnaire.problem import Channel
from inspection.questionnaire.scene import World
from tests.inspection.questions import FACTS, NOW, OFFICIAL, VILLAGER

KEY = bytes(32)
HOUSEHOLD = household_dialogue(VILLAGER, KEY, "T1", "H1", in_programme=True)
SPOT_CHECK = official_dialogue(OFFICIAL, KEY, "T1", "O1")
AGAIN = ("language", "consent", "household")


def opened(dialogue: Dialogue, channel: Channel) -> Interview:
    return Interview.of(
        VILLAGER if dialogue.revision == VILLAGER.revision else OFFICIAL,
        Dialogue.from_json(dialogue.as_json()),
        World(now=NOW),
        channel,
        language="en",
        facts=FACTS,
        without=RECORDED if channel == "voice" else (),
    )


def answered(interview: Interview, *said: str) -> Interview:
    """Between two answers it is stored and read again."""
    for one in said:
        interview = opened(interview.heard(Answered(one)).dialogue, interview.channel)
    return interview


def names(interview: Interview) -> list[str]:
    return list(interview.dialogue.answers)


def test_a_household_is_asked_its_drawn_questions_to_the_end() -> None:
    call = answered(opened(HOUSEHOLD, "voice"), "zh", "yes", "yes")
    while call.prompt is not None:
        call = answered(call, call.open.choices[0].name)
    assert call.dialogue.ended == "COMPLETE"
    assert names(call) == list(HOUSEHOLD.order)


@pytest.mark.parametrize(
    ("said", "ended"),
    [
        (("zh", "later"), "LATER"),
        (("zh", "refuse"), "REFUSED"),
        (("zh", "yes", "no"), "WRONG_PERSON"),
        (("zh", "yes", "moved"), "MOVED"),
    ],
)
def test_an_answer_may_end_it_at_once(said: tuple[str, ...], ended: str) -> None:
    assert answered(opened(HOUSEHOLD, "voice"), *said).dialogue.ended == ended


def test_silence_at_what_is_needed_ends_a_call_and_elsewhere_goes_on() -> None:
    call = answered(opened(HOUSEHOLD, "voice"), "en")
    silent = call.heard(Mistaken()).heard(Mistaken()).heard(Mistaken())
    assert silent.dialogue.ended == "SILENT"
    asked = answered(call, "yes", "yes")
    passed = asked.heard(Mistaken()).heard(Mistaken()).heard(Mistaken())
    assert passed.open.question.name == HOUSEHOLD.order[4]


def test_who_picks_up_the_next_time_is_asked_who_they_are_and_not_what_was_answered() -> None:
    first = answered(opened(HOUSEHOLD, "voice"), "en", "yes", "yes")
    first = answered(first, first.open.choices[0].name)
    second = opened(first.dialogue, "voice").afresh(AGAIN, "zh")
    assert (second.open.question.name, second.open.language) == ("language", "中文 (zh)")
    assert second.leaves()[HOUSEHOLD.order[3]], "what was said before stands meanwhile"
    assert answered(second, "en", "yes", "yes").open.question.name == HOUSEHOLD.order[4]
    wrong = answered(second, "en", "yes", "no")
    assert HOUSEHOLD.order[3] not in wrong.leaves(), "another household's word"


def test_what_the_telephone_cannot_ask_is_open_in_the_chat_and_back_again() -> None:
    call = answered(opened(SPOT_CHECK, "voice"), "village")
    assert call.dialogue.ended == "COMPLETE"
    chat = opened(call.dialogue, "chat").reopened()
    assert chat.open.question.name == SPOT_CHECK.order[1]
    assert answered(chat, "修水渠").leaves()[SPOT_CHECK.order[1]] == "修水渠"


def test_who_goes_back_has_the_last_word() -> None:
    chat = answered(opened(SPOT_CHECK, "chat"), "village").heard(WentBack())
    assert chat.open.question.name == "whereabouts"
    assert chat.open.answer == "village"
    changed = answered(chat, "trip", "To the county, back today.")
    assert changed.leaves()["whereabouts"] == "trip"
    assert changed.dialogue.ended == "COMPLETE"


def test_what_was_answered_is_told_once_and_what_was_refused_never() -> None:
    chat = opened(SPOT_CHECK, "chat")
    assert chat.heard(Answered("nowhere")).taken is None
    taken = chat.heard(Answered("leave"))
    assert taken.taken == ("whereabouts", "leave")
    left_out = taken.heard(Answered(""))
    assert left_out.taken == ("leave_detail", "")
    assert left_out.dialogue.answers == {"whereabouts": "leave"}


def test_the_days_are_those_of_each_day_on_which_it_is_asked() -> None:
    call = answered(opened(replace(HOUSEHOLD, order=(*AGAIN, "seen")), "voice"), "en", "yes", "yes")
    assert "today or yesterday?" in call.open.label
    later = Interview.of(
        VILLAGER,
        call.dialogue,
        World(now=NOW),
        "voice",
        language="en",
        facts=FACTS | {"days_en": "on Monday or Sunday"},
    )
    assert "on Monday or Sunday?" in later.open.label
