"""What is known of households before one of them is called, looked up for many at once."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from fieldwork.book import Book, Household
from fieldwork.burden import YEAR
from inspection.contact import Contact


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """A household with a number. `sharing`: itself, and all who have or had one of its numbers;
    `contacts`: theirs of the last year; `left_alone`: it asked for that, on one of its numbers."""

    household: Household
    sharing: frozenset[str]
    contacts: tuple[Contact, ...]
    left_alone: bool = False


@dataclass(kw_only=True)
class Neighbours:
    """As they stood when they were first asked for: a unit of work that opens contacts remembers
    by itself whose."""

    book: Book
    now: datetime
    _known: dict[str, Neighbour | None] = field(default_factory=dict, init=False)

    def of(self, household: str, and_soon: Collection[str] = ()) -> Neighbour | None:
        """None: it has no number. Where it must be looked up, so are those wanted soon."""
        if household not in self._known:
            self.learn([household, *and_soon])
        return self._known[household]

    def learn(self, households: Collection[str]) -> None:
        """Looks all of them up that are not known yet, in a few looks."""
        unknown = {name for name in households if name not in self._known}
        if not unknown:
            return
        sharing = self.book.roster.neighbours(unknown)
        registered = self.book.roster.households(sharing)
        people = {name for names in sharing.values() for name in names}
        contacts = self.book.contacts.of_people("household", people, self.now - YEAR)
        left_alone = self.book.opt_outs.households(unknown)
        for name in unknown:
            self._known[name] = None
            if name in sharing:
                self._known[name] = Neighbour(
                    household=registered[name],
                    sharing=frozenset(sharing[name]),
                    contacts=tuple(one for other in sharing[name] for one in contacts[other]),
                    left_alone=name in left_alone,
                )
