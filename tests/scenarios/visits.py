"""A town in which nobody is called and every team is visited each day, with four inspectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldwork.book import StoredVisit
from inspection.assignment import Assignment
from inspection.roster import Inspector, SupervisorRole
from simulator.chat_script import ChatScript
from tests.scenarios.check import MakeTown
from tests.scenarios.town import SUNDAY, Town, small_roster

VISITED = {
    "draw.rate_milli": "0",
    "draw.floor_days": "0",
    "visit.rate_milli": "1000",
    "visit.cycle_days": "1",
    "visit.floor_days": "1",
    "visit.inspectors": "1",
}
_PEOPLE = ("I1", "I2", "I3", "A1")


def _number(person: str) -> str:
    return f"+86199000020{_PEOPLE.index(person) + 1:02d}"


def supervisor(person: str, *, kin: tuple[str, ...] = (), county: str = "530129") -> Inspector:
    role: SupervisorRole = "administrator" if person.startswith("A") else "inspector"
    return Inspector(
        inspector=person,
        name=f"Person {person}",
        phone=_number(person),
        language="en",
        region="53",
        county=county,
        synthetic=True,
        role=role,
        kin=kin,
    )


@dataclass(frozen=True, kw_only=True)
class Tour:
    town: Town

    @classmethod
    def in_town(
        cls,
        make_town: MakeTown,
        people: Sequence[Inspector],
        *,
        policy: Mapping[str, str] | None = None,
        linked: Sequence[str] = _PEOPLE,
    ) -> "Tour":
        roster = replace(small_roster(officials=1), inspectors=tuple(people))
        tour = cls(town=make_town(policy=VISITED | dict(policy or {}), roster=roster))
        tour.town.link("O1")
        for one in people:
            if one.inspector in linked:
                chat = tour.chat(one.inspector).starts(tour.town.codes[one.inspector])
                chat.receives("share your own contact").shares_contact().receives("connected")
        return tour

    def chat(self, person: str) -> ChatScript:
        return self.town.world.chat(person, number=_number(person), first_name=person)

    @property
    def visits(self) -> list[StoredVisit]:
        with self.town.product.foundation.ledger.read() as book:
            return list(book.visits.between(SUNDAY, SUNDAY + timedelta(days=30)))

    @property
    def order(self) -> list[ChatScript]:
        """The chats of Monday's inspectors in the drawn order."""
        return [self.chat(person) for person in self.visits[0].pick.inspectors]

    @property
    def assignments(self) -> Sequence[Assignment]:
        """Of Monday's visit."""
        with self.town.product.foundation.ledger.read() as book:
            return book.visits.assignments(self.visits[0].id)

    @property
    def outcomes(self) -> list[str]:
        return [one.outcome for one in self.assignments]

    def log_of_acts(self) -> str:
        with self.town.product.foundation.ledger.read() as book:
            newest = book.audit.newest().index
            return " ".join(str(book.audit.proof(n).entry) for n in range(1, newest + 1))

    def until(self, at: datetime) -> None:
        self.town.clock.run_until(at)
        self.town.clock.settle()
