"""The rules of one draw. What is committed with it names its own rate, cycle and hours `draw.*`, so
that every draw is checked in the same way."""

from dataclasses import replace
from datetime import datetime

from fieldwork.book import Book
from fieldwork.risk import shares_of
from fieldwork.rules import Rules
from inspection.policy import Policy
from inspection.slot import VISIT_SLOT_MINUTES
from inspection.visit import VISITS


def draw_rules(book: Book, now: datetime, draw: str) -> Rules:
    """Everywhere, at the moment."""
    rules = slot_rules(book, now, draw)
    return replace(rules, shares=shares_of(book, rules))


def slot_rules(book: Book, now: datetime, draw: str) -> Rules:
    """The same without anybody's share: enough to know which slots there are."""
    rules = Rules.at(book, now)
    if draw != VISITS:
        return rules
    return replace(rules, policy=_of_visits(rules.policy), rate_key="visit.rate_milli")


def _of_visits(policy: Policy) -> Policy:
    return replace(
        policy,
        draw_rate_milli=policy.visit_rate_milli,
        draw_cycle_days=policy.visit_cycle_days,
        draw_floor_days=policy.visit_floor_days,
        draw_hours=policy.visit_hours,
        draw_slot_minutes=VISIT_SLOT_MINUTES,
    )
