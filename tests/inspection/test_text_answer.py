import pytest

from inspection.sms import segments
from inspection.text_answer import ANSWERS, text_answer

NUMBER = "+8687112345"


@pytest.mark.parametrize("which", ANSWERS)
def test_chinese_words_are_answered_in_chinese_alone(which: str) -> None:
    answer = text_answer(which, "退订", public_number=NUMBER)
    assert answer.endswith(NUMBER)
    assert not any("a" <= letter.lower() <= "z" for letter in answer.replace("STOP", ""))
    assert segments(answer).count <= 2


@pytest.mark.parametrize("which", ANSWERS)
def test_other_words_do_not_tell_the_language_so_each_is_used(which: str) -> None:
    answer = text_answer(which, "stop", public_number=NUMBER)
    assert "\n" in answer
    assert answer.count(NUMBER) == 1


def test_without_an_announced_number_none_is_named() -> None:
    assert "verify" not in text_answer("help", "HELP", public_number="")
