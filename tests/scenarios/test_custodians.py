"""Two custodians elsewhere and the beacon: a slot is drawn with all of them, or never."""

import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from inspection.beacon import drand_round
from simulator import World
from storage.tables import slots
from tests.scenarios.check import MakeTown, link
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.witnessed import Witnessed, witnessed_town
from tests.witness.commitments import commitment

LABEL = "2026-03-02T10:00:00+08:00/PT30M"


@pytest.fixture
def scene(make_town: MakeTown, world: World, tmp_path: Path, database: str) -> Iterator[Witnessed]:
    with witnessed_town(make_town, world, tmp_path, database) as scene:
        yield scene


def test_a_slot_is_committed_with_all_and_drawn_at_its_opening(scene: Witnessed) -> None:
    link(scene.town, "O1")
    scene.to(9, 59, 30)
    assert scene.outcome == ("COMMITTED", "")
    assert scene.ministry.asked == scene.auditor.asked == ["/commit"]
    assert scene.drand.asked == []
    scene.to(10, 0, 1)
    assert scene.outcome == ("DRAWN", "")
    assert scene.ministry.asked == scene.auditor.asked == ["/commit", "/open"]
    assert scene.slot.degraded == "beacon signature not checked"
    assert scene.drand.asked == [f"/{'ab' * 32}/public/{drand_round(scene.slot.opens_at)}"]
    assert len(scene.town.book().contacts()) == 1
    scene.to(10, 30)
    assert scene.outcome == ("CLOSED", "")
    scene.town.chat("O1").reads_all()


def test_a_custodian_that_is_silent_before_the_opening_misses_the_slot_for_good(
    scene: Witnessed, log: ExpectedLog
) -> None:
    log.expects(f"WARNING fieldwork.patience: slot {LABEL} waits: custodian auditor silent")
    log.expects(f"ERROR fieldwork.issue: slot {LABEL} missed: custodian auditor silent before")
    scene.auditor.silent = True
    scene.to(10, 0)
    assert scene.outcome == ("MISSED", "custodian auditor silent before the opening")
    assert scene.auditor.asked.count("/commit") == 12
    assert scene.ministry.asked == ["/commit"]
    scene.auditor.silent = False
    scene.to(11, 0)
    assert scene.outcome[0] == "MISSED"
    assert "/open" not in scene.ministry.asked + scene.auditor.asked
    scene.to(10, 31, day=3)
    assert scene.outcome == ("REVEALED", "")  # nobody was drawn in it


def test_a_custodian_that_comes_back_before_the_opening_has_witnessed_in_time(
    scene: Witnessed, log: ExpectedLog
) -> None:
    log.expects("waits: custodian auditor silent")
    scene.auditor.silent = True
    scene.to(9, 59, 50)
    scene.auditor.silent = False
    scene.to(10, 0, 1)
    assert scene.outcome == ("DRAWN", "")


def test_a_custodian_that_is_silent_at_the_opening_is_asked_until_it_answers(
    scene: Witnessed, log: ExpectedLog
) -> None:
    log.expects("waits: custodian auditor silent")
    link(scene.town, "O1")
    scene.to(9, 59, 30)
    scene.auditor.silent = True
    scene.to(10, 12)
    assert scene.outcome == ("COMMITTED", "")
    scene.auditor.silent = False
    scene.to(10, 12, 10)
    assert scene.outcome == ("DRAWN", "")
    assert scene.ministry.asked.count("/open") == 1
    assert len(scene.town.book().contacts()) == 1
    scene.to(10, 31)
    scene.town.chat("O1").reads_all()


def test_a_custodian_that_is_silent_until_the_end_misses_the_slot(
    scene: Witnessed, log: ExpectedLog
) -> None:
    log.expects("waits: custodian auditor silent")
    log.expects("missed: custodian auditor silent")
    scene.to(9, 59, 30)
    scene.auditor.silent = True
    scene.to(10, 30)
    assert scene.outcome == ("MISSED", "custodian auditor silent")
    scene.auditor.silent = False
    scene.to(11, 0)
    assert scene.outcome == ("MISSED", "custodian auditor silent")
    assert scene.drand.asked == []


def test_a_restart_between_commitment_and_opening_loses_nothing(scene: Witnessed) -> None:
    scene.to(9, 59, 30)
    with scene.restarted():
        scene.to(10, 0, 1)
        assert scene.outcome == ("DRAWN", "")
    assert scene.ministry.asked == ["/commit", "/commit", "/open"]


