"""Files that are no workbook, or one made to do harm: refused before anything opens them."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook

from documents.roster.unreadable import RosterUnreadable
from tests.documents.workbooks import loaded, saved, with_part

SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<si><t>&b;</t></si></sst>"
)


def said(path: Path) -> str:
    with pytest.raises(RosterUnreadable) as caught:
        loaded(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLE + b"\0" * 600, "a workbook of Excel 97-2003"),
        ("编码,村名\n".encode(), "no workbook but text"),
        (b"\x7fELF\0\0\0", "it is no workbook"),
        (b"PK\x03\x04 and nothing after it", "damaged or was not copied completely"),
    ],
)
def test_a_file_that_is_no_workbook_is_told_what_it_is(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)
    assert reason in said(path)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("Index/Document.iwa", "a Numbers document"),
        ("content.xml", "an OpenDocument file"),
        ("xl/workbook.bin", "a binary workbook"),
        ("letter.txt", "an archive, and no workbook"),
    ],
)
def test_another_kind_of_archive_is_told_what_it_is(tmp_path: Path, part: str, reason: str) -> None:
    path = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    assert reason in said(path)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("roster.xls", "Excel 97-2003"),
        ("roster.csv", "a single CSV is one sheet"),
        ("roster.numbers", "Numbers"),
        ("roster.xlsm", "macros"),
        ("roster.docx", "neither a folder nor a workbook"),
    ],
)
def test_another_kind_of_file_is_refused_with_what_to_do(
    tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert reason in said(tmp_path / name)


def test_a_cell_of_fifty_megabytes_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = saved(tmp_path / "roster.xlsx")
    text = b"<sst><si><t>" + b"x" * 50_000_000 + b"</t></si></sst>"
    with_part(path, "xl/sharedStrings.xml", text)
    assert path.stat().st_size < 200_000
    assert "a cell filled with one repeated character" in said(path)


def test_a_part_that_is_too_large_is_refused_by_its_announced_size(tmp_path: Path) -> None:
    path = saved(tmp_path / "roster.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        content = b"\0" * 65_000_000
        archive.writestr("xl/worksheets/sheet99.xml", content, zipfile.ZIP_DEFLATED)
    assert "unpacks to 65 MB, and at most 64 MB are read" in said(path)


def test_too_many_parts_and_too_much_in_all_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "roster.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(1_001):
            archive.writestr(f"xl/media/{number}.png", b"")
    assert "parts, and at most 1,000 are read" in said(path)


def test_a_file_of_more_than_fifty_megabytes_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    assert "it has 50 MB, and at most 50 MB are read" in said(path)


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", SHEET, "xl/workbook.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_declares_entities_is_refused_in_any_encoding(
    tmp_path: Path, part: str, encoding: str
) -> None:
    path = saved(tmp_path / "roster.xlsx")
    text = BOMB.decode().replace("?>", f' encoding="{encoding}"?>', 1)
    with_part(path, part, text.encode(encoding))
    assert f"{part} in it declares a document type" in said(path)


@pytest.mark.parametrize(
    ("part", "content", "reason"),
    [
        (SHEET, b"<worksheet><sheetData>", f"{SHEET} in it is damaged"),
        ("xl/workbook.xml", b"<workbook/>", "villages, 工作队 teams"),
        ("[Content_Types].xml", b"<Types/>", "can't be read as a workbook (OSError)"),
        (SHEET, b'<worksheet xmlns="http://x"/>', "sheet villages is empty"),
    ],
)
def test_a_damaged_part_is_refused_without_a_word_of_what_it_holds(
    tmp_path: Path, part: str, content: bytes, reason: str
) -> None:
    assert reason in said(with_part(saved(tmp_path / "roster.xlsx"), part, content))


def test_an_archive_that_lies_about_its_sizes_is_damaged(tmp_path: Path) -> None:
    path = saved(tmp_path / "roster.xlsx")
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = (7).to_bytes(4, "little")
    path.write_bytes(raw)
    assert "in it is damaged" in said(path)


def test_a_workbook_without_a_sheet_of_the_roster_is_told_what_one_is(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Data").write_row(0, 0, [1, 2])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Data!$A$1:$B$1"})
        book.add_chartsheet("officials").set_chart(chart)
    message = said(path)
    assert "every sheet" not in message
    assert "村 villages, 工作队 teams" in message
    assert "its sheets are: Data, officials" in message
    assert "`mingcha roster template`" in message


def test_a_cell_far_beside_the_table_is_refused(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        book["teams"]["XFD1"] = "x"

    assert "sheet teams: a cell in column XFD is filled" in said(
        saved(tmp_path / "roster.xlsx", spoil)
    )


def test_a_sheet_formatted_to_its_very_end_is_read_quickly(tmp_path: Path) -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="0"/></row>' % (at, at) for at in range(900_000, 1_048_577)
    )
    path = saved(tmp_path / "roster.xlsx")
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    sheet += b'<dimension ref="A1:A1048576"/>'
    with_part(path, SHEET, sheet + b"<sheetData>" + rows + b"</sheetData></worksheet>")
    assert "sheet villages is empty" in said(path)
