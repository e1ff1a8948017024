"""`mingcha estimate`: shares of a region and period, each with its interval."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from documents.estimates import as_csv, as_json
from fieldwork.book import Book
from fieldwork.estimating import Estimated, Period, estimated, latest_period
from inspection.region import NotARegion, level_of
from inspection.topic import TOPICS, Topic
from mingcha.cli.estimate_table import show
from mingcha.cli.files import write_file
from mingcha.cli.language import language_of
from mingcha.cli.opening import opened
from mingcha.cli.refusal import Refused

_BOM = "\ufeff"
"""Without it a spreadsheet takes Chinese names for another encoding."""


def estimate(
    region: Annotated[
        str | None,
        typer.Option(
            help="Code of a province, prefecture, county, township or village (2, 4, 6, 9 or 12"
            " digits); without it, the narrowest region that holds everything drawn."
        ),
    ] = None,
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="First local day, e.g. 2026-03-01."),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], help="Last local day, itself included."),
    ] = None,
    question: Annotated[
        list[str] | None,
        typer.Option(help=f"Only this; may be repeated. One of: {', '.join(TOPICS)}."),
    ] = None,
    parts: Annotated[
        bool, typer.Option("--parts", help="The parts of the region as well, by code.")
    ] = False,
    margin: Annotated[
        int,
        typer.Option(help="Evidence is enough when intervals are +- so many percentage points."),
    ] = 5,
    json: Annotated[bool, typer.Option("--json", help="One JSON document instead.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write the figures to this CSV file.")] = None,
    language: Annotated[str, typer.Option(help="zh or en.")] = "en",
) -> None:
    """Estimate where officials are and what households say, with 95 % intervals.

    Without --from and --to: the four weeks up to today. Every answer counts with the weight that
    the draw gave it. Results of fewer than five people are hidden, and so is what they could be
    worked out from; a village's results are held back for seven days. Every reading is logged.

    Example: `mingcha estimate --region 530128 --from 2026-03-01 --parts`
    """
    _refuse(region, margin, language)
    topics = _topics(question or ())
    with opened() as foundation:
        now = foundation.clock.now()
        with foundation.ledger.read() as book:
            period = _period(book, first, last, now)
            found = estimated(
                book, topics, region=region, period=period, parts=parts, margin=margin / 100,
                now=now,
            )  # fmt: skip
        with foundation.ledger.write() as book:
            about = f"region {found.results.region or 'all'} {period.first} to {period.last}"
            book.audit.note(now, "operator", "estimates read", about)
    if out is not None:
        write_file(out, (_BOM + as_csv(found)).encode())
    _tell(found, json=json, out=out, margin=margin, language=language)


def _tell(found: Estimated, *, json: bool, out: Path | None, margin: int, language: str) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if json:
        console.print(as_json(found).rstrip("\n"), markup=False)
    elif out is None:
        show(console, found, margin=margin, language=language)
    else:
        console.print(f"The figures are in {out}.", markup=False)


def _refuse(region: str | None, margin: int, language: str) -> None:
    if region is not None:
        try:
            level_of(region)
        except NotARegion as error:
            raise Refused(f"--region {region!r}: {error}") from None
    if not 1 <= margin <= 49:
        raise Refused(f"--margin {margin}: expected 1 to 49 percentage points")
    language_of(language)


def _topics(names: Collection[str]) -> list[Topic]:
    for name in names:
        if name not in TOPICS:
            raise Refused(f"--question {name!r}: expected one of {', '.join(TOPICS)}")
    return [topic for name, topic in TOPICS.items() if not names or name in names]


def _period(book: Book, first: datetime | None, last: datetime | None, now: datetime) -> Period:
    recent = latest_period(book, now)
    end = last.date() if last else recent.last
    begin = first.date() if first else end - (recent.last - recent.first)
    if begin > end:
        raise Refused(f"--from {begin} is after --to {end}; expected a day not after it")
    return Period(first=begin, last=end)
