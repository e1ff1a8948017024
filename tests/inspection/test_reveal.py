from datetime import UTC, datetime, timedelta

import pytest

from inspection.reveal import revealable

TEN = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def test_a_closed_slot_may_be_shown_when_nothing_is_open() -> None:
    assert revealable(TEN, None)


@pytest.mark.parametrize(
    ("minutes", "may"), [(-60, False), (0, False), (15, False), (29, False), (30, True), (90, True)]
)
def test_a_code_is_not_given_away_while_a_slot_up_to_it_is_open(minutes: int, may: bool) -> None:
    assert revealable(TEN, TEN + timedelta(minutes=minutes)) is may
