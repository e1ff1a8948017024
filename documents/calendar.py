"""Calendars of a country's working days, public holidays and make-up days."""

from collections.abc import Iterable
from datetime import date, timedelta

from holidays import HolidayBase, country_holidays

from inspection.calendar import Calendar, DayKind


def calendar_of(years: Iterable[int], country: str = "CN", language: str | None = None) -> Calendar:
    """The days of whole years as the `holidays` package knows them; `language` of the names as it
    spells languages, such as zh_CN.

    Where a country moves working days about (China), they are announced a year at a time; a year
    without any announced move is marked unconfirmed, since its make-up days are still missing.
    Raises ValueError on a country or language that is not known.
    """
    ordered = sorted(set(years))
    known = _holidays(ordered, country, language)
    days: dict[date, DayKind] = {}
    for year in ordered:
        announced = _is_announced(known, year)
        for day in _days_of(year):
            name = str(known.get(day, ""))
            days[day] = DayKind(
                working=known.is_working_day(day),
                confirmed=announced and not _is_estimate(known, name),
                name=name,
            )
    return Calendar(days=days)


def _holidays(years: list[int], country: str, language: str | None) -> HolidayBase:
    try:
        known = country_holidays(country, years=years, language=language)
    except NotImplementedError:
        raise ValueError(
            f"no holidays are known of country {country!r}; expected a code of two letters such as"
            " CN, IN or KE"
        ) from None
    languages = known.supported_languages
    if language is not None and language not in languages:
        raise ValueError(
            f"the holidays of {country} have no names in {language!r}; expected one of"
            f" {', '.join(languages) or 'none'}"
        )
    return known


def _is_announced(known: HolidayBase, year: int) -> bool:
    if not known.has_substituted_holidays:
        return True
    announcements = getattr(known, "special_public_holidays", {})
    return year in announcements or any(day.year == year for day in known.weekend_workdays)


def _is_estimate(known: HolidayBase, name: str) -> bool:
    """Feasts that depend on the sighting of the moon carry a remark until they are announced."""
    label = getattr(known, "estimated_label", None)
    if label is None:
        return False
    return known.tr(label).replace("%s", "").strip() in name


def _days_of(year: int) -> Iterable[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))
