"""Bad input, end to end: the status, a clear message, and a register with nothing half written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart

from tests.documents.workbooks import saved, with_part
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.mingcha.rosters import counted, stored

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
Make = Callable[[Path], object]


def _chart_alone(path: Path) -> None:
    book = Workbook()
    book.create_chartsheet("officials").add_chart(BarChart())
    book.remove(book.worksheets[0])
    book.save(path)


def _bomb(path: Path) -> None:
    with_part(saved(path), "xl/sharedStrings.xml", b"<sst>" + b" " * 50_000_000 + b"</sst>")


def _entities(path: Path) -> None:
    text = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'
    with_part(saved(path), "xl/sharedStrings.xml", text)


WHOLE: dict[str, tuple[Make, str]] = {
    "a folder without sheets": (Path.mkdir, "a roster is a folder with villages.csv"),
    "an empty file": (Path.touch, "the file is empty"),
    "an empty workbook": (lambda path: Workbook().save(path), "its sheets are: Sheet"),
    "a chart alone": (_chart_alone, "its sheets are: officials"),
    "a password": (
        lambda path: path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le")),
        "protected by a password; open it, remove the password",
    ),
    "an old workbook": (lambda path: path.write_bytes(OLE), "Excel 97-2003"),
    "a renamed csv": (lambda path: path.write_text("team,village\n"), "it is no workbook but text"),
    "a bomb": (_bomb, "unpacks to"),
    "entities": (_entities, "declares a document type"),
    "nothing": (lambda path: None, "there is no such file"),
}


@EMBEDDED
@pytest.mark.parametrize("fault", WHOLE)
def test_what_is_no_roster_is_refused_whole_with_what_to_do(
    mingcha: Mingcha, tmp_path: Path, fault: str
) -> None:
    make, reason = WHOLE[fault]
    path = tmp_path / "delivered.xlsx"
    make(path)
    told = mingcha("roster", "import", str(path))
    assert (told.status, told.out.strip()) == (2, "")
    assert told.err.startswith(f"mingcha: {path}: ")
    assert reason in told.err
    assert sum(stored(mingcha).values()) == 0


def _formula(book: Workbook) -> None:
    book["officials"]["B2"] = "=A2"


def _merged(book: Workbook) -> None:
    book["officials"].merge_cells("E2:E3")


def _day_number(book: Workbook) -> None:
    book["officials"]["C2"] = 45_660


def _two_codes(book: Workbook) -> None:
    book["officials"]["A3"] = book["officials"]["A2"].value


def _one_number(book: Workbook) -> None:
    book["officials"]["C3"] = book["officials"]["C2"].value


def _long(book: Workbook) -> None:
    book["officials"]["E2"] = "x" * 30_000


def _heading_twice(book: Workbook) -> None:
    book["officials"]["D1"] = "Phone"


ROWS: dict[str, tuple[Callable[[Workbook], None], int, str]] = {
    "a formula": (_formula, 1, "officials, row 2, column B, name: '=•••' the cell holds a formula"),
    "merged cells": (_merged, 2, "officials, row 3, column E, unit: the cells E2:E3 are merged"),
    "a number of no telephone": (_day_number, 1, "officials, row 2, column C, phone:"),
    "one code twice": (_two_codes, 1, "row 2 already has the same key"),
    "one number twice": (_one_number, 1, "officials, row 2, already has this number"),
    "a long cell": (_long, 1, "a cell has more than 10,000 characters"),
    "one heading twice": (_heading_twice, 8, "the header names a column twice"),
}


@EMBEDDED
@pytest.mark.parametrize("fault", ROWS)
def test_what_is_wrong_in_a_row_is_told_by_its_cell_and_the_rest_goes_in(
    mingcha: Mingcha, tmp_path: Path, fault: str
) -> None:
    spoil, refused, reason = ROWS[fault]
    told = mingcha("roster", "import", str(saved(tmp_path / "delivered.xlsx", spoil)))
    assert (told.status, told.err) == (1, "")
    assert reason in told.out
    counts = counted(told)["officials"]
    assert (counts["refused"], counts["read"]) == (refused, 8)
    assert stored(mingcha)["officials"] == counts["accepted"] == 8 - refused
    assert stored(mingcha)["villages"] == 2
