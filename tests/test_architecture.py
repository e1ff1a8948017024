"""The house: who may import whom, where time and chance come from, and how nothing is named."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import LONGEST
from tests.house import ARROWS, FOREIGN, complaints
from tests.source import sources

ROOT = Path(__file__).resolve().parent.parent
CLEAN = {
    "inspection/draw.py": "import hashlib\nfrom datetime import datetime\n",
    "fieldwork/issue.py": "from inspection import draw\nfrom inspection.draw import select\n",
    "storage/engine.py": "import sqlalchemy as sa\nfrom fieldwork.issue import Issue\n",
    "telephony/carrier.py": "from twilio.rest import Client\n",
    "documents/chance.py": "from random import Random\n\n\ndef of(s: str) -> Random:\n"
    "    return Random(s)\n",
    "bot/line.py": "from secrets import compare_digest\n\ncompare_digest('a', 'b')\n",
    "mingcha/clock.py": "import os\nimport time\n\ntime.time()\nos.urandom(1)\n",
    "mingcha/demo/week.py": "from simulator import World\n",
    "simulator/__init__.py": "from simulator.world import World\n",
    "simulator/world.py": "import random\n\nWorld = random.random()\n",
    "tests/test_week.py": "import pytest\nfrom simulator import World\nfrom mingcha import clock\n",
}


def build(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for folder in path.relative_to(root).parents[:-1]:
            (root / folder / "__init__.py").touch()


def test_the_house_keeps_its_rules() -> None:
    assert complaints(ROOT) == []


def test_every_package_is_looked_at() -> None:
    seen = {source.package for source in sources(ROOT)}
    assert seen == set(ARROWS) - {"console"}


def test_every_package_but_tests_and_bench_is_in_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert sorted(shipped) == sorted({s.package for s in sources(ROOT)} - {"tests", "bench"})


def test_every_import_from_outside_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["drand"]]
    declared = {re.split(r"[^\w-]", name)[0] for name in named}
    otherwise = {"telegram": "python-telegram-bot", "pydantic": "pydantic-settings"}
    for package, allowed in FOREIGN.items():
        names = {otherwise.get(name, name.replace("_", "-")) for name in allowed}
        assert names <= declared, f"{package} may import what is not declared: {names - declared}"


def test_a_clean_house_has_nothing_to_complain_about(tmp_path: Path) -> None:
    build(tmp_path, CLEAN)
    assert complaints(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        (
            "inspection/draw.py",
            "import hashlib\nimport fieldwork.issue\n",
            "inspection/draw.py:2 imports fieldwork.issue; inspection may import nothing of ours",
        ),
        (
            "fieldwork/issue.py",
            "def late() -> None:\n    from storage import engine\n",
            "fieldwork/issue.py:2 imports storage.engine; fieldwork may import inspection of ours",
        ),
        (
            "telephony/carrier.py",
            "from storage.engine import Engines\n",
            "telephony/carrier.py:1 imports storage.engine.Engines; telephony may import"
            " fieldwork, inspection of ours",
        ),
        (
            "witness/beacon.py",
            "import mingcha.clock\n",
            "witness/beacon.py:1 imports mingcha.clock; witness may import fieldwork, inspection",
        ),
        (
            "simulator/world.py",
            "from inspection import draw\n",
            "simulator/world.py:1 imports inspection.draw; simulator may import nothing of ours",
        ),
        (
            "bot/line.py",
            "import simulator\n",
            "bot/line.py:1 imports simulator; bot may import fieldwork, inspection of ours",
        ),
        (
            "mingcha/web.py",
            "from simulator import World\n",
            "mingcha/web.py:1 imports simulator.World; in mingcha only the demo starts",
        ),
        (
            "fieldwork/issue.py",
            "import sqlalchemy\n",
            "fieldwork/issue.py:1 imports sqlalchemy; from outside fieldwork may import nothing",
        ),
        (
            "bot/line.py",
            "from twilio.rest import Client\n",
            "bot/line.py:1 imports twilio.rest.Client; from outside bot may import starlette,"
            " telegram",
        ),
        (
            "reports/daily.py",
            "",
            "reports/daily.py:1 is in a package without arrows; expected one of bench, bot",
        ),
        (
            "storage/utils.py",
            "",
            "storage/utils.py:1 is named utils; name it after what stands there",
        ),
        (
            "fieldwork/services/issue.py",
            "",
            "fieldwork/services/issue.py:1 is named services",
        ),
        (
            "fieldwork/beat.py",
            "from datetime import UTC, datetime as dt\n\nNOW = dt.now(UTC)\n",
            "fieldwork/beat.py:3 asks datetime.datetime.now for the time; expected `now` passed in",
        ),
        (
            "storage/row.py",
            "import datetime\nfrom dataclasses import field\n\nfield(default_factory="
            "datetime.datetime.utcnow)\n",
            "storage/row.py:4 asks datetime.datetime.utcnow for the time",
        ),
        (
            "bot/line.py",
            "from time import time\n\ntime()\n",
            "bot/line.py:3 asks time.time for the time",
        ),
        (
            "storage/row.py",
            "import sqlalchemy as sa\n\nsa.func.now()\n",
            "storage/row.py:3 asks sqlalchemy.func.now for the time",
        ),
        (
            "inspection/draw.py",
            "import random\n\nrandom.shuffle([])\n",
            "inspection/draw.py:3 draws from random.shuffle; expected chance passed in",
        ),
        (
            "mingcha/web.py",
            "import secrets\n\nsecrets.token_hex()\n",
            "mingcha/web.py:3 draws from secrets.token_hex",
        ),
        ("witness/log.py", "from os import urandom\n\nurandom(1)\n", "draws from os.urandom"),
        (
            "documents/chance.py",
            "from random import Random\n\nRandom()\n",
            "documents/chance.py:3 makes random.Random without a seed",
        ),
        (
            "tests/test_week.py",
            "def test_it(monkeypatch: object) -> None: ...\n",
            "tests/test_week.py:1 patches; use the simulator or a small fake",
        ),
        (
            "tests/test_week.py",
            "import pytest\n\npatch = pytest.MonkeyPatch()\n",
            "tests/test_week.py:3 patches",
        ),
        (
            "tests/test_week.py",
            "from unittest.mock import patch\n",
            "tests/test_week.py:1 imports unittest.mock.patch; use the simulator",
        ),
        (
            "tests/test_week.py",
            "from unittest import mock\n",
            "tests/test_week.py:1 imports unittest.mock; use the simulator",
        ),
    ],
)
def test_a_planted_violation_is_found_with_its_file_and_line(
    tmp_path: Path, file: str, text: str, complaint: str
) -> None:
    build(tmp_path, {**CLEAN, file: text})
    assert any(complaint in line for line in complaints(tmp_path))


@pytest.mark.parametrize(
    ("imports", "circle"),
    [
        ({"a": "from inspection import b", "b": "import inspection.a"}, "b -> inspection.a"),
        (
            {"a": "from inspection.b import B", "b": "from . import c", "c": "from .a import A"},
            "inspection.b -> inspection.c -> inspection.a",
        ),
        (
            {"a": "from inspection.b import B", "b": "def f():\n    from inspection.a import A"},
            "inspection.a -> inspection.b -> inspection.a",
        ),
    ],
)
def test_a_circle_is_found_wherever_the_import_stands(
    tmp_path: Path, imports: dict[str, str], circle: str
) -> None:
    files = {f"inspection/{name}.py": f"{text}\n" for name, text in imports.items()}
    build(tmp_path, files)
    (found,) = complaints(tmp_path)
    assert re.match(r"inspection/\w\.py:\d+ closes a circle: ", found)
    assert circle in found
    open_ended = {**files, f"inspection/{max(imports)}.py": ""}
    build(tmp_path, open_ended)
    assert complaints(tmp_path) == []


def test_what_is_imported_for_its_type_alone_closes_no_circle_but_follows_the_arrows(
    tmp_path: Path,
) -> None:
    typed = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from {} import x\n"
    other = {"bot/b.py": "import bot.a\n"}
    build(tmp_path, {**other, "bot/a.py": typed.format("bot.b")})
    assert complaints(tmp_path) == []
    build(tmp_path, {**other, "bot/a.py": typed.format("storage.engine")})
    (found,) = complaints(tmp_path)
    assert found.startswith("bot/a.py:4 imports storage.engine.x; bot may import")


def test_a_package_that_asks_its_own_front_door_is_a_circle(tmp_path: Path) -> None:
    build(tmp_path, {**CLEAN, "simulator/world.py": "from simulator import World\n"})
    (found,) = complaints(tmp_path)
    assert "simulator -> simulator.world -> simulator" in found


def test_the_files_that_are_worked_first_are_there() -> None:
    assert [name for name in LONGEST if not (ROOT / name).exists()] == []
