"""A roster as a folder of CSV files, as offices really save them."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.generator.county import generate
from documents.roster.delivery import load
from documents.roster.encoding import EncodingUnclear, decoded
from documents.roster.folder import MARKER, read_folder, write_folder
from documents.roster.table import TableUnreadable, sheet_of
from documents.roster.unreadable import RosterUnreadable
from inspection.refusal import Refusal
from inspection.roster import Checked
from inspection.sheet import Sheets
from telephony.numbering import PhoneNumbering

OFFICIALS = "official,name,phone\r\nO1,欧阳明华,19900000001\r\nO2,司马志强,19900000002\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A right roster of three villages; its officials sheet is there to be spoiled."""
    made = tmp_path / "roster"
    write_folder(generate(teams=3, seed=1), made)
    for dependent in ("designations.csv", "postings.csv"):
        (made / dependent).unlink()
    (made / "postings.csv").write_bytes(b"official,team,role,from\n")
    (made / "officials.csv").write_bytes(OFFICIALS.encode())
    return made


def loaded(folder: Path) -> Checked:
    return load(folder, numbering=PhoneNumbering())


def with_officials(folder: Path, raw: bytes) -> Checked:
    (folder / "officials.csv").write_bytes(raw)
    return loaded(folder)


def unreadable(folder: Path, raw: bytes) -> str:
    with pytest.raises(RosterUnreadable) as caught:
        with_officials(folder, raw)
    return str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [
        OFFICIALS.encode(),
        codecs.BOM_UTF8 + OFFICIALS.encode(),
        OFFICIALS.encode("gb18030"),
        OFFICIALS.replace("\r\n", "\n").encode(),
        OFFICIALS.replace("\r\n", "\r").encode(),
        OFFICIALS.replace("official,name", " Official ,NAME").encode(),
        OFFICIALS.replace("official,name,phone", "official,name,phone,,").encode(),
    ],
    ids=["utf-8", "bom", "gb18030", "lf", "cr", "header in capitals", "empty columns"],
)
def test_the_same_sheet_is_read_however_it_was_saved(folder: Path, raw: bytes) -> None:
    result = with_officials(folder, raw)
    assert [official.name for official in result.roster.officials] == ["欧阳明华", "司马志强"]
    assert result.refusals == ()
    assert result.ignored == {}


def test_rows_are_numbered_as_a_spreadsheet_shows_them(folder: Path) -> None:
    text = 'official,name,phone\n\n,,\nO1,"欧阳\n明华",19900000001\n  ,\nO2,司马志强,7\n'
    result = with_officials(folder, text.encode())
    assert [official.name for official in result.roster.officials] == ["欧阳 明华"]
    assert [refusal.row for refusal in result.refusals] == [6]
    assert result.counts["officials"].read == 2


def test_a_short_row_has_empty_cells(folder: Path) -> None:
    result = with_officials(folder, b"official,name,phone,unit\nO1,Ann Li,19900000001\nO2\n")
    assert [official.official for official in result.roster.officials] == ["O1"]
    assert [(r.row, r.column) for r in result.refusals] == [(3, "name"), (3, "phone")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("O1,Li, Ann,19900000001", "more cells than the header, which has 3"),
        (f"O1,{'x' * 10_001},19900000001", "more than 10,000 characters"),
        ("O1,Ann\0Li,19900000001", "a NUL character"),
    ],
)
def test_a_misshapen_row_is_refused_once_and_the_others_go_in(
    folder: Path, row: str, reason: str
) -> None:
    text = f"official,name,phone\n{row}\nO2,Bo Wang,19900000002\n"
    result = with_officials(folder, text.encode())
    assert [(refusal.sheet, refusal.row) for refusal in result.refusals] == [("officials", 2)]
    assert reason in result.refusals[0].reason
    assert [official.official for official in result.roster.officials] == ["O2"]


def test_a_damaged_byte_is_named_with_its_place_and_never_guessed(folder: Path) -> None:
    raw = OFFICIALS.encode()
    at = raw.index("司马".encode()) + 1
    said = unreadable(folder, raw[:at] + b"\xff" + raw[at + 1 :])
    assert "officials.csv" in said
    assert f"byte {at} (line 3) is no UTF-8" in said


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "officials.csv: it is empty"),
        (b"\n , \n", "officials.csv: it is empty"),
        (OFFICIALS.encode("gb18030") + b"O3,\xff\xff,1\n", "byte 75 (line 4) is no UTF-8"),
        (OFFICIALS.encode("utf-16"), "it is UTF-16, which is not read"),
        (b'official,name,phone\nO1,"Ann,1\nO2,Bo,2\n', "row 2 has a quotation mark"),
        (b'official,name,phone\nO1,"Ann"x,1\n', "row 2 has a quotation mark"),
        (b'official,name,phone\nO1,"' + b"x" * 200_000 + b'",1\n', "more than 131,072 characters"),
    ],
)
def test_a_file_that_is_no_table_stops_the_import_with_its_reason(
    folder: Path, raw: bytes, said: str
) -> None:
    assert said in unreadable(folder, raw)


