import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.hours import Hours, HoursUnreadable


def test_spans_are_read_as_minutes_after_midnight() -> None:
    assert Hours.parse("08:00-12:00, 14:00-18:00").spans == ((480, 720), (840, 1080))
    assert Hours.parse("8:30-24:00").spans == ((510, 1440),)
    assert Hours.parse("08:00-12:00,12:00-13:00").minutes == 300


def test_nothing_means_never() -> None:
    assert Hours.parse("  ").spans == ()
    assert Hours.parse("").text() == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("18:00-08:00", "ends before it starts"),
        ("08:00-08:00", "ends before it starts or is empty"),
        ("08:00-12:00,11:00-13:00", "11:00 comes before 12:00"),
        ("14:00-18:00,08:00-12:00", "overlap or are out of order"),
        ("08:00", "not a span of time"),
        ("8-18", "not a span of time"),
        ("08:00-12:00,", "not a span of time"),
        ("08:60-12:00", "no time of a day"),
        ("08:00-24:01", "no time of a day"),
        ("25:00-26:00", "no time of a day"),
    ],
)
def test_hours_that_cannot_be_are_refused_with_an_example(text: str, reason: str) -> None:
    with pytest.raises(HoursUnreadable, match=reason) as refused:
        Hours.parse(text)
    assert "such as 08:00-12:00,14:00-18:00" in str(refused.value)


@given(marks=st.sets(st.integers(0, 1440), max_size=8))
def test_hours_are_written_as_they_are_read(marks: set[int]) -> None:
    ordered = sorted(marks)
    spans = tuple(zip(ordered[::2], ordered[1::2], strict=False))
    hours = Hours(spans=spans)
    assert Hours.parse(hours.text()) == hours
