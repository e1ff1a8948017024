from datetime import UTC, datetime

import pytest

from inspection.beacon import dice, drand, drand_round, no_beacon


def test_every_beacon_but_the_public_one_marks_the_draw_degraded() -> None:
    assert no_beacon().degraded == "no public beacon"
    assert dice("3 14").degraded == "dice instead of a public beacon"
    assert drand(1, b"signature").degraded is None
    assert drand(1, b"signature", unchecked=True).degraded == "beacon signature not checked"


def test_dice_that_nobody_entered_are_refused() -> None:
    with pytest.raises(ValueError, match="no dice were entered"):
        dice("  ")


def test_a_slot_before_the_beacon_began_has_no_round() -> None:
    assert drand_round(datetime.fromtimestamp(1692803367, UTC)) == 1
    with pytest.raises(ValueError, match="the beacon began on 2023-08-23"):
        drand_round(datetime.fromtimestamp(1692803366, UTC))
