"""Whose turn it is to be called: the next household in ticket order that may be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from fieldwork.book import Book, StoredPick
from fieldwork.burden import spared_household
from fieldwork.neighbours import Neighbours
from fieldwork.ports import Chance
from fieldwork.questioning import asked_form
from fieldwork.rules import Rules
from inspection.contact import Contact
from inspection.passing import Passed, PassReason
from inspection.plan import household_dialogue, household_moment
from inspection.questionnaire.form import Form

TOKEN_BYTES = 8
_AT_ONCE = 4
"""So many further households are looked up together."""


def open_next_household(
    book: Book,
    rules: Rules,
    pick: StoredPick,
    inspection: int,
    now: datetime,
    chance: Chance,
) -> bool:
    """Opens a call to the next household, after all that were tried for this pick. Who is passed
    over on the way is kept, with the reason.

    False if none is left, or if so many were tried as the policy allows."""
    tried = [c for c in book.contacts.of_inspection(inspection) if c.kind == "household"]
    if len(tried) >= rules.policy.household_contacts_an_inspection:
        return False
    turn = Turn(
        rules=rules,
        pick=pick,
        now=now,
        neighbours=Neighbours(book=book, now=now),
        form=asked_form(book, "household", now),
    )
    beyond = max((contact.rank for contact in tried), default=0)
    rank, passed = turn.after(beyond, {contact.person for contact in tried})
    # Whoever comes after the last one tried is judged anew each time.
    kept = [one for one in book.slots.passed(pick.id) if _stays(one, beyond)]
    book.slots.pass_over({pick.id: [*kept, *passed]})
    if rank is None:
        return False
    book.contacts.open(turn.contact(rank, inspection, chance))
    return True


def _stays(one: Passed, beyond: int) -> bool:
    return one.kind == "official" or one.rank <= beyond


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The households of one pick, in ticket order, counted from 1."""

    rules: Rules
    pick: StoredPick
    now: datetime
    neighbours: Neighbours
    form: Form

    def after(self, rank: int, called: Collection[str]) -> tuple[int | None, list[Passed]]:
        """The next after `rank` who may be called and shares no number with one of `called`: two
        answers from one telephone are not two households' word. With those passed over."""
        names = self.pick.households
        passed: list[Passed] = []
        for at in range(rank, len(names)):
            reason = self._spared(at, called)
            if reason is None:
                return at + 1, passed
            passed.append(Passed(kind="household", rank=at + 1, reason=reason))
        return None, passed

    def _spared(self, at: int, called: Collection[str]) -> PassReason | None:
        names = self.pick.households
        neighbour = self.neighbours.of(names[at], and_soon=names[at : at + _AT_ONCE])
        if neighbour is None:
            return PassReason.NO_NUMBER
        if neighbour.left_alone:
            return PassReason.LEFT_ALONE
        if not neighbour.sharing.isdisjoint(called):
            return PassReason.SHARES_NUMBER
        return spared_household(neighbour.household, neighbour.contacts, self.rules, self.now)

    def contact(self, rank: int, inspection: int, chance: Chance) -> Contact:
        name = self.pick.households[rank - 1]
        neighbour = self.neighbours.of(name)
        assert neighbour is not None, "only who has a number is called"
        planned = household_moment(
            self.pick.inside_key,
            self.pick.unit,
            name,
            window=self.rules.household_window,
            after=max(self.now, self.pick.picked_for),
        )
        return Contact(
            id=0,
            inspection=inspection,
            kind="household",
            person=name,
            rank=rank,
            token=chance.token(TOKEN_BYTES).hex(),
            opened_at=self.now,
            planned_at=planned,
            close_by=last_moment(self.rules, self.pick),
            next_at=planned,
            dialogue=household_dialogue(
                self.form,
                self.pick.inside_key,
                self.pick.unit,
                name,
                in_programme=neighbour.household.in_programme,
            ),
            language=neighbour.household.language,
        )


def last_moment(rules: Rules, pick: StoredPick) -> datetime:
    """Midnight after so many further working days as the policy keeps an inspection open."""
    zone = rules.zone
    day = pick.picked_for.astimezone(zone).date()
    for _ in range(rules.policy.household_open_days):
        day = rules.calendar.next_working(day + timedelta(days=1))
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone)
