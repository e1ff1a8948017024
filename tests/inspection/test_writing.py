from datetime import UTC, datetime

import pytest

from inspection import welcome, writing
from inspection.button import read_press
from inspection.chat import Letter
from inspection.policy import Policy
from inspection.wording import EVERY
from tests.inspection.questions import TOKEN, labels
from tests.inspection.questions import letters as asked

POLICY = Policy.of({"public_number": "+861012388"})
BY = datetime(2026, 3, 2, 15, tzinfo=UTC)
LONGEST_TEXT = 4096
LONGEST_NOTICE = 200


def letters(language: str) -> list[Letter]:
    where, task = asked("whereabouts", language), asked("task", language)
    return [
        welcome.stranger(language),
        welcome.code_refused(language),
        welcome.too_many_tries(language),
        welcome.share_contact(language),
        welcome.wrong_contact(language),
        welcome.linked(language, "official"),
        welcome.linked(language, "inspector"),
        welcome.already_linked(language),
        welcome.rules(language, policy=POLICY, version="0123456789ab"),
        writing.check(language, where, answer_by=BY, most_a_month=2, statement_days=5),
        *task,
        writing.reminder(language, where, answer_by=BY),
        writing.reminder(language, task, answer_by=BY),
        writing.press_a_button(language, where),
        writing.thanks(language, late=False),
        writing.thanks(language, late=True),
        writing.noted(language, "q1"),
        writing.expired(language, "q1"),
        writing.nothing_open(language),
        writing.type_it(language),
    ]


@pytest.mark.parametrize("language", ["zh", "en", EVERY])
def test_every_letter_can_be_sent(language: str) -> None:
    for letter in letters(language):
        assert 0 < len(letter.text.encode("utf-16-le")) // 2 <= LONGEST_TEXT
        assert "{" not in letter.text
        if letter.acknowledges:
            assert len(letter.text) <= LONGEST_NOTICE


def test_the_rules_say_what_is_announced_and_what_is_hidden() -> None:
    text = welcome.rules("en", policy=POLICY, version="0123456789ab").text
    for part in (
        "version 0123456789ab",
        "drawn by a lottery",
        "nobody knows it beforehand",
        "At most 2 checks a person and month, between 08:00-18:00",
        "within 4 hours of working time",
        "one reminder",
        "marked late",
        "on leave, at rest, an emergency: all are good answers",
        "explain or appeal within 5 working days",
        "dial +861012388",
    ):
        assert part in text


def test_the_rules_follow_the_policy() -> None:
    policy = Policy.of(
        {
            "official.answer_minutes": "90",
            "official.reminder_minutes": "45",
            "official.contacts_a_month": "3",
        }
    )
    chinese = welcome.rules("zh", policy=policy, version="v").text
    assert "每人每月最多抽查3次" in chinese
    assert "90分钟" in chinese
    assert "拨打" not in chinese


def test_a_check_carries_its_question_its_time_and_its_buttons() -> None:
    letter = writing.check(
        "en",
        asked("whereabouts", "en"),
        answer_by=BY,
        most_a_month=2,
        statement_days=5,
        public_number="+861012388",
    )
    assert letter.text.startswith("Unannounced check, drawn by lot.\nWhere are")
    assert "by Monday 2 March, 15:00" in letter.text
    assert "dial +861012388" in letter.text
    assert [button.text for button in letter.buttons][:2] == [
        "In the village",
        "On an official trip",
    ]
    presses = [read_press(button.data) for button in letter.buttons]
    assert all(press and press.token == TOKEN for press in presses)
    assert [press.choice for press in presses if press] == list(labels("whereabouts", "en"))


def test_a_question_in_own_words_can_be_left_out() -> None:
    (letter,) = asked("task", "zh")
    assert [button.text for button in letter.buttons] == ["跳过"]
    assert "一件您正在办的事" in letter.text


def test_only_the_two_that_ask_for_it_show_the_contact_button() -> None:
    asking = [letter for letter in letters("en") if letter.ask_contact]
    assert asking == [welcome.share_contact("en"), welcome.wrong_contact("en")]


def test_someone_whose_language_is_unknown_reads_both() -> None:
    text = welcome.stranger(EVERY).text
    assert "邀请链接" in text
    assert "invitation link" in text
