"""The units for systemd: true to the program they run, and linted where systemd is at hand."""

import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from mingcha.role import Role
from mingcha.settings import PREFIX, Settings
from tests.packaging.source import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
_DIRECTIVES = {
    "Unit": {"Description", "Wants", "After"},
    "Service": {
        *("User", "StateDirectory", "StateDirectoryMode", "Environment", "EnvironmentFile"),
        *("ExecStart", "Restart", "RestartSec", "TimeoutStopSec", "KillSignal"),
        *("NoNewPrivileges", "ProtectSystem", "ProtectHome", "PrivateTmp", "PrivateDevices"),
        "RestrictSUIDSGID",
    },
    "Install": {"WantedBy"},
}
"""Those that systemd knows, of what we use: a misspelt one is only warned of, and does nothing."""


def unit(path: Path) -> ConfigParser:
    parsed = ConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(path.read_text(encoding="utf-8"))
    return parsed


def test_there_is_one_for_everything_and_one_for_each_role() -> None:
    names = {path.name for path in UNITS}
    assert names == {"mingcha.service", *(f"mingcha-{role}@.service" for role in Role)}


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_every_directive_is_known_and_every_variable_a_setting(path: Path) -> None:
    parsed = unit(path)
    assert {section: set(parsed[section]) for section in parsed.sections()} == _DIRECTIVES
    given = dict(one.split("=", 1) for one in shlex.split(parsed["Service"]["Environment"]))
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert set(given) <= known
    assert given["MINGCHA_HOME"] == f"/var/lib/{parsed['Service']['StateDirectory']}"


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_it_runs_its_role_at_the_port_that_the_instance_names(path: Path) -> None:
    service = unit(path)["Service"]
    program, *arguments = shlex.split(service["ExecStart"])
    assert Path(program).is_absolute()
    role = path.stem.removeprefix("mingcha").strip("-@")
    assert arguments == (["run", "--role", role] if role else ["run"])
    assert ("MINGCHA_PORT=%i" in service["Environment"]) == bool(role)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_itself_finds_nothing_wrong(path: Path, tmp_path: Path) -> None:
    """Where it is not installed, the text at least keeps to what it reads: one directive a line."""
    program = shutil.which("systemd-analyze")
    if program is None:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert all(line == "" or line[0] in "#[" or "=" in line for line in lines)
        return
    text = path.read_text(encoding="utf-8").replace("/opt/mingcha/bin/mingcha", "/bin/true")
    copy = tmp_path / path.name.replace("@", "@8090")
    copy.write_text(text.replace("User=mingcha\n", ""), encoding="utf-8")
    found = subprocess.run([program, "verify", copy], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
