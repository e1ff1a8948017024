"""A further language is one more catalogue, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspection.cell import Unfit, language
from tests.languages.pseudo import house_with_a_third_language, pseudo


def test_people_are_talked_to_in_a_third_language(tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    house_with_a_third_language(house)
    home = tmp_path / "home"
    home.mkdir()
    told = subprocess.run(
        [sys.executable, "-m", "tests.languages.story", str(home)],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert told.stdout.endswith("told to its end\n"), told.stderr


def test_without_its_catalogue_the_same_language_is_refused() -> None:
    with pytest.raises(Unfit, match="this is neither zh nor en"):
        language("qps")
    assert [language(word) for word in ("zh", "EN", "中文", "英语")] == ["zh", "en", "zh", "en"]


def test_the_third_language_is_english_that_one_can_tell_from_english() -> None:
    assert pseudo("{n} household saw you") == "⟦{n} hóúséhóld sáw ýóú⟧"
