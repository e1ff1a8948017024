"""The rules in force at one place and moment, read from the book."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from fieldwork.book import Book
from inspection.calendar import Calendar
from inspection.contact import ContactKind
from inspection.policy import Policy, in_force, version
from inspection.window import Window, household_window, official_window


@dataclass(frozen=True, kw_only=True)
class Rules:
    policy: Policy
    calendar: Calendar

    @classmethod
    def at(cls, book: Book, now: datetime, region: str = "") -> "Rules":
        """Of a region (a code or its beginning). The day is the UTC day: rows begin at midnight
        UTC, so that one moment has one policy everywhere."""
        return cls(
            policy=in_force(book.policy.rows(), region, now.date()), calendar=book.policy.calendar()
        )

    @cached_property
    def official_window(self) -> Window:
        return official_window(self.policy, self.calendar)

    @cached_property
    def household_window(self) -> Window:
        return household_window(self.policy, self.calendar)

    def window(self, kind: ContactKind) -> Window:
        return self.official_window if kind == "official" else self.household_window

    @property
    def version(self) -> str:
        return version(self.policy)
