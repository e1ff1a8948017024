"""Estimates of a region and period, from what the store holds."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from fieldwork.book import Book
from fieldwork.issue import CALLS
from fieldwork.questioning import form_of
from fieldwork.rules import Rules, policy_day
from inspection.policy import in_force
from inspection.question_set import SEEN, WHEREABOUTS, question_set
from inspection.questionnaire.form import Form
from inspection.region import LEVELS
from inspection.results import Inquiry, Results
from inspection.topic import TOPICS, Topic, comparable

_PERIOD = timedelta(days=28)


@dataclass(frozen=True, kw_only=True)
class Period:
    """Local days, the last one included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"the period ends on {self.last}, before it begins on {self.first}")

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its beginning, and the first moment after it."""
        return (
            datetime.combine(self.first, time(0), tzinfo=zone),
            datetime.combine(self.last + timedelta(days=1), time(0), tzinfo=zone),
        )


@dataclass(frozen=True, kw_only=True)
class Estimated:
    period: Period
    results: Results
    unsettled: int
    """Inspections of the region and period that are not over: they are left out."""
    names: Mapping[str, str]
    """By code: names repeat inside a county, so they stand beside the code, never in its place."""


def latest_period(book: Book, now: datetime) -> Period:
    """The four weeks up to today."""
    today = now.astimezone(Rules.at(book, now).policy.zone).date()
    return Period(first=today - _PERIOD + timedelta(days=1), last=today)


def estimated(
    book: Book,
    topics: Collection[Topic],
    *,
    region: str | None,
    period: Period,
    parts: bool,
    margin: float,
    now: datetime,
    draw: str = CALLS,
) -> Estimated:
    """`region` None: the narrowest one that holds all picks of the period. `margin`: the wanted
    half of an interval's width, as a share."""
    rows, day = book.policy.rows(), policy_day(book, now)

    @cache
    def zone_of(village: str) -> ZoneInfo:
        own = book.roster.zone_of(village)
        return ZoneInfo(own) if own else in_force(rows, village, day).zone

    start, end = period.moments(in_force(rows, region or "", day).zone)
    asked = [WHEREABOUTS, *TOPICS]
    alike = {form.revision for form in _known(book) if comparable(form)}
    picks = book.samples.settled(draw, start, end, asked, alike)
    chosen = _holding([pick.village for pick in picks]) if region is None else region
    inquiry = Inquiry(picks=picks, zone_of=zone_of, now=now, margin=margin)
    results = inquiry.results(chosen, topics, parts=parts)
    regions = sorted({one.region for one in results.topics})
    return Estimated(
        period=period,
        results=results,
        unsettled=book.samples.unsettled(draw, start, end, chosen),
        names={region: book.roster.region_name(region) for region in regions},
    )


def _known(book: Book) -> Iterator[Form]:
    """Forms that households may have been asked."""
    yield question_set("villager")
    for stored in book.forms.all():
        form = form_of(book, stored.revision)
        if any(question.name == SEEN for question in form.questions):
            yield form


def _holding(villages: Collection[str]) -> str:
    """The narrowest region above a village that holds them all; "" where there is none."""
    levels = sorted(LEVELS)[:-1]
    common = [d for d in levels if len({village[:d] for village in villages}) == 1]
    return next(iter(villages))[: max(common)] if common else ""
