import pytest

from inspection.button import MOST_BYTES, Press, read_press
from tests.inspection.questions import OFFICIAL, VILLAGER

TOKEN = "0123456789abcdef"


def test_every_button_of_every_form_fits_and_is_read_back() -> None:
    presses = [
        Press(token=TOKEN, question=question.name, choice=choice)
        for form in (VILLAGER, OFFICIAL)
        for question in form.questions
        for choice in form.choice_names(question)
    ]
    assert presses
    for press in presses:
        assert len(press.data().encode()) <= MOST_BYTES
        assert read_press(press.data()) == press


def test_a_button_that_is_too_long_or_ambiguous_is_refused() -> None:
    with pytest.raises(ValueError, match="carries 72 bytes"):
        Press(token=TOKEN, question="q" * 50, choice="y1").data()
    with pytest.raises(ValueError, match="without colon"):
        Press(token=TOKEN, question="a:b", choice="yes").data()
    with pytest.raises(ValueError, match="none empty"):
        Press(token=TOKEN, question="seen", choice="").data()


@pytest.mark.parametrize(
    "data", ["", "c", "c:t:q", "c:t:q:a:b", "x:t:q:a", "c::q:a", "c:t::a", "c:t:q:"]
)
def test_what_is_no_button_of_a_check_is_never_guessed(data: str) -> None:
    assert read_press(data) is None
