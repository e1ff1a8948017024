"""The command line, as a person or a service manager meets it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from typer.testing import CliRunner

from mingcha.cli import main

_SCREEN = {"COLUMNS": "160", "TERMINAL_WIDTH": "160", "NO_COLOR": "1", "TERM": "dumb"}


@dataclass(frozen=True, kw_only=True)
class Told:
    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Mingcha:
    """The commands in this process, under exactly these settings."""

    environment: Mapping[str, str]

    def __call__(self, *arguments: str, typed: str = "") -> Told:
        """`typed` is what the person types when asked."""
        others = {name: None for name in os.environ if name.startswith("MINGCHA_")}
        settings = {**others, **_SCREEN, **self.environment}
        with CliRunner().isolation(input=typed, env=settings) as (out, err, _):
            status = _status(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
            return Told(status=status, out=out.getvalue().decode(), err=err.getvalue().decode())


def run_process(environment: Mapping[str, str]) -> Told:
    """`mingcha run` in a process of its own, for a start that is refused."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MINGCHA_")}
    ended = subprocess.run(
        [sys.executable, "-m", "mingcha", "run"],
        env={**ours, **_SCREEN, **environment},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    return Told(status=ended.returncode, out=ended.stdout, err=ended.stderr)


def _status(arguments: tuple[str, ...]) -> int:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert isinstance(end.value.code, int), "every end of a command has a number"
    return end.value.code


EMBEDDED = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what does not depend on the kind of database."""
