"""Brings a store into the state in which the product can start on it."""

from datetime import datetime

from alembic.util.exc import CommandError

from documents.calendar import calendar_of
from fieldwork.ports import Ledger
from inspection.calendar import DayKind, unconfirmed_years
from mingcha.settings import Settings, SettingsRefused
from storage.migrate import migrate
from storage.store import SchemaDiffers

_FIRST_YEAR = 2024
"""Cycles are counted from its first working day."""


def make_ready(settings: Settings) -> None:
    """An embedded store is made or brought up to date; a shared one only by `mingcha migrate`.
    Opening a shared one that lacks a step is refused with SchemaDiffers."""
    if settings.database_url is None:
        bring_up_to_date(settings)


def bring_up_to_date(settings: Settings) -> None:
    """All missing steps of the database. Raises SchemaDiffers if it has steps that this program
    does not know, SettingsRefused, StoreDown."""
    if settings.database_url is None:
        _make_home(settings)
    try:
        migrate(settings.url)
    except CommandError as error:
        raise SchemaDiffers(
            f"the database was made by a newer program ({error}); expected that program or a newer"
            " one; nothing was changed"
        ) from None


def _make_home(settings: Settings) -> None:
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsRefused(
            f"MINGCHA_HOME: {settings.home} cannot be made ({error.strerror}); expected a folder"
            " or a place for a new one"
        ) from None


def seed_calendar(ledger: Ledger, now: datetime, country: str) -> None:
    """Puts the calendar of this and the next year into the store where it is missing, and what has
    been announced meanwhile for days ahead. Days that somebody confirmed or imported stay."""
    with ledger.read() as book:
        held = book.policy.calendar()
    missing = set(range(_FIRST_YEAR, now.year + 2)) - {day.year for day in held.days}
    years = missing.union(unconfirmed_years(held, now.date()))
    known = calendar_of(years, country).days if years else {}
    news = {
        day: kind
        for day, kind in known.items()
        if _is_news(held.days.get(day), kind, ahead=day > now.date())
    }
    if news:
        with ledger.write() as book:
            book.policy.set_calendar(book.policy.calendar().replaced(news))


def _is_news(held: DayKind | None, known: DayKind, *, ahead: bool) -> bool:
    return held is None or (ahead and known.confirmed and not held.confirmed)
