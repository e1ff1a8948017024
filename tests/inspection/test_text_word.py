import pytest

from inspection.text_word import TextWord, text_word


@pytest.mark.parametrize(
    "text",
    [
        *(
            "STOP",
            "stop",
            " Stop. ",
            "ＳＴＯＰ",
            "S T O P!",
            "UNSUBSCRIBE",
            "end",
            "Quit",
            "CANCEL",
        ),
        *("退订", " 退 订 。", "停止", "退訂", "TD", "ｔｄ", "T", "不要再打"),
    ],
)
def test_stop_is_understood_however_it_is_written(text: str) -> None:
    assert text_word(text) is TextWord.STOP


@pytest.mark.parametrize("text", ["START", "start", "Unstop", "恢复", "恢復!", "ＳＴＡＲＴ"])
def test_start_takes_it_back(text: str) -> None:
    assert text_word(text) is TextWord.START


@pytest.mark.parametrize("text", ["HELP", "help?", "帮助", "INFO"])
def test_help_asks_who_we_are(text: str) -> None:
    assert text_word(text) is TextWord.HELP


@pytest.mark.parametrize(
    "text",
    ["", "   ", "?", "1", "A", "Please stop the water", "我不想退订", "stop " * 40, "STOP1", "yes"],
)
def test_a_sentence_that_holds_such_a_word_is_none(text: str) -> None:
    assert text_word(text) is None
