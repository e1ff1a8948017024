"""`mingcha docs`: the generated pages of the documentation."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from typer.core import TyperGroup

from mingcha.cli.refusal import Refused
from mingcha.logs_page import logs_page
from mingcha.reference import cli_page, doctor_page, settings_page
from mingcha.retries_page import retries_page


def docs(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help="Folder of the pages, such as docs.")],
) -> None:
    """Write the generated pages anew, from what the program says of itself."""
    root = context.find_root().command
    assert isinstance(root, TyperGroup), "mingcha is a group of commands"
    pages = {
        "settings.md": settings_page(),
        "cli.md": cli_page(root),
        "doctor.md": doctor_page(),
        "retries.md": retries_page(),
        "logs.md": logs_page(),
    }
    for name, text in pages.items():
        try:
            (out / name).write_text(text, encoding="utf-8")
        except OSError as error:
            raise Refused(f"{out / name}: it cannot be written ({error.strerror})") from None
        Console(highlight=False, soft_wrap=True).print(str(out / name), markup=False)
