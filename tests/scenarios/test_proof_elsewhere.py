"""A draw keyed by two custodians elsewhere and a public beacon, proved by its bundle."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mingcha.cli.main import app
from simulator import World
from tests.scenarios.check import MakeTown
from tests.scenarios.witnessed import Witnessed, witnessed_town

SLOT = "2026-03-02T10:00:00+08:00/PT30M"


@pytest.fixture
def scene(make_town: MakeTown, world: World, tmp_path: Path, database: str) -> Iterator[Witnessed]:
    with witnessed_town(make_town, world, tmp_path, database) as scene:
        yield scene


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


def test_the_bundle_holds_against_the_anchors_of_both_custodians(
    scene: Witnessed, tmp_path: Path
) -> None:
    anchors, head, folder = tmp_path / "anchors.json", tmp_path / "head.json", tmp_path / "out"
    draw(scene, "anchors", "--out", str(anchors))
    assert '"auditor"' in anchors.read_text()
    assert '"ministry"' in anchors.read_text()
    scene.town.link("O1")
    scene.to(11)
    chat = scene.town.chat("O1").receives("Unannounced check").taps("On leave")
    chat.receives("Until when").says("Friday.").receives("recorded")
    scene.to(23)
    draw(scene, "head", "--out", str(head))
    draw(scene, "export", "--slot", SLOT, "--out", str(folder))
    (bundle,) = folder.glob("*.json")
    outside = ("--anchors", str(anchors), "--head", str(head))
    # The simulated beacon's signature is made up, so all holds but that it is checked.
    told = draw(scene, "verify", str(bundle), *outside, status=3)
    assert "beacon" in told
    (tampered := tmp_path / "tampered.json").write_bytes(
        bundle.read_bytes().replace(b'"unit":"T1"', b'"unit":"T2"')
    )
    draw(scene, "verify", str(tampered), *outside, status=1)
