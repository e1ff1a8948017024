"""Whom the policy of a region falls upon."""

from collections.abc import Callable
from datetime import date

from fieldwork.book import Book
from inspection.load import People


def people_of(book: Book, day: date, belongs: Callable[[str], bool]) -> People:
    """Of the teams in force whose village's code belongs."""
    teams = [team for team in book.roster.teams(day) if belongs(team.village)]
    return People(
        teams=len(teams),
        officials=len({official for team in teams for official in team.officials}),
        households=len({household for team in teams for household in team.households}),
    )
