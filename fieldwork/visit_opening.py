"""A drawn slot becomes visits: for each pick the hours in which inspectors are told of it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from fieldwork.book import Book, StoredSlot, StoredVisit
from fieldwork.framing import Framed
from fieldwork.opening import drawn_pick
from fieldwork.rules import Rules
from inspection.draw import Pick


def open_visits(
    book: Book,
    slot: StoredSlot,
    framed: Framed,
    chosen: Sequence[Pick],
    *,
    inside: bytes,
    now: datetime,
) -> None:
    """Nobody is told yet: until the hour only the store knows the place."""
    picks = book.slots.add_picks([drawn_pick(slot, framed, pick, inside) for pick in chosen])
    places = Rules.of_places(book, now, {pick.village for pick in picks})
    for stored in picks:
        rules = places[stored.village]
        day = slot.opens_at.astimezone(rules.zone).date()
        tell_at = max(_local(day, rules.policy.visit_told_at, rules), slot.closes_at)
        book.visits.open(
            StoredVisit(
                id=0,
                pick=stored,
                places=rules.policy.visit_inspectors,
                policy_version=rules.version,
                opened_at=now,
                tell_at=tell_at,
                tell_until=max(_local(day, rules.policy.visit_told_until, rules), tell_at),
                report_by=_report_by(rules, day),
                next_at=tell_at,
            )
        )


def _report_by(rules: Rules, day: date) -> datetime:
    """Midnight after so many further working days as the policy gives for the report."""
    for _ in range(rules.policy.visit_report_days):
        day = rules.calendar.next_working(day + timedelta(days=1))
    return _local(day + timedelta(days=1), time(0), rules)


def _local(day: date, at: time, rules: Rules) -> datetime:
    return datetime.combine(day, at, tzinfo=rules.zone)
