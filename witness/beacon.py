"""Public beacons: where a slot's randomness comes from."""

from datetime import datetime

from inspection.beacon import BeaconValue, no_beacon


class NoBeacon:
    """Stands where no public beacon is asked: every draw with it is marked degraded."""

    def randomness(self, slot_opens_at: datetime) -> BeaconValue:
        return no_beacon()
