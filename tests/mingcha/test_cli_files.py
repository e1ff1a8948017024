import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_IMODE

import pytest

from inspection.roster_sheets import sheets_of
from mingcha.cli.files import replacing, write_file
from mingcha.cli.refusal import Refused
from mingcha.cli.roster_files import write_sheets
from tests.scenarios.town import SUNDAY, small_roster


def test_what_is_written_takes_the_place_of_an_older_file(tmp_path: Path) -> None:
    file = tmp_path / "notice.html"
    file.write_bytes(b"older and longer")
    write_file(file, b"new", private=True)
    assert file.read_bytes() == b"new"
    assert S_IMODE(file.stat().st_mode) == 0o600


def test_a_link_is_written_through_and_stays(tmp_path: Path) -> None:
    """/dev/stdout is one: whoever may remove it must not."""
    behind, link = tmp_path / "behind", tmp_path / "link"
    link.symlink_to(behind)
    write_file(link, b"first")
    with replacing("--out", link) as page:
        page.write("second")
    assert link.is_symlink()
    assert behind.read_bytes() == b"second"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    refused = pytest.raises(Refused, match=r"--out .*: it cannot be written \(Is a directory\)")
    with refused, replacing("--out", tmp_path) as page:
        page.write("nothing")
    with pytest.raises(Refused, match="it cannot be written"):
        write_file(tmp_path, b"nothing")


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file gets longer until the end of the block: it ends in the middle of what is written."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_whoever_comes_to_an_end_in_the_middle_leaves_the_former_file_or_none(
    tmp_path: Path,
) -> None:
    former, fresh = tmp_path / "former.xlsx", tmp_path / "fresh.xlsx"
    write_file(former, b"all of it")
    for file in (former, fresh):
        with room_for(100), pytest.raises(Refused, match=r"cannot be written \(File too large\)"):
            write_file(file, bytes(1000))
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [
        ("former.xlsx", b"all of it")
    ]


def test_what_somebody_left_who_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / ".register.xlsx.new").write_bytes(b"half")
    write_file(tmp_path / "register.xlsx", b"whole", private=True)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [
        ("register.xlsx", b"whole")
    ]


@pytest.mark.parametrize("out", ["register.xlsx", "register"])
def test_a_register_that_was_half_written_is_written_anew(tmp_path: Path, out: str) -> None:
    place, sheets = tmp_path / out, sheets_of(small_roster(), "en")
    with room_for(100), pytest.raises(Refused, match="cannot be written"):
        write_sheets(place, sheets, "en", SUNDAY)
    assert list(tmp_path.iterdir()) == []
    left = tmp_path / f".{out}.new"
    left.touch() if place.suffix else (left / "half").mkdir(parents=True)
    write_sheets(place, sheets, "en", SUNDAY)
    assert list(tmp_path.iterdir()) == [place]
    assert S_IMODE(place.stat().st_mode) & 0o077 == 0
