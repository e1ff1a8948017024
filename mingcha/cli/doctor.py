"""`mingcha doctor`: what is well, what is not, and what to do."""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from inspection.region import NotARegion, level_of
from mingcha.cli.refusal import Refused
from mingcha.clock import SystemChance
from mingcha.doctor.check import Level, Line
from mingcha.doctor.examination import examine, shown
from mingcha.doctor.installation import Installation
from mingcha.doctor.settings import refused
from mingcha.environment import read_settings
from mingcha.foundation import clock_of
from mingcha.keys import known_keys
from mingcha.settings import SettingsRefused

_STYLES: Mapping[Level, str] = {
    "ok": "green",
    "warn": "yellow",
    "fail": "bold red",
    "skipped": "dim",
}
_FINE, _FAILS, _COULD_NOT = 0, 1, 2


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")] = False,
    region: Annotated[
        str, typer.Option(help="Look at this region's teams and policy: a code's beginning.")
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Count warnings as failures.")] = False,
) -> None:
    """Look at the installation, change nothing, and say what to do about each thing found.

    It may be run before the first start, while `mingcha run` is running, and at any time. What each
    line means, and every remedy, stands in docs/doctor.md. Exit status: 0 if nothing fails, 1 if
    something does (with --strict also for a warning), 2 if the settings cannot be read.

    Example: `mingcha doctor --strict`
    """
    try:
        settings = read_settings()
    except SettingsRefused as problem:
        _tell(refused(problem), as_json=as_json)
        raise typer.Exit(_COULD_NOT) from None
    if region:
        _known(region)
    broken: Sequence[Line] = ()
    try:
        keys = known_keys(settings)
    except SettingsRefused as problem:
        broken, keys = refused(problem), None
    installation = Installation(
        settings=settings,
        clock=clock_of(settings),
        keys=keys,
        token=SystemChance().token,
        region=region,
    )
    waiting = Console(stderr=True)
    with waiting.status("looking at the installation") as status:
        found = examine(installation, lambda name: status.update(f"looking at: {name}"))
    lines = [shown(line) for line in (*broken, *found)]
    _tell(lines, as_json=as_json)
    raise typer.Exit(_status(lines, strict=strict))


def _known(region: str) -> None:
    try:
        level_of(region)
    except NotARegion as problem:
        raise Refused(f"--region {region!r}: {problem}") from None


def _status(lines: Sequence[Line], *, strict: bool) -> int:
    bad = {"fail", "warn"} if strict else {"fail"}
    return _FAILS if any(line.level in bad for line in lines) else _FINE


def _tell(lines: Sequence[Line], *, as_json: bool) -> None:
    counts = Counter(line.level for line in lines)
    if as_json:
        document = {"lines": [asdict(line) for line in lines], "counts": counts}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for line in lines:
        told = Text(line.found)
        if line.remedy:
            told.append(f"\n-> {line.remedy}", "italic")
        table.add_row(Text(line.level, _STYLES[line.level]), line.subject, told)
    console = Console(highlight=False)
    console.print(table)
    sums = ", ".join(f"{counts[level]} {level}" for level in _STYLES if counts[level])
    console.print(f"\n{sums}")
