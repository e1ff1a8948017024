"""A third language for tests: English in brackets with accents, so that it is read yet differs."""

import re
import shutil
from pathlib import Path

from inspection.catalogue import DOMAIN
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
_ACCENTS = str.maketrans("aeiouyAEIOU", "áéíóúýÁÉÍÓÚ")
_PLACE = re.compile(r"(\{[^}]*\})")


def pseudo(words: str) -> str:
    """`Nóted` for `Noted`; places stay as they are."""
    parts = _PLACE.split(words)
    return f"⟦{''.join(p if p.startswith('{') else p.translate(_ACCENTS) for p in parts)}⟧"


def house_with_a_third_language(house: Path) -> None:
    """Fills the folder with the house as it stands and one catalogue more: nothing else changes."""
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
