"""`make catalogues`: brings the catalogues up to the source.

    python -m tests.languages.renew [LANGUAGE ...]

Phrases are read out of the source, each .po gets the new ones and loses those no longer used, and
what is complete is compiled. A LANGUAGE without a catalogue gets an empty one.
"""

import sys
from os.path import relpath
from pathlib import Path

from tests.languages.catalogues import (
    LOCALE,
    compiled,
    extracted,
    languages,
    messages,
    po_of,
    renewed,
    stored,
    written,
)
from tests.languages.checking import complaints


def renew(asked: list[str], locale: Path = LOCALE) -> int:
    """Writes the files; returns how much is left to translate."""
    template = extracted()
    left = 0
    for language in sorted({*languages(locale), *asked}):
        catalogue = renewed(stored(language, locale), template, language)
        path = po_of(language, locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
        wrong = complaints(stored(language, locale), template, language)
        if not wrong:
            path.with_suffix(".mo").write_bytes(compiled(stored(language, locale)))
        left += len(wrong)
        _say(f"{relpath(path)}: {len(list(messages(catalogue)))} phrases, {len(wrong)} to do")
        for line in wrong:
            _say(f"  {line}")
    return left


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(1 if renew(sys.argv[1:]) else 0)
