"""The forms of the tests, as workbooks in Markdown and as the XForms that they become."""

from functools import cache
from pathlib import Path

from pyxform.xls2xform import convert

FORMS = Path(__file__).parents[1] / "forms"


def form_names() -> list[str]:
    return sorted(path.stem for path in FORMS.glob("*.md"))


@cache
def xform_of(name: str) -> str:
    return xform((FORMS / f"{name}.md").read_text(encoding="utf-8"))


def xform(markdown: str) -> str:
    """The XForm XML of a workbook written as Markdown tables."""
    return str(convert(markdown, file_type=".md").xform)


def survey(*rows: str, head: str = "type | name | label", choices: tuple[str, ...] = ()) -> str:
    """A small form; `rows` and `choices` have their cells parted by bars."""
    lines = ["| survey |", *(f"| | {row} |" for row in (head, *rows))]
    if choices:
        lines += [
            "| choices |",
            *(f"| | {row} |" for row in ("list_name | name | label", *choices)),
        ]
    return xform("\n".join(lines))
