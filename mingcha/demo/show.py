"""Plays the demo week for a person who watches: live transcript, progress, results."""

from datetime import datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from inspection.sheet import LAYOUTS
from mingcha.conductor import Conductor
from mingcha.demo.child import ProductDied
from mingcha.demo.plan import Plan
from mingcha.demo.results import show_results
from mingcha.demo.score import inspections_of, score
from mingcha.demo.transcript import Transcript
from mingcha.demo.week import DemoWeek
from mingcha.foundation import Foundation


def play(console: Console, week: DemoWeek, *, full: bool) -> None:
    """Raises ProductDied if anything at all went wrong on the way."""
    week.prepare()
    sheets = ", ".join(f"{len(getattr(week.plan.roster, name))} {name}" for name in LAYOUTS)
    console.print(f"Roster imported: {sheets}.")
    with _bar(console) as bar:
        told = Transcript(
            county=week.county,
            zone=week.plan.zone,
            language=week.language,
            tell=lambda line: bar.console.print(line, markup=False),
            full=full,
        )
        week.world.on_happening = told
        week.product.start()
        try:
            with week.remote() as product:
                _conduct(bar, week.conductor(product), told, week.plan)
        except Exception as error:
            words = week.product.last_words()
            raise ProductDied(
                f"the week broke off ({error}); the product's last words:\n{words}"
            ) from error
        finally:
            status = week.product.stop() if week.product.running else -1
    problems = [*week.world.problems, *week.product.complaints()]
    if status != 0:
        problems.append(f"`mingcha run` ended with status {status}")
    if problems:
        raise ProductDied("the week had problems:\n" + "\n".join(problems))


def _conduct(bar: Progress, conductor: Conductor, told: Transcript, plan: Plan) -> None:
    _follow(bar, conductor, plan)
    conductor.run_until(plan.first_draws)
    bar.console.print(
        f"{told.linked} people linked their accounts, and every official among them was told the"
        " rules."
    )
    told.checks_begin()
    conductor.run_until(plan.end)


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )


def _follow(bar: Progress, conductor: Conductor, plan: Plan) -> None:
    task = bar.add_task("the week", total=(plan.end - plan.eve).total_seconds())

    def moved(now: datetime) -> None:
        local = now.astimezone(plan.zone)
        bar.update(
            task, completed=(now - plan.eve).total_seconds(), description=f"{local:%A %d %B %H:%M}"
        )

    conductor.on_move = moved


def report(console: Console, week: DemoWeek) -> None:
    with Foundation.of(week.settings()) as foundation, foundation.ledger.read() as book:
        plan = week.plan
        drawn = inspections_of(book, plan.eve, plan.end)
        show_results(
            console,
            drawn=drawn,
            book=book,
            score=score(drawn, week.county.truth, plan.zone),
            language=week.language,
            zone=plan.zone,
        )
    counts = week.world.counts
    console.print(
        f"Requests to the providers: {counts.requests.total()}; their webhooks:"
        f" {counts.webhooks.total()}; lost: {counts.lost.total()}."
    )
