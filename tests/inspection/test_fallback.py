"""What stands in for the beacon, and how dice are read."""

from datetime import UTC, datetime, timedelta

import pytest

from inspection.fallback import Fallback, FallbackKind, in_force, read_dice

NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
TWENTY = "3 1 4 1 5 6 2 6 5 3 5 6 1 2 3 4 5 6 1 2"


def declared(kind: FallbackKind, first: int, last: int) -> Fallback:
    """From one slot of the day to another, counted from 0."""
    return Fallback(
        draw="calls",
        kind=kind,
        first=NINE + first * HALF_HOUR,
        last=NINE + last * HALF_HOUR,
        reason="the line is down",
        by="I1",
        declared_at=NINE - HALF_HOUR,
    )


def test_the_latest_declaration_for_a_slot_holds() -> None:
    fallbacks = [declared("dice", 1, 4), declared("none", 3, 3), declared("usual", 4, 9)]
    kinds = [in_force(fallbacks, NINE + n * HALF_HOUR) for n in range(6)]
    assert kinds == ["usual", "dice", "dice", "none", "usual", "usual"]
    assert in_force([], NINE) == "usual"


@pytest.mark.parametrize(
    "typed", [TWENTY, TWENTY.replace(" ", ", "), f"  {TWENTY} ", TWENTY.replace(" ", "，")]
)
def test_dice_have_one_spelling(typed: str) -> None:
    assert read_dice(typed) == TWENTY


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "numbers from 1 to 99"),
        ("3 1 x", "numbers from 1 to 99"),
        ("0 1 2", "numbers from 1 to 99"),
        ("03 1", "numbers from 1 to 99"),
        ("3 14 15 9", "4 numbers were entered; expected 20 or more"),
    ],
)
def test_what_is_no_throw_is_refused(typed: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_dice(typed)
