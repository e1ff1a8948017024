from datetime import UTC, datetime, timedelta
from pathlib import Path

from inspection.beacon import drand_round
from mingcha.clock import SteppedClock
from mingcha.doctor.beacon import CHECK
from tests.mingcha.doctor.patients import patient, said
from tests.witness.elsewhere import QUICKNET_ROUND, QUICKNET_SIGNATURE, Drand, served

NOWHERE = "http://127.0.0.1:9"
OPENING = datetime(2023, 9, 15, 11, 0, 3, tzinfo=UTC)
CLOCK = SteppedClock(OPENING + timedelta(seconds=30))
"""The doctor asks for the round of half a minute before."""


def looked_at(home: Path, *endpoints: str) -> list[tuple[str, str]]:
    settings = {"beacon": "drand", "drand_endpoints": ",".join(endpoints)}
    return said(CHECK, patient(home, settings, clock=CLOCK))


def test_without_a_beacon_it_says_what_is_missing(home: Path) -> None:
    ((level, _),) = said(CHECK, patient(home))
    assert level == "warn"


def test_an_endpoint_that_has_the_round_is_well(home: Path) -> None:
    assert drand_round(OPENING) == QUICKNET_ROUND
    with served(Drand(signatures={QUICKNET_ROUND: QUICKNET_SIGNATURE}).app()) as url:
        lines = looked_at(home, url)
    assert lines[0] == ("ok", "1 of 1 endpoints have the latest round")
    assert {level for level, _ in lines[1:]} <= {"warn"}, "unchecked where the extra is missing"


def test_one_silent_endpoint_of_two_is_a_warning_and_all_of_them_a_failure(home: Path) -> None:
    with served(Drand(signatures={QUICKNET_ROUND: QUICKNET_SIGNATURE}).app()) as url:
        lines = looked_at(home, url, NOWHERE)
    assert lines[0][0] == "warn"
    assert lines[0][1].startswith(NOWHERE)
    assert lines[1] == ("ok", "1 of 2 endpoints have the latest round")
    assert [level for level, _ in looked_at(home, NOWHERE, NOWHERE)][:2] == ["fail", "fail"]
