from pathlib import Path

import pytest

from tests.mingcha.command import Mingcha


@pytest.fixture
def mingcha(tmp_path: Path) -> Mingcha:
    return Mingcha({"MINGCHA_HOME": str(tmp_path / "own home")})


@pytest.fixture
def folder(mingcha: Mingcha, tmp_path: Path) -> Path:
    """Three teams; nothing marks them as invented."""
    folder = tmp_path / "three"
    assert mingcha("roster", "generate", "--out", str(folder), "--teams", "3").status == 0
    (folder / "SYNTHETIC.txt").unlink()
    return folder
