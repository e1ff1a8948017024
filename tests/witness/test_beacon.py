from datetime import UTC, datetime

from inspection.beacon import no_beacon
from witness.beacon import NoBeacon


def test_without_a_beacon_every_slot_has_the_same_marked_randomness() -> None:
    value = NoBeacon().randomness(datetime(2026, 3, 2, 1, tzinfo=UTC))
    assert value == no_beacon()
    assert value.degraded is not None