@given(st.binary(max_size=200))
def test_any_bytes_are_either_a_sheet_or_refused(raw: bytes) -> None:
    try:
        sheet = sheet_of("officials", decoded(raw))
    except (EncodingUnclear, TableUnreadable):
        return
    assert all(len(row.cells) <= len(sheet.columns) for row in sheet.rows)


def test_a_folder_without_any_sheet_says_what_a_roster_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello", encoding="utf-8")
    with pytest.raises(RosterUnreadable, match=r"a roster is a folder with villages\.csv, teams"):
        read_folder(tmp_path)
    with pytest.raises(RosterUnreadable, match="there is no such folder"):
        read_folder(tmp_path / "absent")


def test_a_missing_sheet_is_named_unless_it_may_be_missing(folder: Path) -> None:
    (folder / "inspectors.csv").unlink()
    assert loaded(folder).refusals == ()
    (folder / "teams.csv").unlink()
    with pytest.raises(RosterUnreadable, match=r"teams\.csv missing"):
        read_folder(folder)


def test_file_names_in_capitals_are_the_same_sheets(folder: Path) -> None:
    (folder / "officials.csv").rename(folder / "Officials.CSV")
    assert len(loaded(folder).roster.officials) == 2


def test_the_marker_makes_everybody_synthetic_and_its_absence_nobody(folder: Path) -> None:
    assert loaded(folder).roster.synthetic
    assert all(household.synthetic for household in loaded(folder).roster.households)
    (folder / MARKER).rename(folder / "synthetic.md")
    assert loaded(folder).roster.synthetic
    (folder / "synthetic.md").unlink()
    assert not loaded(folder).roster.synthetic
    assert not any(household.synthetic for household in loaded(folder).roster.households)


def test_synthetic_sheets_never_replace_real_ones(folder: Path) -> None:
    synthetic = generate(teams=1, seed=2)
    write_folder(synthetic, folder)
    (folder / MARKER).unlink()
    with pytest.raises(FileExistsError, match="holds a real roster"):
        write_folder(synthetic, folder)
    write_folder(Sheets(sheets=synthetic.sheets, synthetic=False), folder)
    (folder / MARKER).touch()
    with pytest.raises(FileExistsError, match="holds a synthetic roster"):
        write_folder(Sheets(sheets=synthetic.sheets, synthetic=False), folder)


def test_progress_is_told_for_reading_and_for_checking(folder: Path) -> None:
    told: list[tuple[str, str, int, int]] = []
    load(
        folder,
        numbering=PhoneNumbering(),
        on_progress=lambda stage, sheet, done, total: told.append((stage, sheet, done, total)),
    )
    assert ("reading", "officials", 2, 2) in told
    assert ("checking", "officials", 2, 2) in told
    assert all(done <= total for _, _, done, total in told)


def test_importing_twice_reads_the_same(folder: Path) -> None:
    assert loaded(folder) == loaded(folder)


def test_no_message_about_a_folder_shows_a_name_or_a_number(folder: Path) -> None:
    canary, number = "欧阳明华", "19900000001"
    cells = f"O1,{canary},{number}"
    spoiled = (
        f"official,name,phone\n{cells},{canary}\n",
        f"official,name,phone\nO1,{number},{canary}\n",
        f"{cells}\n{cells}\n",
        f"name,official,phone\n{cells}\n{number},{canary},\n",
    )
    for text in spoiled:
        result = with_officials(folder, text.encode())
        said = "".join(_texts(result.refusals)) + str(result.ignored)
        assert canary not in said
        assert number not in said
    for raw in (f'{cells}"\n"'.encode(), f"{cells}\n".encode() + b"\xff"):
        said = unreadable(folder, raw)
        assert canary not in said
        assert number not in said


def _texts(refusals: tuple[Refusal, ...]) -> list[str]:
    return [f"{refusal} {refusal!r}" for refusal in refusals]
