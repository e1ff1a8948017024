"""A beacon that cannot be had: dice, or nothing, declared before the slots they stand in for."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mingcha.cli.main import app
from simulator import World
from tests.scenarios.check import MakeTown
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.town import INSPECTOR_NUMBER, SHANGHAI, small_roster
from tests.scenarios.witnessed import Witnessed, witnessed_town

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "verify_draw.py"
SLOT = "2026-03-02T10:00:00+08:00/PT30M"
TUESDAY = "2026-03-03T10:00:00+08:00/PT30M"
DICE = "3 1 4 1 5 6 2 6 5 3 5 6 1 2 3 4 5 6 1 2"
OTHER = DICE.replace("3", "2", 1)
WAITS = "waits: no dice were entered by two people"
MISSED = f"ERROR fieldwork.issue: slot {SLOT} missed: no dice were entered by two people"


@dataclass(frozen=True)
class Office:
    """`mingcha draw` at the time of the story, beside the running product."""

    scene: Witnessed

    def __call__(self, *arguments: str, typed: str = "") -> str:
        done = self._invoked(arguments, typed)
        assert done.exit_code == 0, (done.output, done.exception)
        return done.output

    def refused(self, *arguments: str, typed: str = "") -> str:
        done = self._invoked(arguments, typed)
        assert done.exception is not None, done.output
        return str(done.exception)

    def declares(self, kind: str, first: str = SLOT, last: str = SLOT) -> None:
        told = self("beacon", "fallback", kind, first, last, *_why("I1"))
        assert told.startswith("Declared: ")

    def enters(self, who: str, dice: str = DICE) -> str:
        return self("beacon", "dice", SLOT, "--by", who, typed=f"{dice}\n")

    def _invoked(self, arguments: tuple[str, ...], typed: str) -> Result:
        settings, world = self.scene.town.product.foundation.settings, self.scene.town.world
        environment = self.scene.settings | {
            "MINGCHA_HOME": str(settings.home),
            "MINGCHA_DATABASE_URL": settings.url,
            "MINGCHA_TELEGRAM_API": str(settings.telegram_api),
            "MINGCHA_TWILIO_API": str(settings.twilio_api),
            "MINGCHA_CLOCK": "stepped",
            "MINGCHA_CLOCK_START": world.now.isoformat(),
            "MINGCHA_INSECURE_SEED": "tests",
            "COLUMNS": "200",
        }
        return CliRunner().invoke(app, ["draw", *arguments], input=typed, env=environment)


def _why(who: str) -> tuple[str, ...]:
    return "--by", who, "--reason", "the line to the beacon is down"


@pytest.fixture
def scene(make_town: MakeTown, world: World, tmp_path: Path, database: str) -> Iterator[Witnessed]:
    roster = small_roster()
    (first,) = roster.inspectors
    second = replace(first, inspector="I2", phone=INSPECTOR_NUMBER.replace("2001", "2002"))
    roster = replace(roster, inspectors=(first, second))
    with witnessed_town(make_town, world, tmp_path, database, roster=roster) as scene:
        yield scene


@pytest.fixture
def office(scene: Witnessed) -> Office:
    return Office(scene)


def test_dice_thrown_between_commitment_and_opening_key_the_draw(
    scene: Witnessed, office: Office, tmp_path: Path
) -> None:
    office("anchors", "--out", str(tmp_path / "anchors.json"))
    office.declares("dice")
    scene.to(9, 49, 59)
    assert "is not committed yet" in office.refused("beacon", "dice", SLOT, "--by", "I1")
    scene.to(9, 50, 1)
    assert (scene.outcome, scene.slot.beacon_source) == (("COMMITTED", ""), "dice")
    assert "A second inspector must enter the same." in office.enters("I1")
    assert "entered by I1, a second is missing" in office("beacon", "show")
    told = office.refused("beacon", "dice", SLOT, "--by", "I2", typed=f"{OTHER}\n")
    assert "what I2 entered is not what I1 entered. Both are forgotten" in told
    assert "none entered" in office("beacon", "show")
    office.enters("I2", DICE.replace(" ", ", "))
    assert "Entered by I2 and I1: the dice of slot" in office.enters("I1")
    assert "the dice stand" in office("beacon", "show")
    told = office.refused("beacon", "dice", SLOT, "--by", "I1", typed=f"{OTHER}\n")
    assert "were entered by two people already; they stand" in told
    scene.to(10, 0, 1)
    assert scene.outcome == ("DRAWN", "")
    assert scene.slot.degraded == "dice instead of a public beacon"
    assert (scene.ministry.asked, scene.drand.asked) == (["/commit", "/open"], [])
    prove(scene, office, tmp_path)


def prove(scene: Witnessed, office: Office, folder: Path) -> None:
    """Nobody was drawn, so it is revealed the same day."""
    scene.to(11)
    office("head", "--out", str(folder / "head.json"))
    office("export", "--slot", SLOT, "--out", str(folder / "out"))
    (bundle,) = (folder / "out").glob("*.json")
    outside = "--anchors", str(folder / "anchors.json"), "--head", str(folder / "head.json")
    told = office("verify", str(bundle), *outside)
    assert told.startswith("PROVED")
    assert "note: degraded: dice instead of a public beacon" in told
    asked = [sys.executable, "-I", str(EXAMPLE), str(bundle), *outside]
    assert subprocess.run(asked, capture_output=True, timeout=60, check=False).returncode == 0
    raw = bundle.read_bytes()
    assert f'"text":"{DICE}"'.encode() in raw
    bundle.write_bytes(raw.replace(DICE.encode(), OTHER.encode()))
    assert subprocess.run(asked, capture_output=True, timeout=60, check=False).returncode == 1


def test_no_code_is_asked_for_before_the_dice_and_late_dice_are_marked(
    scene: Witnessed, office: Office, log: ExpectedLog
) -> None:
    log.expects(WAITS)
    office.declares("dice")
    scene.to(9, 55)
    office.enters("I1")
    scene.to(10, 12)
    assert scene.outcome == ("COMMITTED", "")
    with scene.restarted():
        scene.to(10, 13)
        assert scene.outcome == ("COMMITTED", "")
        assert "/open" not in scene.ministry.asked + scene.auditor.asked
        assert "They came after the opening; the draw is marked." in office.enters("I2")
        scene.to(10, 13, 10)
        assert scene.outcome == ("DRAWN", "")
        assert scene.slot.degraded == "dice instead of a public beacon, entered after the opening"
    assert scene.ministry.asked[-1] == "/open"
    told = office.refused("beacon", "dice", SLOT, "--by", "I1", typed=f"{DICE}\n")
    assert "is over (DRAWN); dice come too late" in told


def test_without_dice_the_slot_is_missed_and_no_code_is_ever_asked_for(
    scene: Witnessed, office: Office, log: ExpectedLog
) -> None:
    log.expects(WAITS)
    log.expects(MISSED)
    office.declares("dice")
    scene.to(10, 5)
    office.enters("I1")
    office.enters("I1", OTHER)
    scene.to(10, 30)
    assert scene.outcome == ("MISSED", "no dice were entered by two people")
    assert scene.ministry.asked == scene.auditor.asked == ["/commit"]
    assert "MISSED" in office.refused("beacon", "dice", SLOT, "--by", "I2", typed=f"{OTHER}\n")


def test_no_beacon_at_all_may_be_declared_and_taken_back(
    scene: Witnessed, office: Office, log: ExpectedLog
) -> None:
    office.declares("none", SLOT, "2026-03-04T10:00:00+08:00/PT30M")
    office.declares("usual", TUESDAY, TUESDAY)
    told = office("beacon", "show")
    assert f"Beacon of the settings: drand-quicknet/{'ab' * 32}." in told
    assert "no public beacon for the slots that open from 2026-03-02 10:00 to 2026-03-04" in told
    scene.to(10, 0, 1)
    assert (scene.outcome, scene.drand.asked) == (("DRAWN", ""), [])
    assert scene.slot.degraded == "no public beacon"
    scene.to(10, 0, 1, day=3)
    assert scene.slot.degraded == "beacon signature not checked"
    scene.to(10, 0, 1, day=4)
    assert scene.slot.degraded == "no public beacon"


def test_a_fallback_is_declared_by_somebody_for_slots_ahead_only(
    scene: Witnessed, office: Office
) -> None:
    sunday = "2026-03-01T10:00:00+08:00/PT30M"
    for arguments, words in (
        (("dice", SLOT, SLOT, *_why("I9")), "'I9' is no inspector of the roster"),
        (("coins", SLOT, SLOT, *_why("I1")), "'coins': expected dice, none or usual"),
        (("dice", "ten", SLOT, *_why("I1")), "'ten' is not the label of a slot"),
        (("dice", sunday, SLOT, *_why("I1")), "2026-03-01 is no working day"),
        (("dice", SLOT.replace("10:", "09:"), SLOT, *_why("I1")), "no slot that the policy permi"),
        (("dice", TUESDAY, SLOT, *_why("I1")), "the last slot comes before the first"),
        (("dice", SLOT, SLOT, "--by", "I1", "--reason", " "), "--reason: it is empty"),
    ):
        assert words in office.refused("beacon", "fallback", *arguments)
    scene.to(9, 59, 30)
    told = office.refused("beacon", "fallback", "dice", SLOT, SLOT, *_why("I1"))
    assert "is COMMITTED already, with its beacon declared; begin with a later slot" in told
    told = office.refused("beacon", "dice", SLOT, "--by", "I1", typed=f"{DICE}\n")
    assert f"was committed with the beacon drand-quicknet/{'ab' * 32}, not with dice" in told
    scene.to(10, 5)
    told = office.refused("beacon", "fallback", "none", SLOT, SLOT, *_why("I1"))
    assert "the first slot has opened" in told


def test_who_and_when_stand_in_the_log_and_the_dice_do_not_before_the_draw(
    scene: Witnessed, office: Office
) -> None:
    office.declares("dice")
    scene.to(9, 51)
    office.enters("I1")
    office.enters("I2")
    with scene.town.product.foundation.ledger.read() as book:
        newest = book.audit.newest().index
        entries = [book.audit.proof(n).entry for n in range(1, newest + 1)]
    told = {str(one["act"]): str(one["about"]) for one in entries}
    assert '"by":"I1"' in told["beacon fallback declared"]
    assert '"beacon":"dice"' in told["slot committed"]
    assert told["dice entered"] == f"{SLOT} by I2"
    assert '"by":["I1","I2"]' in told["dice agreed"]
    assert DICE not in str(entries)
    at = datetime(2026, 3, 2, 9, 51, tzinfo=SHANGHAI).astimezone(UTC)
    told_at = [one["at"] for one in entries if one["act"] == "dice agreed"]
    assert told_at == [at.isoformat(timespec="microseconds")]
