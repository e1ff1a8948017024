"""Where the refused rows of an import are written."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from documents.roster.correction import listed
from inspection.refusal import Refusal
from inspection.sheet import Sheets
from mingcha.cli.files import write_file


def write_refusals(
    path: Path, delivered: Sheets, refusals: Sequence[Refusal], at: datetime
) -> bool:
    """Before anything is imported, so that a command that fails has done nothing."""
    write_file(path, listed(refusals), private=True)
    return True
