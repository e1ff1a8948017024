"""The project as it is delivered: the files that git knows, without what was installed or made."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def delivered_to(folder: Path) -> Path:
    """A copy of the project's own files in `folder`, as a fresh clone has them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder
