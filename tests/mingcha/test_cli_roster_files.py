"""The register as files: what goes out comes in again, and what was refused can be corrected."""

import stat
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.mingcha.rosters import change, counted, rows_of, stored

WHY = "handover to the new office"


@pytest.fixture
def imported(mingcha: Mingcha, folder: Path) -> Path:
    assert mingcha("roster", "import", str(folder)).status == 0
    return folder


def private(path: Path) -> bool:
    return stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def log_of(mingcha: Mingcha, act: str) -> list[str]:
    """What the audit log's entries of that act are about."""
    settings = read_settings(mingcha.environment)
    with Foundation.of(settings) as foundation, foundation.ledger.read() as book:
        numbers = range(1, book.audit.newest().index + 1)
        entries = [book.audit.proof(number).entry for number in numbers]
    return [str(entry["about"]) for entry in entries if entry["act"] == act]


def opened(path: Path) -> dict[str, Any]:
    """Sheets by their English name."""
    return {page.title.split()[-1]: page for page in load_workbook(path).worksheets}


@pytest.mark.parametrize("out", ["out.xlsx", "out"])
def test_an_export_is_imported_again_without_any_change(
    mingcha: Mingcha, imported: Path, tmp_path: Path, out: str
) -> None:
    before = stored(mingcha)
    made = mingcha("roster", "export", str(tmp_path / out), "--reason", WHY)
    assert made.status == 0
    assert "Everybody in it is invented, and marked so." in made.out
    files = [tmp_path / out, *(tmp_path / out).glob("*")]
    assert all(private(path) for path in files)
    told = mingcha("roster", "import", str(tmp_path / out))
    assert told.status == 0
    for sheet, counts in counted(told).items():
        assert counts["unchanged"] == counts["read"] == before[sheet]
        assert counts["new"] == counts["changed"] == counts["missing"] == 0
    (noted,) = log_of(mingcha, "roster exported")
    assert noted == f"region=all day=now reason={WHY}"


@EMBEDDED
def test_an_export_makes_the_same_register_elsewhere(
    mingcha: Mingcha, imported: Path, tmp_path: Path
) -> None:
    mingcha("roster", "export", str(tmp_path / "out.xlsx"), "--reason", WHY, "--language", "en")
    other = Mingcha({"MINGCHA_HOME": str(tmp_path / "other")})
    assert other("roster", "import", str(tmp_path / "out.xlsx")).status == 0
    assert stored(other) == stored(mingcha)
    again = other("roster", "import", str(imported))
    assert all(counts["unchanged"] == counts["read"] for counts in counted(again).values())


@EMBEDDED
def test_an_export_of_a_region_holds_what_belongs_there_and_is_whole(
    mingcha: Mingcha, imported: Path, tmp_path: Path
) -> None:
    village = rows_of(imported, "villages")[0]["code"]
    region = ["--region", village, "--reason", WHY]
    assert mingcha("roster", "export", str(tmp_path / "out"), *region).status == 0
    assert [row["code"] for row in rows_of(tmp_path / "out", "villages")] == [village]
    assert {row["village"] for row in rows_of(tmp_path / "out", "households")} == {village}
    other = Mingcha({"MINGCHA_HOME": str(tmp_path / "other")})
    assert other("roster", "import", str(tmp_path / "out")).status == 0


@EMBEDDED
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--reason", " "], "--reason: it is empty"),
        (["--reason", "for 13800138000"], "leave telephone and identity numbers out"),
        (["--reason", WHY, "--region", "53x"], "--region: "),
        (["--reason", WHY, "--region", "11"], "no village in region 11"),
        (["--reason", WHY, "--day", "2999-01-01"], "that day has not come"),
        (["--reason", WHY, "--day", "2020-01-01"], "no village in the register then"),
        (["--reason", WHY, "--language", "fr"], "expected zh or en"),
        ([], "Missing option '--reason'"),
    ],
)
def test_an_export_that_makes_no_sense_writes_nothing(
    mingcha: Mingcha, imported: Path, tmp_path: Path, arguments: list[str], reason: str
) -> None:
    told = mingcha("roster", "export", str(tmp_path / "out.xlsx"), *arguments)
    assert told.status == 2
    assert reason in told.err
    assert not (tmp_path / "out.xlsx").exists()


