from pathlib import Path
from stat import S_IMODE

import pytest

from mingcha.cli.files import replacing, write_file
from mingcha.cli.refusal import Refused


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
