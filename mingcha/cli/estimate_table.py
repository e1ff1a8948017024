"""Estimates on the screen: a table a topic, the outcome rates, and what they cannot say."""

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from fieldwork.estimating import Estimated
from inspection.disclosure import FEWEST_PEOPLE, VILLAGE_WAIT
from inspection.estimate_words import TEXTS, TITLES, label, picture
from inspection.outcome_rates import OutcomeRates
from inspection.results import Figure, TopicResult
from inspection.wording import worded

_RATES = ("rr1", "rr2", "rr3", "coop1", "con1", "ref1", "e")


def show(console: Console, estimated: Estimated, *, margin: int, language: str) -> None:
    _head(console, estimated, language)
    if not estimated.results.picks:
        console.print(_text("none", language), markup=False)
        return
    for topic in dict.fromkeys(one.topic for one in estimated.results.topics):
        _topic(console, estimated, topic, margin, language)
    console.print(_rates(estimated, language))
    console.print()
    if any(one.hidden for one in estimated.results.topics):
        why = _text("why hidden", language, people=FEWEST_PEOPLE, days=VILLAGE_WAIT.days)
        console.print(why, markup=False)
    console.print(_text("not said", language), markup=False)


def _head(console: Console, estimated: Estimated, language: str) -> None:
    results = estimated.results
    where = _where(estimated, results.region) or _text("everywhere", language)
    first, last = estimated.period.first.isoformat(), estimated.period.last.isoformat()
    head = _text("head", language, where=where, first=first, last=last, picks=results.picks)
    console.print(head, markup=False)
    if estimated.unsettled:
        console.print(_text("unsettled", language, n=estimated.unsettled), markup=False)
    console.print()


def _topic(console: Console, estimated: Estimated, topic: str, margin: int, language: str) -> None:
    console.print(Text(worded(TITLES[topic], language, {}), style="bold"))
    table = Table(box=None, pad_edge=False)
    table.add_column(_text("region", language), no_wrap=True)
    table.add_column(_text("answer", language))
    for heading in ("share", "interval"):
        table.add_column(_text(heading, language), justify="right", no_wrap=True)
    table.add_column("0 % ................ 100 %", no_wrap=True)
    for heading in ("answers", "effective"):
        table.add_column(_text(heading, language), justify="right", no_wrap=True)
    for result in estimated.results.topics:
        if result.topic == topic:
            _rows(table, estimated, result, margin, language)
    console.print(table)
    console.print()


def _rows(
    table: Table, estimated: Estimated, result: TopicResult, margin: int, language: str
) -> None:
    where = _where(estimated, result.region) or _text("everywhere", language)
    if result.hidden or not result.figures:
        table.add_row(where, _text("hidden" if result.hidden else "nobody", language))
        return
    for figure in result.figures:
        table.add_row(where, *_figure(result, figure, language))
        where = ""
    which = "more" if result.more_contacts else "enough"
    said = _text(which, language, margin=margin, n=result.more_contacts)
    table.add_row("", Text(said, style="yellow" if result.more_contacts else "green"))


def _figure(result: TopicResult, figure: Figure, language: str) -> tuple[str, ...]:
    estimate = figure.estimate
    return (
        label(result.topic, figure.value, language),
        _percent(estimate.share),
        f"{_percent(estimate.interval.low)} - {_percent(estimate.interval.high)}",
        picture(estimate),
        str(estimate.answers),
        f"{estimate.effective:.0f}",
    )


def _rates(estimated: Estimated, language: str) -> Table:
    table = Table(
        Column(_text("region", language), no_wrap=True), _text("who", language),
        title=_text("rates", language), title_justify="left", title_style="bold", box=None,
        pad_edge=False,
    )  # fmt: skip
    table.add_column(_text("contacts", language), justify="right")
    for name in _RATES:
        table.add_column(name if name == "e" else name.upper(), justify="right", no_wrap=True)
    for one in estimated.results.rates:
        where = _where(estimated, one.region) or _text("everywhere", language)
        numbers = _rate_cells(one.rates) if one.rates else ("-",) * (len(_RATES) + 1)
        table.add_row(where, _text(one.kind, language), *numbers)
    return table


def _rate_cells(rates: OutcomeRates) -> tuple[str, ...]:
    found = [getattr(rates, name) for name in _RATES]
    return (str(rates.contacts), *("-" if one is None else _percent(one) for one in found))


def _where(estimated: Estimated, region: str) -> str:
    return f"{region} {estimated.names.get(region, '')}".strip()


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _text(which: str, language: str, **facts: object) -> str:
    return worded(TEXTS[which], language, {name: str(fact) for name, fact in facts.items()})
