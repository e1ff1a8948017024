"""The programme's own question sets: workbooks that are shipped with it.

They stand in `documents/forms`, in Chinese and English, and are written as any office would write
its own; their columns are explained in docs/forms.md.
"""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

_FOLDER = "forms"

QUESTION_SETS: Mapping[str, str] = {
    "villager": "asked of a household, by phone",
    "official": "asked of an official at a spot check",
    "work_log": "an official's day, in a few words",
    "leave": "an official's request for leave",
    "visit_report": "what an inspector found on a drawn visit",
}
"""Name -> what it is for."""


def question_set(name: str) -> Path:
    """The workbook, as Markdown tables. Raises KeyError for a name that is none of them."""
    if name not in QUESTION_SETS:
        raise KeyError(
            f"there is no question set {name!r}; expected one of {', '.join(QUESTION_SETS)}"
        )
    return Path(str(files("documents"))) / _FOLDER / f"{name}.md"
