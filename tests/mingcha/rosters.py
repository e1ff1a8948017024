"""Delivered rosters, to be changed and imported again."""

import csv
from collections.abc import Mapping
from pathlib import Path

from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from tests.mingcha.command import Mingcha, Told

SHEETS = (
    "villages",
    "teams",
    "officials",
    "postings",
    "households",
    "designations",
    "inspectors",
)


def stored(mingcha: Mingcha) -> Mapping[str, int]:
    settings = read_settings(mingcha.environment)
    with Foundation.of(settings) as foundation, foundation.ledger.read() as book:
        return book.roster.counts()


def counted(told: Told) -> dict[str, dict[str, int]]:
    """The table of an import: sheet -> heading -> number."""
    heading, *rows = (line.split() for line in told.out.splitlines() if line)
    return {
        row[0]: dict(zip(heading[1:], map(int, row[1:]), strict=True))
        for row in rows
        if row and row[0] in SHEETS and len(row) == len(heading)
    }


def rows_of(folder: Path, sheet: str) -> list[dict[str, str]]:
    with (folder / f"{sheet}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def change(folder: Path, sheet: str, row: int, **cells: str) -> dict[str, str]:
    """Overwrites cells of the row (from 1, without the heading); gives the row as it was."""
    rows = rows_of(folder, sheet)
    before = dict(rows[row - 1])
    rows[row - 1].update(cells)
    write_rows(folder, sheet, rows)
    return before


def write_rows(folder: Path, sheet: str, rows: list[dict[str, str]]) -> None:
    folder.mkdir(exist_ok=True)
    with (folder / f"{sheet}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
