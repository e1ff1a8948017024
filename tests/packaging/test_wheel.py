"""What `pip install` gives: built from the delivered files, tried where nothing of them lies."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.packaging.source import ROOT, delivered_to

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist of the delivered files."""
    source = delivered_to(tmp_path_factory.mktemp("source"))
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", str(out), at=source)
    return out


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a clean environment, in which only the wheel and what it needs are."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home)
    (wheel,) = built.glob("*.whl")
    install = ("install", "--quiet", "--no-compile", "--constraint", str(constraints(home)))
    run(*pip_of(home / "bin"), *install, str(wheel), at=home)
    return home / "bin"


def pip_of(installed: Path) -> tuple[str, ...]:
    """Ours, at work in that environment: making one of its own takes as long as half the rest."""
    at_work_in = ("--python", str(installed / "python"), "--disable-pip-version-check")
    return (sys.executable, "-m", "pip", *at_work_in)


def constraints(folder: Path) -> Path:
    """The locked versions, so that the test does not depend on what appeared today."""
    lock = (ROOT / "requirements.run.lock").read_text(encoding="utf-8").splitlines()
    pinned = [line.removesuffix("\\").strip() for line in lock if line[:1].isalnum()]
    path = folder / "constraints.txt"
    path.write_text("\n".join(pinned), encoding="utf-8")
    return path


def run(*command: str, at: Path, **environment: str) -> str:
    """What it printed. The environment is a clean one: nothing leads back to the source."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MINGCHA_", "PYTHON"))}
    done = subprocess.run(
        command, cwd=at, env=clean | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files_of(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def packages() -> list[str]:
    return sorted(
        path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"
    )


def test_the_wheel_holds_the_packages_and_nothing_of_the_workshop(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = files_of(wheel)
    tops = {name.partition("/")[0] for name in names}
    assert tops == set(packages()) - {"bench"}
    assert "storage/migrations/versions/0001_first_light.py" in names
    assert [name for name in names if "__pycache__" in name or name.endswith(".db")] == []


def test_every_file_of_a_package_is_in_the_wheel(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    source = delivered_to(tmp_path)
    expected = {
        str(path.relative_to(source))
        for package in set(packages()) - {"bench"}
        for path in (source / package).rglob("*")
        if path.is_file()
    }
    assert files_of(wheel) == expected


def test_the_sdist_makes_the_same_wheel(built: Path, tmp_path: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "again", at=source)
    (wheel,) = built.glob("*.whl")
    (again,) = (source / "again").glob("*.whl")
    assert again.read_bytes() == wheel.read_bytes()


def test_what_was_installed_imports_a_roster_and_answers(installed: Path, tmp_path: Path) -> None:
    mingcha = str(installed / "mingcha")
    home = {"MINGCHA_HOME": str(tmp_path / "home")}
    assert run(mingcha, "--version", at=tmp_path).startswith("mingcha ")
    assert "roster" in run(mingcha, "--help", at=tmp_path)
    run(mingcha, "roster", "generate", "--out", "county", "--teams", "3", at=tmp_path)
    said = run(mingcha, "roster", "import", "county", at=tmp_path, **home)
    assert "officials" in said
    again = run(mingcha, "roster", "import", "county", at=tmp_path, **home)
    assert again != said
    assert (tmp_path / "home" / "mingcha.db").stat().st_size > 0


def test_it_knows_what_it_depends_on(installed: Path, tmp_path: Path) -> None:
    python = str(installed / "python")
    assert "No broken requirements" in run(*pip_of(installed), "check", at=tmp_path)
    everything = "; ".join(f"import {name}" for name in sorted(set(packages()) - {"bench"}))
    where = run(python, "-c", f"{everything}; print(mingcha.__file__)", at=tmp_path)
    assert where.startswith(str(installed.parent))
