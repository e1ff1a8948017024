from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from mingcha.clock import SteppedClock
from mingcha.doctor.check import Line
from mingcha.doctor.clock import CHECK
from tests.mingcha.doctor.answering import Said, answering
from tests.mingcha.doctor.patients import NO_CARRIER, patient

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def compared(home: Path, *, ahead: float = 0.0, date: str | None = None) -> Line:
    """With our clock so many seconds ahead of a provider's."""
    theirs = format_datetime(NOON, usegmt=True) if date is None else date
    ours = SteppedClock(NOON + timedelta(seconds=ahead))
    with answering(lambda _: Said(date=theirs)) as port:
        api = f"http://127.0.0.1:{port}"
        (line,) = CHECK.examine(patient(home, {"telegram_api": api, **NO_CARRIER}, clock=ours))
    return line


@pytest.mark.parametrize("ahead", [0.0, 3.0, -3.0])
def test_a_clock_that_agrees_is_well(home: Path, ahead: float) -> None:
    assert compared(home, ahead=ahead).level == "ok"


@pytest.mark.parametrize(
    ("ahead", "level", "found"),
    [
        (10.0, "warn", "10 seconds ahead"),
        (-10.0, "warn", "10 seconds behind"),
        (100.0, "fail", "100 seconds ahead"),
        (-3600.0, "fail", "3600 seconds behind"),
    ],
)
def test_one_that_does_not_is_told_with_its_seconds(
    home: Path, ahead: float, level: str, found: str
) -> None:
    line = compared(home, ahead=ahead)
    assert line.level == level
    assert line.found.split()[2] == found.split()[2]
    assert abs(int(line.found.split()[0]) - int(found.split()[0])) <= 1
    assert "timedatectl" in line.remedy


@pytest.mark.parametrize("date", ["", "yesterday"])
def test_a_provider_that_does_not_tell_the_time_is_no_comparison(home: Path, date: str) -> None:
    line = compared(home, date=date)
    assert (line.level, line.found) == ("warn", "nobody told the time")


def test_one_wrong_clock_among_three_proves_nothing(home: Path) -> None:
    right, wrong = format_datetime(NOON, usegmt=True), "Sun, 06 Nov 1994 08:49:37 GMT"
    with (
        answering(lambda _: Said(date=right)) as first,
        answering(lambda _: Said(date=wrong)) as second,
        answering(lambda _: Said(date=right)) as third,
    ):
        installation = patient(
            home,
            {
                "telegram_api": f"http://127.0.0.1:{first}",
                "beacon": "drand",
                "drand_endpoints": f"http://127.0.0.1:{second},http://127.0.0.1:{third}",
                **NO_CARRIER,
            },
            clock=SteppedClock(NOON),
        )
        (line,) = CHECK.examine(installation)
    assert (line.level, line.found) == (
        "ok",
        "it differs by no more than 5 seconds (compared with 3 elsewhere)",
    )
