"""Who may be asked: nobody under rules that they were not told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from fieldwork.book import Book, Told
from fieldwork.regional import Versioned
from inspection.announcement import changes


@dataclass(frozen=True, kw_only=True)
class Announced:
    """What was told of the rules of one day. A change of rules that concern nobody in person
    needs no telling."""

    book: Book
    latest: Mapping[str, Told]
    _differ: dict[tuple[str, str], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book, day: date, officials: Collection[str] | None = None) -> "Announced":
        """Of these officials; None: of all."""
        return cls(book=book, latest=book.announcements.latest(day, officials))

    def may_be_asked(self, official: str, rules: Versioned) -> bool:
        """Told once at least, and of these rules, unless the messenger could not deliver them: who
        blocks the bot stays as they are."""
        told = self.latest.get(official)
        return told is not None and told.ever and not self.differ(told, rules)

    def differ(self, told: Told, rules: Versioned) -> bool:
        if told.version == rules.version:
            return False
        key = told.version, rules.version
        if key not in self._differ:
            document = self.book.announcements.document(told.version)
            self._differ[key] = document is None or bool(changes(document, rules.policy))
        return self._differ[key]
