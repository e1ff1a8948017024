"""Printed notices that were handed over: who got one was told the rules as by the bot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from fieldwork.book import Book, Inspector
from fieldwork.regional import Regional
from fieldwork.rules import Rules
from inspection.policy import values_of
from inspection.region import contains


@dataclass(frozen=True, kw_only=True)
class Handed:
    """Official -> the version that was handed over. `known`: who was noted with it before."""

    versions: dict[str, str]
    known: int


class NoticeRefused(Exception):
    """Nothing was noted; the text names every official and reason."""


def given(book: Book, officials: Sequence[str], *, by: str, day: date, now: datetime) -> Handed:
    """Notes that these officials were handed the notice of that day. Raises NoticeRefused."""
    inspector = next((one for one in book.roster.inspectors() if one.id == by), None)
    if inspector is None:
        raise NoticeRefused(f"--by {by!r}: no such inspector; expected an id of the register")
    if wrong := list(_wrong(book, officials, inspector, day, now)):
        raise NoticeRefused("nothing was noted:\n" + "\n".join(wrong))
    policies = Regional(rows=book.policy.rows(), day=day)
    versions, known = {}, 0
    for official in officials:
        rules = policies.at(_place(book, official, day))
        book.announcements.keep(rules.version, values_of(rules.policy))
        new = book.announcements.add(official, rules.version, how="given", from_day=day, at=now)
        if new:
            about = f"{official} on {day.isoformat()} version {rules.version}"
            book.audit.note(now, by, "notice given", about)
        versions[official] = rules.version
        known += not new
    return Handed(versions=versions, known=known)


def of_team(book: Book, team: str, day: date) -> Sequence[str]:
    """Officials posted to the team that day; empty where there is no such team."""
    return next((one.officials for one in book.roster.teams(day) if one.team == team), ())


def of_region(book: Book, region: str, day: date) -> Sequence[str]:
    posted = book.roster.posted(_noon(day))
    return sorted(who for who, one in posted.items() if contains(region, one.village))


def _wrong(
    book: Book, officials: Sequence[str], inspector: Inspector, day: date, now: datetime
) -> Iterator[str]:
    registered = {one.id for one in book.roster.officials()}
    for official in officials:
        place = _place(book, official, day) if official in registered else ""
        today = now.astimezone(Rules.at(book, now, place).zone).date()
        if day > today:
            yield f"{official}: {day} lies ahead; expected {today} or an earlier day"
        elif official not in registered:
            yield f"{official}: no such official in the register"
        elif not place:
            yield f"{official}: not posted on {day}; expected a day of a posting"
        elif not contains(inspector.region, place):
            yield (
                f"{official}: posted in {place}, and {inspector.id} is responsible for"
                f" {inspector.region}; expected an inspector of that region"
            )


def _place(book: Book, official: str, day: date) -> str:
    return book.roster.region_of(official, _noon(day))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
