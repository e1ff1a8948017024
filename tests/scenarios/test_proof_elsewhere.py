"""A draw keyed by two custodians elsewhere and a public beacon, proved by its bundle."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mingcha.cli.main import app
from simulator import World
from tests.scenarios.check import MakeTown
from tests.scenarios.town import SHANGHAI
from tests.scenarios.witnessed import Witnessed, witnessed_town
from tests.witness.elsewhere import signing_chain
from witness.bls import beacon_judge

SLOT = "2026-03-02T10:00:00+08:00/PT30M"
OPENING = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
_WITHOUT_THE_EXTRA = """
import sys
sys.modules["drand_verify"] = None
from mingcha.cli.main import main
main(sys.argv[1:])
"""


@pytest.fixture
def scene(make_town: MakeTown, world: World, tmp_path: Path, database: str) -> Iterator[Witnessed]:
    with witnessed_town(make_town, world, tmp_path, database) as scene:
        yield scene


@pytest.fixture
def signing(
    make_town: MakeTown, world: World, tmp_path: Path, database: str
) -> Iterator[Witnessed]:
    """The same with a beacon whose signature of Monday's round holds."""
    chain, signatures = signing_chain(OPENING)
    with witnessed_town(make_town, world, tmp_path, database, chain=asdict(chain)) as scene:
        scene.drand.signatures.update(signatures)
        yield scene


@dataclass(frozen=True, kw_only=True)
class Auditor:
    """What somebody outside holds after Monday."""

    scene: Witnessed
    bundle: Path
    outside: tuple[str, ...]

    def verify(self, *, status: int) -> str:
        return draw(self.scene, "verify", str(self.bundle), *self.outside, status=status)


def draw(scene: Witnessed, *arguments: str, status: int = 0) -> str:
    settings = scene.town.product.foundation.settings
    environment = scene.settings | {
        "MINGCHA_HOME": str(settings.home),
        "MINGCHA_DATABASE_URL": settings.url,
        "COLUMNS": "200",
    }
    done = CliRunner().invoke(app, ["draw", *arguments], env=environment)
    assert done.exit_code == status, (done.output, done.exception)
    return done.output


def audited(scene: Witnessed, folder: Path) -> Auditor:
    anchors, head = folder / "anchors.json", folder / "head.json"
    draw(scene, "anchors", "--out", str(anchors))
    scene.town.link("O1")
    scene.to(11)
    chat = scene.town.chat("O1").receives("Unannounced check").taps("On leave")
    chat.receives("Until when").says("Friday.").receives("recorded")
    scene.to(23)
    draw(scene, "head", "--out", str(head))
    draw(scene, "export", "--slot", SLOT, "--out", str(folder / "out"))
    (bundle,) = (folder / "out").glob("*.json")
    outside = ("--anchors", str(anchors), "--head", str(head))
    return Auditor(scene=scene, bundle=bundle, outside=outside)


def test_the_bundle_holds_against_the_anchors_of_both_custodians(
    scene: Witnessed, tmp_path: Path
) -> None:
    auditor = audited(scene, tmp_path)
    anchors = (tmp_path / "anchors.json").read_text()
    assert '"auditor"' in anchors
    assert '"ministry"' in anchors
    # The simulated beacon's signature is made up, so all holds but that it is checked.
    told = auditor.verify(status=3)
    assert told.count("not proved: ") == 1
    assert "its chain signs as 'simulated', which nothing here can check" in told
    auditor.bundle.write_bytes(auditor.bundle.read_bytes().replace(b'"unit":"T1"', b'"unit":"T2"'))
    auditor.verify(status=1)


def test_a_draw_with_custodians_elsewhere_and_a_beacon_that_signs_is_proved(
    signing: Witnessed, tmp_path: Path
) -> None:
    auditor = audited(signing, tmp_path)
    if beacon_judge() is not None:  # otherwise the extra is not installed here
        assert signing.slot.degraded == ""
        told = auditor.verify(status=0)
        assert told.startswith("PROVED")
        assert "degraded" not in told
        assert "not proved" not in told
    asked = ["draw", "verify", str(auditor.bundle), *auditor.outside]
    without = subprocess.run(
        [sys.executable, "-c", _WITHOUT_THE_EXTRA, *asked],
        env={name: value for name, value in os.environ.items() if "MINGCHA" not in name},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (without.returncode, without.stderr) == (3, "")
    assert "signature was not checked: drand-verify (the extra `drand`) is not" in without.stdout


def test_an_entry_of_the_log_names_the_chain_of_the_beacon(scene: Witnessed) -> None:
    scene.to(9, 59, 30)
    with scene.town.product.foundation.ledger.read() as book:
        entry = book.audit.proof(scene.slot.log_index).entry
    assert entry["act"] == "slot committed"
    assert f'"beacon":"drand-quicknet/{"ab" * 32}"' in str(entry["about"])
