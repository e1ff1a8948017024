"""Gathers what is known of a visit from the book."""

from collections.abc import Mapping

from fieldwork.book import Book, StoredVisit
from fieldwork.rules import Rules
from inspection.assignment import Assignment
from inspection.visit_file import Account, Aim, VisitFile


def aim_of(book: Book, visit: StoredVisit) -> Aim:
    place = book.roster.place(visit.pick.village)
    zone = Rules.at(book, visit.opened_at, visit.pick.village).zone
    return Aim(
        number=visit.id,
        team=visit.pick.unit,
        village=place.village,
        township=place.township,
        county=place.county,
        day=visit.tell_at.astimezone(zone),
    )


def file_of(book: Book, visit: StoredVisit) -> VisitFile:
    """With the inspectors' names."""
    names = {one.id: one.name for one in book.roster.supervisors()}
    return VisitFile(
        aim=aim_of(book, visit),
        outcome=visit.outcome,
        unvisited=visit.unvisited,
        accounts=tuple(_account(book, one, names) for one in book.visits.assignments(visit.id)),
    )


def _account(book: Book, one: Assignment, names: Mapping[str, str]) -> Account:
    return Account(
        name=names.get(one.inspector, one.inspector),
        assignment=one,
        notes=tuple(book.visits.notes(one.id)),
    )
