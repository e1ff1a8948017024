"""The forms of the tests, as workbooks in Markdown and as the XForms that they become."""

import re
from functools import cache
from pathlib import Path

from pyxform.xls2xform import convert as convert_sheets

from documents.xlsform import convert

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "tests/forms", ROOT / "documents/forms")
"""The forms written for each construct, and those of the product."""
_UNSEEDED = re.compile(r'nodeset="randomize\(([^,"]*?\]?)\)"')


def form_names() -> list[str]:
    return sorted(path.stem for folder in FOLDERS for path in folder.glob("*.md"))


@cache
def xform_of(name: str) -> str:
    """A shuffle without a seed is given one, the same for both engines."""
    (path,) = (path for folder in FOLDERS if (path := folder / f"{name}.md").exists())
    return _UNSEEDED.sub(r'nodeset="randomize(\1, 20260302)"', convert(path).xml.decode())


def survey(*rows: str, head: str = "type | name | label", choices: tuple[str, ...] = ()) -> str:
    """A small form; `rows` and `choices` have their cells parted by bars."""
    lines = ["| survey |", *(f"| | {row} |" for row in (head, *rows))]
    if choices:
        lines += [
            "| choices |",
            *(f"| | {row} |" for row in ("list_name | name | label", *choices)),
        ]
    return str(convert_sheets("\n".join(lines), file_type=".md").xform)
