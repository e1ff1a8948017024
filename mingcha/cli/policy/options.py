"""What the commands of policy and calendar are told: where, by whom, why."""

import re
from typing import Annotated

import typer

from inspection.region import NotARegion, level_of
from mingcha.cli.refusal import Refused

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
Region = Annotated[
    str, typer.Option(help="A region by its code (2, 4, 6, 9 or 12 digits); without it everywhere.")
]
By = Annotated[str, typer.Option(help="Your id, for the audit log; no name.")]
Reason = Annotated[str, typer.Option(help="Why; it is kept with the change.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Try it and change nothing.")]


def read_region(code: str) -> str:
    try:
        if code:
            level_of(code)
    except NotARegion as error:
        raise Refused(f"--region {code!r}: {error}") from None
    return code


def read_id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise Refused(f"--by {text!r}: expected an id of letters, digits, dots and dashes, no name")
    return text
