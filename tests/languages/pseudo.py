"""A third language for tests: English in brackets with accents, so that it is read yet differs."""

import re
import shutil
from pathlib import Path

from documents.question_sets import question_set
from documents.xlsform import convert
from inspection.catalogue import DOMAIN
from inspection.question_set import SETS
from tests.languages.catalogues import (
    ROOT,
    compiled,
    extracted,
    key_of,
    messages,
    po_of,
    renewed,
    stored,
    written,
)
from tests.languages.checking import complaints

PSEUDO = "qps"
_NAME_OF_SHEET = 3
"""Cells of a line that names a sheet."""
_ACCENTS = str.maketrans("aeiouyAEIOU", "áéíóúýÁÉÍÓÚ")
_PLACE = re.compile(r"(\{[^}]*\})")


def pseudo(words: str) -> str:
    """`Nóted` for `Noted`; places stay as they are."""
    parts = _PLACE.split(words)
    return f"⟦{''.join(p if p.startswith('{') else p.translate(_ACCENTS) for p in parts)}⟧"


def house_with_a_third_language(house: Path) -> None:
    """Fills the folder with the house as it stands, one catalogue more, and the questions in one
    language more: nothing else changes."""
    for package in ROOT.iterdir():
        if (package / "__init__.py").is_file() and package.name != "inspection":
            (house / package.name).symlink_to(package)
    shutil.copytree(ROOT / "inspection", house / "inspection")
    locale = house / "inspection" / "locale"
    template = extracted()
    catalogue = renewed(stored(PSEUDO, locale), template, PSEUDO)
    for message in messages(catalogue):
        _, words = key_of(message)
        message.string = tuple(map(pseudo, words)) if len(words) > 1 else pseudo(words[0])
    path = po_of(PSEUDO, locale)
    path.parent.mkdir(parents=True)
    path.write_bytes(written(catalogue))
    assert complaints(stored(PSEUDO, locale), template, PSEUDO) == []
    path.with_name(f"{DOMAIN}.mo").write_bytes(compiled(stored(PSEUDO, locale)))
    for name in SETS.values():
        workbook = house / f"{name}.md"
        workbook.write_text(with_third_language(question_set(name).read_text()))
        (house / "inspection" / "sets" / f"{name}.xml").write_bytes(convert(workbook).xml)


def with_third_language(workbook: str) -> str:
    """A workbook with one column more for each that is in English, as an office would add it."""
    lines: list[str] = []
    columns: list[int] = []
    for line in workbook.splitlines():
        cells = line.split("|")
        if len(cells) <= _NAME_OF_SHEET:
            columns = []
        elif not columns:
            columns = [at for at, cell in enumerate(cells) if cell.strip().endswith("(en)")]
            cells = [*cells[:-1], *(_renamed(cells[at]) for at in columns), ""]
        else:
            cells = [*cells[:-1], *(_translated(cells[at]) for at in columns), ""]
        lines.append("|".join(cells))
        if len(cells) > _NAME_OF_SHEET and cells[3].strip() == "days_en":
            lines.append(lines[-1].replace("days_en", f"days_{PSEUDO}"))
    return "\n".join(lines) + "\n"


def _renamed(heading: str) -> str:
    return heading.replace("English (en)", f"Pseudo ({PSEUDO})")


def _translated(cell: str) -> str:
    words = cell.strip().replace("days_en", f"days_{PSEUDO}")
    return f" {pseudo(words)} " if words else " "
