"""What an inspector reads of an outage of ours."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from inspection.outage import Down, Outage

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("what", "english", "chinese"),
    [
        (
            Down.TELEPHONE,
            "the telephone line was down from 2 March 17:00 to 4 March 09:30",
            "3月2日 17:00至3月4日 09:30电话线路不通",
        ),
        (
            Down.PROGRAM,
            "the program could not work from 2 March 17:00 to 4 March 09:30",
            "3月2日 17:00至3月4日 09:30本系统无法工作",
        ),
    ],
)
def test_it_is_said_plainly_in_the_time_of_the_place(
    what: Down, english: str, chinese: str
) -> None:
    start = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    down = Outage(what=what, start=start, end=datetime(2026, 3, 4, 1, 30, tzinfo=UTC))
    assert down.said(SHANGHAI, "en") == english
    assert down.said(SHANGHAI, "zh") == chinese
