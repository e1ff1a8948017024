"""Public beacons: where a slot's randomness comes from."""

from datetime import datetime

from inspection.beacon import BeaconKind, BeaconValue, no_beacon


class NoBeacon:
    """Stands where no public beacon is asked: every draw with it is marked degraded."""

    @property
    def kind(self) -> BeaconKind:
        return "none"

    @property
    def source(self) -> str:
        return "none"

    def randomness(self, slot_opens_at: datetime) -> BeaconValue:
        return no_beacon()
