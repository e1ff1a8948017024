"""The program may stop and start again at any point of a slot: nothing is drawn twice or lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator import World
from tests.scenarios.check import MakeTown, link
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.witnessed import Witnessed, witnessed_town


@pytest.fixture
def scene(make_town: MakeTown, world: World, tmp_path: Path, database: str) -> Iterator[Witnessed]:
    with witnessed_town(make_town, world, tmp_path, database) as scene:
        yield scene


def silence(scene: Witnessed, *, ministry: bool, auditor: bool) -> None:
    scene.ministry.silent, scene.auditor.silent = ministry, auditor


def test_stopped_before_any_custodian_has_witnessed(scene: Witnessed, log: ExpectedLog) -> None:
    log.expects("waits: custodian auditor silent; custodian ministry silent")
    silence(scene, ministry=True, auditor=True)
    scene.to(9, 59, 10)
    before = scene.slot
    assert before.state == "COMMITTED"
    with scene.restarted():
        silence(scene, ministry=False, auditor=False)
        scene.to(10, 0, 1)
        assert scene.outcome == ("DRAWN", "")
        assert scene.slot.commitment == before.commitment


def test_stopped_between_two_custodians(scene: Witnessed, log: ExpectedLog) -> None:
    log.expects("waits: custodian auditor silent")
    silence(scene, ministry=False, auditor=True)
    scene.to(9, 59, 10)
    assert scene.ministry.asked == ["/commit"]
    with scene.restarted():
        silence(scene, ministry=False, auditor=False)
        scene.to(10, 0, 1)
        assert scene.outcome == ("DRAWN", "")
    assert scene.ministry.asked == ["/commit", "/commit", "/open"]


def test_stopped_with_the_code_of_one_custodian_only(scene: Witnessed, log: ExpectedLog) -> None:
    log.expects("waits: custodian auditor silent")
    link(scene.town, "O1")
    scene.to(9, 59, 30)
    silence(scene, ministry=False, auditor=True)
    scene.to(10, 5)
    assert (scene.outcome, scene.ministry.asked[-1]) == (("COMMITTED", ""), "/open")
    with scene.restarted():
        silence(scene, ministry=False, auditor=False)
        scene.to(10, 5, 10)
        assert scene.outcome == ("DRAWN", "")
        assert len(scene.town.book().contacts()) == 1
        scene.to(10, 6)
    scene.town.chat("O1").reads_all()


def test_stopped_while_drawn_and_again_while_closed(scene: Witnessed) -> None:
    link(scene.town, "O1")
    scene.to(10, 0, 1)
    picks = _picks(scene)
    assert scene.outcome == ("DRAWN", "")
    with scene.restarted():
        scene.to(10, 30)
        assert (scene.outcome, _picks(scene)) == (("CLOSED", ""), picks)
    with scene.restarted():
        scene.to(11)
        assert (scene.outcome, _picks(scene)) == (("CLOSED", ""), picks)
    chat = scene.town.chat("O1").receives("Unannounced check").taps("On leave")
    chat.receives("Until when").says("Friday.").receives("recorded")
    assert (scene.outcome, _picks(scene)) == (("REVEALED", ""), picks)
    assert len(scene.town.book().contacts()) == 1
    assert scene.ministry.asked == ["/commit", "/open"]


def _picks(scene: Witnessed) -> list[bytes]:
    with scene.town.product.foundation.ledger.read() as book:
        return [pick.ticket for pick in book.slots.picks(scene.slot.id)]


def test_a_draw_that_comes_too_late_for_the_next_frame_is_missed(
    make_town: MakeTown, world: World, tmp_path: Path, database: str, log: ExpectedLog
) -> None:
    """The next frame has to know whom it has picked."""
    log.expects("waits: custodian auditor silent")
    log.expects("10:00:00+08:00/PT30M missed: custodian auditor silent")
    policy = {"draw.hours": "10:00-11:00"}
    with witnessed_town(make_town, world, tmp_path, database, policy=policy) as scene:
        scene.to(9, 59, 30)
        silence(scene, ministry=False, auditor=True)
        scene.to(10, 28, 59)
        assert scene.outcome == ("COMMITTED", "")
        silence(scene, ministry=False, auditor=False)
        scene.auditor.silent = True
        scene.to(10, 29, 1)
        assert scene.slot.label.startswith("2026-03-02T10:30")
        assert scene.slot.state == "COMMITTED"
        with scene.town.product.foundation.ledger.read() as book:
            states = book.slots.counts("calls")
        assert states == {"MISSED": 1, "COMMITTED": 1}
        silence(scene, ministry=False, auditor=False)
        scene.to(10, 30, 1)
        assert scene.outcome == ("DRAWN", "")
