"""The list of refused rows as a file."""

import csv
from pathlib import Path

import pytest

from documents.roster.correction import listed
from documents.roster.inert import inert
from inspection.refusal import Refusal


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\r=1"])
def test_nothing_in_an_export_is_ever_calculated(formula: str) -> None:
    assert inert(formula) == f"'{formula}"


@pytest.mark.parametrize("plain", ["", "O1", "欧•••", "5.30128E+11", "a=b", "7"])
def test_plain_text_stays_as_it_is(plain: str) -> None:
    assert inert(plain) == plain


def test_every_refusal_is_a_line_that_a_spreadsheet_can_open(tmp_path: Path) -> None:
    path = tmp_path / "refused.csv"
    refusal = Refusal(
        sheet="villages",
        row=7,
        column="name",
        value_shown="=•••",
        reason='it begins like a "formula"',
        remedy="write plain text,\nthen save",
    )
    path.write_bytes(listed([refusal]))
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, line = csv.reader(file)
    assert header == ["sheet", "row", "column", "value_shown", "reason", "remedy"]
    assert line == ["villages", "7", "name", "'=•••", refusal.reason, refusal.remedy]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_no_refusal_leaves_a_header_alone(tmp_path: Path) -> None:
    path = tmp_path / "refused.csv"
    path.write_bytes(listed([]))
    assert path.read_text(encoding="utf-8-sig") == "sheet,row,column,value_shown,reason,remedy\n"
