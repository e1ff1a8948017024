"""Brings the revisions of the programme's own questions up to their workbooks.

python -m tests.documents.renew_sets
"""

from pathlib import Path

from documents.question_sets import question_set
from documents.xlsform import convert
from inspection.question_set import SETS

FOLDER = Path(__file__).parents[2] / "inspection" / "sets"


def renew(folder: Path = FOLDER) -> None:
    folder.mkdir(exist_ok=True)
    for name in SETS.values():
        (folder / f"{name}.xml").write_bytes(convert(question_set(name)).xml)


if __name__ == "__main__":
    renew()
