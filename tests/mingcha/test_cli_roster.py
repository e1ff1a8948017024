import csv
from pathlib import Path

import pytest

from storage.store import SchemaDiffers
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.mingcha.rosters import SHEETS, change, counted, rows_of, stored

BAD_NUMBER = "+861990000000123456"


def test_a_generated_roster_is_written_and_taken_as_it_is(mingcha: Mingcha, folder: Path) -> None:
    told = mingcha("roster", "import", str(folder))
    assert (told.status, told.err) == (0, "")
    for sheet, counts in counted(told).items():
        read = len(rows_of(folder, sheet))
        assert (counts["read"], counts["accepted"], counts["new"]) == (read, read, read)
        assert (counts["refused"], counts["changed"], counts["unchanged"]) == (0, 0, 0)
    assert set(counted(told)) == set(SHEETS)
    assert stored(mingcha)["teams"] == 3


def test_importing_again_changes_nothing(mingcha: Mingcha, folder: Path) -> None:
    mingcha("roster", "import", str(folder))
    before = stored(mingcha)
    again = mingcha("roster", "import", str(folder))
    assert again.status == 0
    for counts in counted(again).values():
        assert counts["unchanged"] == counts["read"]
        assert counts["new"] == counts["changed"] == counts["missing"] == 0
    assert stored(mingcha) == before


def test_a_bad_row_is_refused_and_the_rest_goes_in(mingcha: Mingcha, folder: Path) -> None:
    before = change(folder, "households", 2, phones=BAD_NUMBER)
    told = mingcha("roster", "import", str(folder))
    assert told.status == 1
    (refusal,) = [line for line in told.out.splitlines() if line.startswith("households, row 3")]
    assert refusal.startswith("households, row 3, phones: '•••56'")
    assert "too long" in refusal
    assert "Write one number" in refusal
    counts = counted(told)["households"]
    assert (counts["refused"], counts["accepted"]) == (1, counts["read"] - 1)
    assert stored(mingcha)["households"] == counts["accepted"]
    for personal in (BAD_NUMBER, before["name"], before["phones"]):
        assert personal not in told.out + told.err


def test_a_corrected_row_goes_in_at_the_next_import(mingcha: Mingcha, folder: Path) -> None:
    before = change(folder, "households", 2, phones=BAD_NUMBER)
    mingcha("roster", "import", str(folder))
    change(folder, "households", 2, phones=before["phones"])
    told = mingcha("roster", "import", str(folder))
    assert told.status == 0
    assert counted(told)["households"]["new"] == 1
    assert stored(mingcha)["households"] == len(rows_of(folder, "households"))


@EMBEDDED
def test_what_hangs_on_a_refused_row_is_refused_with_it(mingcha: Mingcha, folder: Path) -> None:
    official = change(folder, "officials", 1, phone="110")["official"]
    told = mingcha("roster", "import", str(folder))
    assert told.status == 1
    postings = [row for row in rows_of(folder, "postings") if row["official"] == official]
    assert counted(told)["postings"]["refused"] == len(postings) > 0
    assert "officials, row 2, phone:" in told.out
    assert "short or emergency number" in told.out


@EMBEDDED
def test_all_refusals_go_into_the_correction_file(
    mingcha: Mingcha, folder: Path, tmp_path: Path
) -> None:
    many = min(25, len(rows_of(folder, "households")))
    for row in range(1, many + 1):
        change(folder, "households", row, phones=BAD_NUMBER)
    correction = tmp_path / "refused.csv"
    told = mingcha("roster", "import", str(folder), "--refusals", str(correction))
    assert told.status == 1
    shown = [line for line in told.out.splitlines() if ", row " in line]
    assert len(shown) == 20
    with correction.open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    households = [row for row in listed if row["sheet"] == "households"]
    assert [row["row"] for row in households] == [str(row + 1) for row in range(1, many + 1)]
    assert {(row["column"], row["value_shown"]) for row in households} == {("phones", "•••56")}
    assert f"... and {len(listed) - 20} more; --refusals FILE writes all of them." in told.out
    assert BAD_NUMBER not in correction.read_text(encoding="utf-8-sig")


@EMBEDDED
def test_a_correction_file_that_cannot_be_written_stops_the_import(
    mingcha: Mingcha, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    nowhere = tmp_path / "file" / "refused.csv"
    told = mingcha("roster", "import", str(folder), "--refusals", str(nowhere))
    assert told.status == 2
    assert f"{nowhere}: it cannot be written (" in told.err
    assert stored(mingcha).get("teams", 0) == 0


@pytest.mark.parametrize("fault", ["no folder", "a sheet is missing", "a sheet is no text"])
def test_an_unreadable_folder_leaves_nothing_in_the_store(
    mingcha: Mingcha, folder: Path, fault: str
) -> None:
    if fault == "a sheet is missing":
        (folder / "teams.csv").unlink()
    if fault == "a sheet is no text":
        (folder / "teams.csv").write_bytes(b"\xff\xfe" + "team".encode("utf-16-le"))
    where = folder / "none" if fault == "no folder" else folder
    told = mingcha("roster", "import", str(where))
    assert (told.status, told.out.strip()) == (2, "")
    reason = {
        "no folder": "there is no such folder",
        "a sheet is missing": "teams.csv missing",
        "a sheet is no text": "save the sheet as CSV UTF-8",
    }[fault]
    assert told.err.startswith("mingcha: ")
    assert reason in told.err
    assert sum(stored(mingcha).values()) == 0


def test_a_database_that_was_never_migrated_is_refused_with_the_remedy(
    home: Path, folder: Path, empty_database: str
) -> None:
    mingcha = Mingcha({"MINGCHA_HOME": str(home), "MINGCHA_DATABASE_URL": empty_database})
    told = mingcha("roster", "import", str(folder))
    assert told.status == 2
    assert "run `mingcha migrate`" in told.err
    with pytest.raises(SchemaDiffers):
        stored(mingcha)


def test_the_same_seed_generates_the_same_roster_marked_as_synthetic(
    home: Path, tmp_path: Path
) -> None:
    mingcha = Mingcha({"MINGCHA_HOME": str(home)})
    files = []
    for name, seed in (("one", "5"), ("same", "5"), ("other", "6")):
        out = tmp_path / name
        made = mingcha("roster", "generate", "--out", str(out), "--teams", "2", "--seed", seed)
        assert made.status == 0
        assert "All people and numbers in it are invented" in made.out
        files.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert files[0] == files[1] != files[2]
    assert "SYNTHETIC.txt" in files[0]
    assert not home.exists()


@pytest.mark.parametrize(
    ("option", "value", "right"),
    [
        ("--places", "kunming", "expected invented or luquan"),
        ("--teams", "25", "Luquan has 24 places"),
        ("--teams", "0", "Invalid value for '--teams'"),
    ],
)
def test_a_roster_that_cannot_be_generated_is_refused(
    home: Path, tmp_path: Path, option: str, value: str, right: str
) -> None:
    wanted = {"--places": "luquan", "--teams": "3", option: value}
    arguments = [part for pair in wanted.items() for part in pair]
    out = tmp_path / "out"
    told = Mingcha({"MINGCHA_HOME": str(home)})("roster", "generate", "--out", str(out), *arguments)
    assert told.status == 2
    assert right in told.err
    assert not out.exists()


@EMBEDDED
def test_generated_sheets_never_overwrite_real_ones(mingcha: Mingcha, folder: Path) -> None:
    (folder / "SYNTHETIC.txt").unlink()
    told = mingcha("roster", "generate", "--out", str(folder))
    assert told.status == 2
    assert str(folder) in told.err
    assert "choose another folder" in told.err
