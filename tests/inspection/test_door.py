"""Whether what people write reaches us."""

from datetime import UTC, datetime, timedelta

import pytest

from inspection.door import MANY, DoorLook, Unreached, unreached

OURS = "https://check.example/telegram"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def look(waiting: int = 0, *, failed: int | None = None, at: int = 0, url: str = OURS) -> DoorLook:
    """`failed` and `at`: minutes after nine."""
    failed_at = None if failed is None else NOW + timedelta(minutes=failed)
    return DoorLook(url=url, waiting=waiting, failed_at=failed_at, at=NOW + timedelta(minutes=at))


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (look(), None, None),
        (look(MANY), None, None),
        (look(url="https://other.example"), None, Unreached.ELSEWHERE),
        (look(url=""), look(), Unreached.ELSEWHERE),
        (look(1, failed=-1), None, Unreached.FAILING),
        (look(1, failed=-9), None, None),
        (look(1, failed=1, at=3), look(1, failed=-2), Unreached.FAILING),
        (look(1, failed=-2, at=3), look(1, failed=-2), None),
        (look(0, failed=1, at=3), look(), None),
        (look(MANY, at=3), look(MANY - 1), Unreached.PILING),
        (look(MANY, at=3), look(MANY), None),
        (look(MANY - 1, at=3), look(), None),
    ],
)
def test_a_door_is_unreached_if_something_waits_that_cannot_come_in(
    now: DoorLook, before: DoorLook | None, expected: Unreached | None
) -> None:
    assert unreached(OURS, now, before) is expected
