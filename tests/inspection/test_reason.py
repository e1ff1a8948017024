import pytest

from inspection.reason import ReasonRefused, read_reason


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("flood in Zhongping", "flood in Zhongping"),
        ("  two\n lines ", "two lines"),
        ("洪水", "洪水"),
        ("核对错误的号码", "核对错误的号码"),
        ("village 530128106201 is cut off", "village 530128106201 is cut off"),
        ("case 2026 of 03-02", "case 2026 of 03-02"),
    ],
)
def test_words_are_a_reason(text: str, read: str) -> None:
    assert read_reason(text) == read


@pytest.mark.parametrize(
    ("text", "wrong"), [("", "is empty"), ("  \n ", "is empty"), (" x ", "'x' is too short")]
)
def test_nothing_is_no_reason(text: str, wrong: str) -> None:
    with pytest.raises(ReasonRefused, match=wrong):
        read_reason(text)


def test_a_report_is_no_reason() -> None:
    with pytest.raises(ReasonRefused, match="201 characters; expected at most 200"):
        read_reason("a" * 201)


@pytest.mark.parametrize(
    "number", ["13800138000", "+86 138 0013 8000", "138-0013-8000", "530128197001011234", "8234567"]
)
def test_a_number_of_somebody_never_gets_into_the_log(number: str) -> None:
    with pytest.raises(ReasonRefused, match="long number") as refused:
        read_reason(f"call {number} back")
    assert number not in str(refused.value)