def test_a_restart_during_the_slot_draws_what_was_committed(scene: Witnessed) -> None:
    scene.to(9, 59, 59)
    root = scene.slot.root
    scene.town.world.move_to(scene.slot.opens_at + timedelta(minutes=9))
    scene.town.clock.now = scene.slot.opens_at + timedelta(minutes=9)
    with scene.restarted():
        scene.town.clock.settle()
        assert scene.outcome == ("DRAWN", "")
        assert scene.slot.root == root
    assert scene.ministry.asked == ["/commit", "/open"]


def test_a_slot_that_somebody_else_has_committed_is_not_drawn(
    scene: Witnessed, log: ExpectedLog
) -> None:
    log.expects("commitment_refused: draw 'calls'")
    log.expects("is already committed to something else")
    other = sha256(b"another frame").digest()
    scene.auditor.custodian.commit(commitment(slot=LABEL, root=other))
    scene.to(10, 1)
    state, reason = scene.outcome
    assert state == "MISSED"
    assert reason.startswith("custodian: auditor: draw 'calls' of slot")
    assert "already committed to something else" in reason
    assert scene.drand.asked == []


def test_a_store_that_was_changed_after_the_commitment_is_not_drawn(
    scene: Witnessed, log: ExpectedLog
) -> None:
    log.expects("missed: custodian: auditor has witnessed something else than was sent")
    scene.to(9, 59, 30)
    with scene.town.product.foundation.store.engines.writer.begin() as connection:
        connection.execute(slots.update().values(root=sha256(b"another frame").digest()))
    scene.to(10, 0, 1)
    assert scene.outcome[0] == "MISSED"


def test_a_custodian_whose_clock_is_behind_opens_a_little_later(
    scene: Witnessed, log: ExpectedLog
) -> None:
    log.expects("not_yet_open")
    log.expects("waits: custodian auditor says that the slot is not open")
    world = scene.town.world
    scene.auditor.now = lambda: world.now - timedelta(seconds=20)
    scene.to(10, 0, 19)
    assert scene.outcome == ("COMMITTED", "")
    scene.to(10, 0, 21)
    assert scene.outcome == ("DRAWN", "")


def test_a_late_beacon_is_waited_for_within_the_slot(scene: Witnessed, log: ExpectedLog) -> None:
    log.expects("waits: beacon silent about round")
    scene.drand.late = True
    scene.to(10, 14)
    assert scene.outcome == ("COMMITTED", "")
    scene.drand.late = False
    scene.to(10, 14, 5)
    assert scene.outcome == ("DRAWN", "")
    assert len(set(scene.drand.asked)) == 1
    assert scene.ministry.asked == ["/commit", "/open"]


def test_a_beacon_that_is_silent_until_the_end_misses_the_slot(
    scene: Witnessed, log: ExpectedLog
) -> None:
    log.expects("waits: beacon silent about round")
    log.expects("missed: beacon silent about round")
    scene.drand.lie = {"round": 1}
    scene.to(10, 31)
    state, reason = scene.outcome
    assert state == "MISSED"
    assert "another round" in reason


def test_another_beacon_than_was_declared_before_draws_nothing(
    scene: Witnessed, log: ExpectedLog
) -> None:
    log.expects("missed: the beacon was changed from drand-quicknet/")
    scene.to(9, 59, 30)
    assert scene.slot.beacon_source == f"drand-quicknet/{'ab' * 32}"
    with scene.restarted(MINGCHA_BEACON="none"):
        scene.to(10, 1)
        assert scene.outcome[0] == "MISSED"
        scene.to(10, 1, day=3)
        assert scene.outcome == ("DRAWN", "")
        assert scene.slot.degraded == "no public beacon"


def test_a_single_custodian_marks_the_draw(scene: Witnessed, tmp_path: Path) -> None:
    roll = json.loads((tmp_path / "custodians.json").read_text())
    (tmp_path / "one.json").write_text(json.dumps(roll[:1]))
    with scene.restarted(MINGCHA_CUSTODIANS=str(tmp_path / "one.json")):
        scene.to(10, 0, 1)
        assert scene.slot.degraded == "one custodian only; beacon signature not checked"
    assert scene.auditor.asked == []
