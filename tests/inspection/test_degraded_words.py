from dataclasses import replace

import pytest

from inspection.beacon import dice, no_beacon
from inspection.degraded_words import in_words, known

BEACONS = (no_beacon(), dice("3 1 4"), replace(dice("3 1 4"), late=True))
DRAND = replace(no_beacon(), kind="drand-quicknet", unchecked=True)


@pytest.mark.parametrize("beacon", [*BEACONS, DRAND])
def test_every_weak_beacon_has_words(beacon: object) -> None:
    reason = getattr(beacon, "degraded", None)
    assert isinstance(reason, str)
    assert known(reason)
    assert in_words(reason, "en") == reason


def test_reasons_are_joined_as_the_language_joins_them() -> None:
    stored = "local custodian only; no public beacon"
    assert in_words(stored, "en") == stored
    assert in_words(stored, "zh") == "只有本机的见证方；没有公共随机信标"


def test_a_reason_of_another_version_stays_as_it_is() -> None:
    assert in_words("two moons; no public beacon", "zh") == "two moons；没有公共随机信标"
