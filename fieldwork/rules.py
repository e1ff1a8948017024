"""The rules in force at one place and moment, read from the book."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from fieldwork.book import Book
from inspection.calendar import Calendar
from inspection.contact import Attempt, Contact, ContactKind
from inspection.pause import (
    LOOK_AGAIN,
    Standstill,
    hindered,
    merged,
    paused,
    resumes_after,
    standstills,
    stretched,
)
from inspection.policy import Policy, PolicyRow, in_force, version
from inspection.rates import Rates
from inspection.region import VILLAGE_DIGITS
from inspection.window import Window, household_window, official_window


@dataclass(frozen=True, kw_only=True)
class Rules:
    """`day`: that of the policy, of whose `rows` it was made. `zone`: of the people of the place,
    a village's own where the roster gives it one; the draw keeps to the policy's everywhere."""

    rows: Sequence[PolicyRow]
    day: date
    policy: Policy
    calendar: Calendar
    zone: ZoneInfo
    still: tuple[Standstill, ...] = ()
    """The time that pauses take from the place; its windows are shut then."""
    paused: bool = False
    """Whether one is in force."""
    rate_key: str = "draw.rate_milli"
    """The rule in which the draw has its rate."""
    shares: Mapping[str, int] = field(default_factory=dict)
    """Risk shares of teams, in thousandths; only the draw has them."""

    @classmethod
    def at(cls, book: Book, now: datetime, region: str = "") -> "Rules":
        """Of a region (a code or its beginning)."""
        return cls.of_places(book, now, [region])[region]

    @classmethod
    def of_places(
        cls, book: Book, now: datetime, regions: Collection[str]
    ) -> Mapping[str, "Rules"]:
        """Of many at once. Where the same holds they are one object, which keeps what it has once
        worked out: of a nation's villages hardly any have rules of their own."""
        rows, day = book.policy.rows(), policy_day(book, now)
        pauses = book.pauses.known()
        zones = book.roster.zones([one for one in regions if len(one) == VILLAGE_DIGITS])
        special = {row.region for row in rows} | {pause.region for pause in pauses}
        special.update(book.policy.regions_with_days())
        made: dict[tuple[frozenset[str], str], Rules] = {}
        found = {}
        for region in regions:
            own = zones.get(region, "")
            within = frozenset(region[:digits] for digits in range(len(region) + 1)) & special
            if (within, own) not in made:
                policy = in_force(rows, region, day)
                made[within, own] = cls(
                    rows=rows,
                    day=day,
                    policy=policy,
                    calendar=book.policy.calendar(region),
                    zone=ZoneInfo(own) if own else policy.zone,
                    still=standstills(pauses, region, now),
                    paused=paused(pauses, region, now),
                )
            found[region] = made[within, own]
        return found

    @cached_property
    def rates(self) -> Rates:
        """How often the teams of each region are drawn; only the draw asks."""
        rates = Rates.in_force(self.rows, self.day, self.rate_key)
        return replace(rates, shares=self.shares)

    @cached_property
    def official_window(self) -> Window:
        window = official_window(self.policy, self.calendar, self.zone)
        return replace(window, still=self.still)

    @cached_property
    def household_window(self) -> Window:
        window = household_window(self.policy, self.calendar, self.zone)
        return replace(window, still=self.still)

    def window(self, kind: ContactKind) -> Window:
        return self.official_window if kind == "official" else self.household_window

    @cached_property
    def version(self) -> str:
        return version(self.policy)

    def close_by(self, contact: Contact) -> datetime:
        """The contact's last moment: pauses move it."""
        return stretched(contact, self.still, zone=self.zone, calendar=self.calendar)

    def held_until(self, contact: Contact, now: datetime) -> datetime | None:
        """Until when a pause holds the contact, or when to look again; None: it may go on."""
        if self.paused:
            ends = [pause.end for pause in self.still if pause.end > now]
            return min([now + LOOK_AGAIN, *ends])
        over = [pause.end for pause in self.still if contact.opened_at < pause.end]
        if not over:
            return None
        at = self.window(contact.kind).add_working(over[-1], resumes_after(contact))
        return at if at > now else None

    def weighed(
        self, attempts: Sequence[Attempt], now: datetime, outages: Sequence[Standstill] = ()
    ) -> tuple[Attempt, ...]:
        """With those marked that a pause hindered, or an outage of ours."""
        still = merged((*self.still, *outages))
        if not still:
            return tuple(attempts)
        return tuple(replace(a, hindered=hindered(a, still, now)) for a in attempts)


def policy_day(book: Book, now: datetime) -> date:
    """The day of the policy: rows begin at midnight in the zone that the draw keeps to, so that one
    moment has one policy everywhere."""
    zone = in_force(book.policy.rows(), "", now.astimezone(UTC).date()).zone
    return now.astimezone(zone).date()
