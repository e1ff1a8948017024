"""`mingcha notice`: the printed notice, and who was given one."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from documents.notice.page import page
from fieldwork.book import Book
from fieldwork.notices import NoticeRefused, given, of_region, of_team
from fieldwork.regional import Regional
from fieldwork.rules import policy_day
from inspection.announcement import TOLD
from inspection.notice import sheets
from inspection.policy import PolicyRow
from inspection.region import NotARegion, contains, level_of
from inspection.wording import LANGUAGES
from mingcha.cli.files import write_file
from mingcha.cli.opening import opened
from mingcha.cli.refusal import Refused

_BOTH = "both"
_PRINTED = frozenset(
    {
        *TOLD,
        *("household.calls", "household.hours_workday", "household.hours_restday"),
        *("household.rest_days", "household.calls_a_year"),
    }
)


class _PrintsByDefault(TyperGroup):
    """`mingcha notice FILE` is `mingcha notice print FILE`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands:
            args = ["print", *args]
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=_PrintsByDefault,
    help="The printed notice for officials and villagers, and who was given one."
    " `mingcha notice FILE.html` is short for `mingcha notice print FILE.html`.",
    no_args_is_help=True,
)


@app.command("print")
def print_notice(
    out: Annotated[Path, typer.Argument(help="The HTML file to write, such as notice.html.")],
    region: Annotated[
        str, typer.Option(help="Of this region: a code's beginning. Without it, everywhere.")
    ] = "",
    language: Annotated[str, typer.Option(help="zh, en or both.")] = _BOTH,
) -> None:
    """Write the notice: a page for officials and one for villagers, in each language, A4.

    Open it in a browser and print it. It holds the rules in force today.

    Example: `mingcha notice notice.html --region 530128`
    """
    if language not in (*LANGUAGES, _BOTH):
        raise Refused(f"--language {language!r}: expected {', '.join(LANGUAGES)} or {_BOTH}")
    languages = LANGUAGES if language == _BOTH else (language,)
    with opened() as foundation, foundation.ledger.read() as book:
        now = foundation.clock.now()
        name = _named(book, region)
        day = policy_day(book, now)
        rules = Regional(rows=book.policy.rows(), day=day).at(region)
        if not rules.policy.public_number:
            raise Refused(_no_number(region, book.policy.rows(), day))
        made = [
            sheet
            for one in languages
            for sheet in sheets(
                rules.policy, version=rules.version, day=day, place=name, language=one
            )
        ]
        different = sorted(
            {
                row.region
                for row in book.policy.rows()
                if row.region != region
                and row.region.startswith(region)
                and row.key in _PRINTED
                and row.holds(row.region, day)
            }
        )
    write_file(out, page(made).encode())
    _say(f"{out}: {len(made)} pages, version {rules.version} of the rules. Open it and print it.")
    if different:
        _say(f"These regions have rules of their own: {', '.join(different)}; print theirs, too.")


@app.command("given")
def given_to(
    by: Annotated[str, typer.Option(help="The inspector who handed it over, e.g. I001.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day, e.g. 2026-03-02.")],
    officials: Annotated[
        list[str] | None, typer.Argument(help="Ids of officials, e.g. O0001 O0002.")
    ] = None,
    team: Annotated[str, typer.Option(help="Everybody posted to this team that day.")] = "",
    region: Annotated[str, typer.Option(help="Everybody posted in this region that day.")] = "",
) -> None:
    """Note that the printed notice was handed over: it counts as told, as by the bot.

    Nothing is noted unless all of it can be. Noting it again changes nothing.

    Example: `mingcha notice given O0001 O0002 --by I002 --on 2026-03-02`
    """
    with opened() as foundation, foundation.ledger.write() as book:
        now = foundation.clock.now()
        people = _chosen(book, officials or [], team, region, on)
        try:
            handed = given(book, people, by=by, day=on.date(), now=now)
        except NoticeRefused as refused:
            raise Refused(str(refused)) from None
    new = len(handed.versions) - handed.known
    versions = ", ".join(sorted(set(handed.versions.values())))
    _say(f"Noted: notice handed over on {on.date()} to {new} (version {versions}).")
    if handed.known:
        _say(f"Noted before: {handed.known}.")


def _chosen(
    book: Book, officials: Sequence[str], team: str, region: str, on: datetime
) -> Sequence[str]:
    people = list(officials)
    if team:
        found = of_team(book, team, on.date())
        if not found:
            raise Refused(f"--team {team!r}: no such team, or nobody was posted to it that day")
        people += found
    if region:
        _named(book, region)
        people += of_region(book, region, on.date())
    if not people:
        raise Refused("nobody was named; expected ids of officials, --team or --region")
    return list(dict.fromkeys(people))


def _named(book: Book, region: str) -> str:
    """`Luquan (530128)`; "" everywhere."""
    if not region:
        return ""
    try:
        level_of(region)
    except NotARegion as wrong:
        raise Refused(f"--region {region!r}: {wrong}") from None
    name = book.roster.region_name(region)
    if not name:
        raise Refused(
            f"--region {region!r}: no village of the register has a code that begins so; expected"
            " the beginning of one"
        )
    return f"{name} ({region})"


def _no_number(region: str, rows: Iterable[PolicyRow], day: date) -> str:
    where = f" --region {region}" if region else ""
    coming = [
        row.valid_from
        for row in rows
        if row.key == "public_number" and row.valid_from > day and contains(row.region, region)
    ]
    if coming:
        begins = min(coming)
        return (
            f"public_number begins on {begins}, and the notice holds today's rules: print it then,"
            f" or set the number once more with --from {day}"
        )
    return (
        "public_number is not set, so nobody could verify who calls. Set it first: mingcha policy"
        f" set public_number +8687112345{where} --reason '...'"
    )


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(line, markup=False)