@EMBEDDED
@pytest.mark.parametrize("place", ["roster", "out.csv", "file/out.xlsx"])
def test_an_export_never_overwrites_a_folder_or_goes_where_it_cannot(
    mingcha: Mingcha, imported: Path, tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").touch()
    before = {path.name: path.read_bytes() for path in imported.iterdir()}
    told = mingcha("roster", "export", str(tmp_path / place), "--reason", WHY)
    assert told.status == 2
    assert str(tmp_path / place) in told.err
    assert {path.name: path.read_bytes() for path in imported.iterdir()} == before


@EMBEDDED
def test_the_refused_rows_come_as_a_workbook_that_is_corrected_and_imported_alone(
    mingcha: Mingcha, folder: Path, tmp_path: Path
) -> None:
    whole = {sheet: len(rows_of(folder, sheet)) for sheet in ("officials", "postings")}
    right = change(folder, "officials", 1, phone="110")
    correction = tmp_path / "refused.xlsx"
    told = mingcha("roster", "import", str(folder), "--refusals", str(correction))
    assert told.status == 1
    assert f"The refused rows with their reasons are in {correction}." in told.out
    assert private(correction)
    book = load_workbook(correction)
    assert "SYNTHETIC" in book.sheetnames
    page = book["officials"]
    heading, row = [[cell.value for cell in line] for line in page.iter_rows()]
    assert row[:3] == [right["official"], right["name"], "110"]
    beside = dict(zip(heading[-3:], row[-3:], strict=True))
    assert beside["原行号 refused row"] == "2"
    assert beside["拒绝原因 refused because"] == "phone: a short or emergency number"
    assert "short or emergency" in page["C2"].comment.text
    page["C2"] = right["phone"]
    book.save(correction)
    corrected = mingcha("roster", "import", str(correction))
    assert corrected.status == 0
    assert {sheet: stored(mingcha)[sheet] for sheet in whole} == whole
    assert "ignored" not in corrected.out


@EMBEDDED
def test_a_correction_of_csv_stays_inert_and_is_refused_again_until_it_is_corrected(
    mingcha: Mingcha, folder: Path, tmp_path: Path
) -> None:
    right = change(folder, "officials", 2, name="=HYPERLINK(1)")
    assert mingcha("roster", "import", str(folder), "--refusals", str(tmp_path / "c")).status == 1
    (row,) = rows_of(tmp_path / "c", "officials")
    assert row["name"] == "'=HYPERLINK(1)"
    assert row["phone"] == f"'{right['phone']}"
    again = mingcha("roster", "import", str(tmp_path / "c"))
    assert counted(again)["officials"]["refused"] == 1
    assert "begins like a spreadsheet formula" in again.out
    change(tmp_path / "c", "officials", 1, name=right["name"])
    assert mingcha("roster", "import", str(tmp_path / "c")).status == 0


@EMBEDDED
def test_a_sheet_that_was_refused_whole_is_corrected_whole(
    mingcha: Mingcha, folder: Path, tmp_path: Path
) -> None:
    text = (folder / "officials.csv").read_text(encoding="utf-8-sig")
    (folder / "officials.csv").write_text(text.replace("phone", "fon", 1), encoding="utf-8")
    correction = tmp_path / "refused.xlsx"
    told = mingcha("roster", "import", str(folder), "--refusals", str(correction))
    assert told.status == 1
    page = opened(correction)["officials"]
    assert page.max_row - 1 == text.count("\n") - 1
    assert "a required column is missing" in page["G2"].value
    assert {"officials", "postings", "designations"} <= set(opened(correction))


@EMBEDDED
def test_without_refused_rows_no_correction_is_written(
    mingcha: Mingcha, folder: Path, tmp_path: Path
) -> None:
    told = mingcha("roster", "import", str(folder), "--refusals", str(tmp_path / "none.xlsx"))
    assert told.status == 0
    assert "No row was refused:" in told.out
    assert not (tmp_path / "none.xlsx").exists()


@EMBEDDED
def test_whoever_does_not_ask_for_the_refused_rows_is_told_how_to_get_them(
    mingcha: Mingcha, folder: Path
) -> None:
    change(folder, "officials", 1, phone="110")
    told = mingcha("roster", "import", str(folder))
    assert f"mingcha roster import {folder} --dry-run --refusals refused.xlsx" in told.out


@EMBEDDED
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_is_filled_in_and_imported(
    mingcha: Mingcha, folder: Path, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "template.xlsx"
    told = mingcha("roster", "template", str(path), "--language", language)
    assert told.status == 0
    (folder / "SYNTHETIC.txt").unlink()
    book: Workbook = load_workbook(path)
    for page in book.worksheets[1:]:
        sheet = next(name for name in page.title.split() if name.isascii())
        for row in rows_of(folder, sheet):
            page.append(list(row.values()))
    book.save(path)
    filled = mingcha("roster", "import", str(path))
    assert filled.status == 0
    assert all(counts["new"] == counts["read"] > 0 for counts in counted(filled).values())
    assert "not read" not in filled.out


@EMBEDDED
def test_a_template_holds_no_row_explains_itself_and_offers_what_can_be_chosen(
    mingcha: Mingcha, tmp_path: Path
) -> None:
    mingcha("roster", "template", str(tmp_path / "t.xlsx"))
    guide, *pages = load_workbook(tmp_path / "t.xlsx").worksheets
    assert guide.title == "说明"
    assert guide["A1"].value == "名册填写说明"
    assert [page.max_row for page in pages] == [1] * 7
    by_name = {page.title.split()[-1]: page for page in pages}
    assert all(cell.comment for page in pages for cell in page[1])
    choices = {
        str(one.sqref): one.formula1
        for page in (by_name["postings"], by_name["households"])
        for one in page.data_validations.dataValidation
    }
    assert choices["C2:C50001"] == '"队长,队员"'
    assert choices["A2:A50001"] == "'干部 officials'!$A$2:$A$50001"
    assert choices["F2:F50001"] == '"是,否"'
    assert by_name["villages"].column_dimensions["A"].number_format == "@"


@EMBEDDED
def test_a_template_has_the_name_of_a_workbook(mingcha: Mingcha, tmp_path: Path) -> None:
    told = mingcha("roster", "template", str(tmp_path / "t.csv"))
    assert told.status == 2
    assert "give a name that ends in .xlsx" in told.err


@EMBEDDED
def test_no_command_overwrites_a_workbook(mingcha: Mingcha, imported: Path, tmp_path: Path) -> None:
    change(imported, "officials", 1, phone="110")
    work = tmp_path / "work.xlsx"
    work.write_bytes(b"hours of corrections")
    for command in (
        ["import", str(imported), "--refusals", str(work)],
        ["export", str(work), "--reason", WHY],
        ["template", str(work)],
    ):
        told = mingcha("roster", *command)
        assert told.status == 2
        assert "may hold somebody's work; give another name" in told.err
    assert work.read_bytes() == b"hours of corrections"
