"""`mingcha roster`: the register comes in, and a synthetic one can be made."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from documents.generator.county import generate as generate_sheets
from documents.places import LUQUAN
from documents.roster.folder import write_folder
from mingcha.cli.refusal import Refused
from mingcha.cli.roster_export import export, template
from mingcha.cli.roster_import import import_roster

app = typer.Typer(help="The register: villages, teams, officials, households, inspectors.")


app.command("import")(import_roster)
app.command("template")(template)
app.command("export")(export)


@app.command("generate")
def generate(
    out: Annotated[Path, typer.Option("--out", help="Folder to write the sheets to.")],
    teams: Annotated[int, typer.Option(min=1, help="How many teams, one a village.")] = 24,
    seed: Annotated[int, typer.Option(help="The same seed gives the same roster.")] = 1,
    places: Annotated[
        str, typer.Option(help="`invented`, or `luquan`: 24 real places, for up to 24 teams.")
    ] = "invented",
) -> None:
    """Write a realistic synthetic roster, marked as such: no real carrier will dial its numbers.

    Example: `mingcha roster generate --out trial-roster --teams 3`
    """
    if places not in ("invented", "luquan"):
        raise Refused(f"--places {places!r}: expected invented or luquan")
    if places == "luquan" and teams > len(LUQUAN):
        raise Refused(f"--teams {teams}: Luquan has {len(LUQUAN)} places; use --places invented")
    chosen = LUQUAN[:teams] if places == "luquan" else None
    sheets = generate_sheets(teams=teams, seed=seed, places=chosen)
    try:
        write_folder(sheets, out)
    except OSError as error:
        why = error.strerror or error
        raise Refused(f"{out}: the sheets cannot be written there ({why})") from None
    console = Console(highlight=False)
    for name, sheet in sheets.sheets.items():
        console.print(f"{out / (name + '.csv')}: {len(sheet.rows)} rows")
    console.print("All people and numbers in it are invented. Import it with:")
    console.print(f"  mingcha roster import {out}", soft_wrap=True)
