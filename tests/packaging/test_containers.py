"""The container files: linted, and true to the program they run. They are built nowhere here."""

import fnmatch
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from starlette.routing import Route

from bot import webhook as telegram
from mingcha.role import EVERY_ROLE, Role
from mingcha.settings import PREFIX, Settings
from telephony import webhook as carrier
from telephony.door import Door
from telephony.inbound import inbound_routes
from telephony.media import media_routes
from tests.packaging.source import ROOT

OURS = ("migrate", "mingcha", "worker", "scheduler")
NOT_SETTINGS = {"MINGCHA_SITE", "MINGCHA_RUN"}
"""Read by the compose file itself, or by Caddy."""


def tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name(name)
    return subprocess.run(
        [program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture
def compose() -> Any:
    return yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "command",
    [("hadolint", "--no-color", "Containerfile"), ("yamllint", "--strict", "compose.yaml")],
    ids=lambda command: command[0],
)
def test_the_container_files_have_no_lint(command: tuple[str, ...]) -> None:
    linted = tool(*command)
    assert (linted.stdout + linted.stderr, linted.returncode) == ("", 0)


def test_the_linter_of_containerfiles_does_find_what_is_wrong(tmp_path: Path) -> None:
    bad = tmp_path / "Containerfile"
    bad.write_text("FROM python:latest\nRUN pip install mingcha\n", encoding="utf-8")
    linted = tool("hadolint", "--no-color", str(bad))
    assert linted.returncode != 0
    assert "DL3007" in linted.stdout


def test_every_variable_is_a_setting(compose: Any) -> None:
    named = set(re.findall(r"MINGCHA_[A-Z_]+", (ROOT / "Containerfile").read_text("utf-8")))
    for service in OURS:
        named |= set(compose["services"][service]["environment"])
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert {name.removesuffix("_FILE") for name in named} - known - NOT_SETTINGS == set()


def test_every_secret_is_mounted_where_its_variable_looks(compose: Any) -> None:
    for service in OURS:
        one = compose["services"][service]
        looked_for = {
            value.removeprefix("/run/secrets/")
            for name, value in one["environment"].items()
            if name.endswith("_FILE")
        }
        assert looked_for == set(one["secrets"])
        assert looked_for <= set(compose["secrets"])


def test_every_service_that_is_waited_for_exists_and_can_be_waited_for(compose: Any) -> None:
    services = compose["services"]
    for service in services.values():
        for name, wait in service.get("depends_on", {}).items():
            if wait["condition"] == "service_healthy" and name not in OURS:
                assert "healthcheck" in services[name]  # ours has one in its image
    assert services["mingcha"]["depends_on"]["migrate"] == {
        "condition": "service_completed_successfully"
    }


def test_the_program_can_change_nothing_but_its_own_volume(compose: Any) -> None:
    for service in OURS:
        one = compose["services"][service]
        assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"])
        assert one["volumes"] == ["home:/var/lib/mingcha"]
    assert compose["services"]["mingcha"]["ports"] == ["127.0.0.1:8080:8080"]


def roles_of(compose: Any, *profiles: str, run: str = "") -> dict[str, list[Role]]:
    """What each service that is started under these profiles does."""
    found = {}
    for name, one in compose["services"].items():
        if name not in OURS or not set(one.get("profiles", profiles)) <= set(profiles):
            continue
        said = one["command"]
        words = said.replace("${MINGCHA_RUN:-}", run).split() if isinstance(said, str) else said
        if words[0] == "run":
            told = [Role(word) for word in words[1:] if word != "--role"]
            found[name] = told or list(EVERY_ROLE)
    return found


def test_one_process_does_everything_or_one_each_role(compose: Any) -> None:
    assert roles_of(compose) == {"mingcha": list(EVERY_ROLE)}
    assert roles_of(compose, "roles", run="--role web") == {
        "mingcha": [Role.WEB],
        "worker": [Role.WORKER],
        "scheduler": [Role.SCHEDULER],
    }


def test_what_is_behind_the_web_has_no_port_outside_and_waits_for_the_tables(compose: Any) -> None:
    for name in ("worker", "scheduler"):
        one = compose["services"][name]
        assert "ports" not in one
        assert one["depends_on"] == compose["services"]["mingcha"]["depends_on"]
        assert one["restart"] == "unless-stopped"
    assert compose["services"]["scheduler"]["deploy"] == {"replicas": 2}


def test_every_image_names_its_version(compose: Any) -> None:
    images = [service["image"] for service in compose["services"].values()]
    images += re.findall(r"^FROM (\S+)", (ROOT / "Containerfile").read_text("utf-8"), re.MULTILINE)
    assert len(images) >= 5
    assert [image for image in images if not re.search(r":\d", image)] == []


def test_what_the_containerfile_copies_is_there_and_not_ignored() -> None:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(\S+)", text, re.MULTILINE)
    assert copied == ["requirements.lock", ".", "requirements.run.lock"]
    kept = {
        line[1:]
        for line in (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    assert [name for name in kept if not (ROOT / name).exists()] == []
    assert {*copied} - {"."} <= kept


def test_the_public_door_passes_on_what_the_providers_send_and_nothing_else() -> None:
    (passed,) = re.findall(r"@providers path (.+)", (ROOT / "Caddyfile").read_text("utf-8"))
    nothing = cast(Any, None)  # the doors are only listed, never opened
    door = Door.at(
        "https://mingcha.example.org",
        auth_tokens=["t"],
        inbox=nothing,
        clock=nothing,
        wake=nothing,
    )
    deposit = partial(telegram.routes, inbox=nothing, clock=nothing, wake=nothing, tally=nothing)
    doors = [
        *deposit(secret="s"),
        *deposit(secret="s", bot="south"),
        *inbound_routes(door, receive=nothing),
        *carrier.routes(door, converse=nothing),
        *media_routes(nothing),
        Route("/health/live", nothing),
    ]
    asked = {re.sub(r"\{.+?\}", "1", door.path) for door in doors}
    passes = {pattern: set(fnmatch.filter(asked, pattern)) for pattern in passed.split()}
    assert set().union(*passes.values()) == asked
    assert [pattern for pattern, paths in passes.items() if not paths] == []


def test_the_locks_agree_and_the_running_one_holds_nothing_of_the_workshop() -> None:
    def pinned(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9_.-]+==[^ ;]+)", text, re.MULTILINE))

    running, all_of_them = pinned("requirements.run.lock"), pinned("requirements.lock")
    assert running <= all_of_them
    assert not {one.partition("==")[0] for one in running} & {"pytest", "mypy", "scikit-learn"}
