"""Estimates as files: one JSON document, or one CSV line a figure."""

import csv
import io
import json
from typing import Any

from fieldwork.estimating import Estimated
from inspection.disclosure import FEWEST_PEOPLE
from inspection.estimate import Estimate
from inspection.results import RatesResult, TopicResult
from inspection.topic import TOPICS

COLUMNS = (
    *("region", "name", "first_day", "last_day", "topic", "answer", "hidden", "answers"),
    *("effective_answers", "share", "low", "high", "more_contacts"),
)
_RATES = ("contacts", "rr1", "rr2", "rr3", "rr4", "coop1", "con1", "ref1", "e")
_DIGITS = 4


def as_json(estimated: Estimated) -> str:
    results = estimated.results
    document = {
        "region": results.region,
        "first_day": estimated.period.first.isoformat(),
        "last_day": estimated.period.last.isoformat(),
        "inspections": results.picks,
        "inspections_open": estimated.unsettled,
        "fewest_people": FEWEST_PEOPLE,
        "confidence": 0.95,
        "estimates": [_topic(one, estimated) for one in results.topics],
        "rates": [_rates(one) for one in results.rates],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_csv(estimated: Estimated) -> str:
    """A hidden result is one line that says so; a share is a fraction from 0 to 1."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*COLUMNS, *_RATES))
    rates = {(one.region, one.kind): _rates(one) for one in estimated.results.rates}
    period = (estimated.period.first.isoformat(), estimated.period.last.isoformat())
    for one in estimated.results.topics:
        place = (one.region, estimated.names.get(one.region, ""), *period, one.topic)
        beside = rates[one.region, TOPICS[one.topic].kind]
        for line in _lines(one):
            writer.writerow((*place, *line, *(beside.get(name) for name in _RATES)))
    return out.getvalue()


def _lines(result: TopicResult) -> list[tuple[object, ...]]:
    if result.hidden:
        return [("", "yes", *[""] * 6)]
    if not result.figures:
        return [("", "no", 0, *[""] * 5)]
    return [
        (figure.value, "no", *_figure(figure.estimate).values(), result.more_contacts)
        for figure in result.figures
    ]


def _topic(result: TopicResult, estimated: Estimated) -> dict[str, Any]:
    said: dict[str, Any] = {
        "region": result.region,
        "name": estimated.names.get(result.region, ""),
        "topic": result.topic,
        "hidden": result.hidden,
    }
    if result.hidden:
        return said
    return said | {
        "answers": result.answers,
        "more_contacts": result.more_contacts,
        "figures": [
            {"answer": figure.value, **_figure(figure.estimate)} for figure in result.figures
        ],
    }


def _figure(estimate: Estimate) -> dict[str, float | int]:
    return {
        "answers": estimate.answers,
        "effective_answers": round(estimate.effective, 1),
        "share": round(estimate.share, _DIGITS),
        "low": round(estimate.interval.low, _DIGITS),
        "high": round(estimate.interval.high, _DIGITS),
    }


def _rates(result: RatesResult) -> dict[str, Any]:
    known: dict[str, Any] = {"region": result.region, "kind": result.kind}
    if result.rates is None:
        return known | {"hidden": True}
    rates = {
        name: round(value, _DIGITS) if isinstance(value, float) else value
        for name, value in result.rates.as_json().items()
    }
    return known | {"hidden": False} | rates
