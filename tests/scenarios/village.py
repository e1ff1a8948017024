"""The village of one pick: its official has answered in the chat, what is left is the telephone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol, Self

import sqlalchemy as sa

from fieldwork.book import Reply
from fieldwork.rules import Rules
from inspection.contact import Address, Attempt, Contact
from inspection.disposition import Disposition
from inspection.policy import PolicyRow
from inspection.roster import Household, Roster
from simulator.carrier.call import Call
from simulator.phone_script import PhoneScript
from storage.engine import Engines
from storage.tables import audit_entries
from tests.scenarios.answers import OPENING, says
from tests.scenarios.town import SHANGHAI, Drawn, Town, household_number, small_roster

ONE = {"household.calls": "1"}
"""One household is called for the pick, and others only in its place."""
ONLY_ONE = ONE | {"household.contacts_an_inspection": "1"}
"""One household is called for the pick, and nobody in its place."""
_NO_MORE_DRAWS = {"draw.rate_milli": "0", "draw.floor_days": "0"}
_TUESDAY = date(2026, 3, 3)


class MakeTown(Protocol):
    def __call__(
        self, *, policy: Mapping[str, str] | None = None, roster: Roster | None = None
    ) -> Town: ...


@dataclass(kw_only=True)
class Village:
    town: Town
    drawn: Drawn

    @classmethod
    def drawn_in(
        cls,
        make_town: MakeTown,
        *,
        policy: Mapping[str, str] | None = None,
        roster: Roster | None = None,
        once: bool = True,
    ) -> Self:
        """Monday at eleven: the draw was made, the official has answered both questions.

        With `once` there is no further draw; otherwise one each working day at ten."""
        town = make_town(policy=policy, roster=roster or small_roster(officials=1))
        town.link("O1")
        with town.product.foundation.ledger.write() as book:
            for key, value in _NO_MORE_DRAWS.items() if once else ():
                row = PolicyRow(region="", key=key, value=value, valid_from=_TUESDAY)
                book.policy.set(row)
        village = cls(town=town, drawn=town.drawn())
        village.official_answers()
        return village

    def draws_again(self, *, day: int) -> None:
        """Goes on to the draw of that day of March; the official answers again."""
        self.town.to(10, day=day)
        with self.town.product.foundation.ledger.read() as book:
            start = datetime(2026, 3, day, tzinfo=SHANGHAI)
            (inspection,) = book.inspections.between(start, start + timedelta(days=1))
            contacts = book.contacts.of_inspection(inspection.id)
        self.drawn = Drawn(
            inspection=inspection,
            official=self.drawn.official,
            households=[c.person for c in contacts if c.kind == "household"],
        )
        self.official_answers(day=day)

    def official_answers(self, *, day: int = 2) -> None:
        self.town.to(11, day=day)
        chat = self.town.chat(self.drawn.official)
        chat.receives("Unannounced check").taps("In the village").receives("Please type")
        chat.says("We are mending the water pipe.").receives("Thank you")

    # -- households, by their place in the drawn order -----------------------------------------

    def household(self, place: int = 1) -> str:
        return self.drawn.inspection.pick.households[place - 1]

    def phone(self, place: int = 1) -> PhoneScript:
        return self.town.phone_of(self.household(place))

    def calls(self, place: int = 1) -> list[Call]:
        return self.phone(place).calls

    def contact(self, place: int = 1) -> Contact:
        return self.town.book().contact_of(self.household(place))

    def drawn_questions(self, place: int = 1) -> tuple[str, ...]:
        """The five that were drawn for the household, in the order in which they are asked."""
        return self.contact(place).dialogue.order[len(OPENING) :]

    def called(self) -> set[str]:
        """The households that were rung at least once."""
        everybody = self.drawn.inspection.pick.households
        return {name for name in everybody if self.town.phone_of(name).calls}

    # -- what they do on the phone -------------------------------------------------------------

    def picks_up(
        self, place: int = 1, *, language: str = "en", on: PhoneScript | None = None
    ) -> PhoneScript:
        """Answers, chooses the language, agrees and says yes, this is the household."""
        phone = (on or self.phone(place)).answers()
        if language == "zh":
            phone.hears("选择语言").chooses("普通话").hears("单独说话").chooses("是")
            return phone.hears("您家是在").chooses("是")
        phone.hears("Choose your language").chooses("English").hears("alone").chooses("yes")
        return phone.hears("Is your household in").chooses("yes")

    def answers_in_full(
        self,
        place: int = 1,
        *,
        language: str = "en",
        on: PhoneScript | None = None,
        but: Sequence[str] = (),
    ) -> PhoneScript:
        """Answers all that is asked; `but` was answered in an earlier call."""
        phone = self.picks_up(place, language=language, on=on)
        left = [question for question in self.drawn_questions(place) if question not in but]
        says(phone, *left, language=language)
        return phone.hears("回答已经记下" if language == "zh" else "answers were recorded")

    # -- what the book says --------------------------------------------------------------------

    def replies(self, place: int = 1) -> Sequence[Reply]:
        with self.town.product.foundation.ledger.read() as book:
            return book.contacts.replies(self.contact(place).id)

    def said(self, place: int = 1) -> dict[str, str]:
        return {reply.question: reply.value for reply in self.replies(place)}

    def attempts(self, place: int = 1) -> Sequence[Attempt]:
        with self.town.product.foundation.ledger.read() as book:
            return book.contacts.attempts(self.contact(place).id)

    def addresses(self, place: int = 1) -> Sequence[Address]:
        with self.town.product.foundation.ledger.read() as book:
            return book.roster.voice_addresses("household", self.household(place))

    def outcomes(self, place: int = 1) -> list[Disposition | None]:
        """How each attempt ended."""
        return [attempt.disposition for attempt in self.attempts(place)]

    def part_of_day(self, moment: datetime) -> str:
        """Of the village's own day."""
        with self.town.product.foundation.ledger.read() as book:
            rules = Rules.at(book, moment, self.drawn.inspection.pick.village)
        return rules.household_window.part_of_day(moment)

    def rung_at(self, place: int = 1) -> list[datetime]:
        """Local times at which the calls were ordered."""
        return [attempt.made_at.astimezone(SHANGHAI) for attempt in self.attempts(place)]

    def summary(self) -> str:
        with self.town.product.foundation.ledger.read() as book:
            (summary,) = book.summaries.of_inspection(self.drawn.inspection.id)
        return summary.text

    def acts(self) -> list[str]:
        """What was noted in the log of acts, in its order."""
        engines = Engines(self.town.product.foundation.settings.url)
        with engines.reading() as connection:
            acts = connection.execute(sa.select(audit_entries.c.act).order_by(audit_entries.c.n))
            found = list(acts.scalars())
        engines.dispose()
        return found

    # -- time ----------------------------------------------------------------------------------

    def until_ended(self, calls: int = 1, *, place: int = 1) -> None:
        """Runs until so many calls to the household are over, and what follows at once is done."""
        while sum(attempt.ended_at is not None for attempt in self.attempts(place)) < calls:
            self._next_event()
        self.town.clock.settle()

    def until_closed(self, place: int = 1) -> None:
        while not self.contact(place).closed:
            self._next_event()

    def until_called(self, calls: int = 1, *, place: int = 1) -> None:
        """Runs until the household is being rung for so many times."""
        while len(self.attempts(place)) < calls:
            self._next_event()

    def sleeps_until(self, instant: datetime) -> None:
        """An outage: nothing of the product runs before `instant`."""
        self.town.world.move_to(instant)
        self.town.clock.now = instant
        self.town.clock.settle()

    def _next_event(self) -> None:
        due = self.town.clock.settle()
        assert due is not None, "nothing will ever happen again"
        self.town.clock.run_until(due)


def asked_midway(make_town: MakeTown) -> tuple[Village, int]:
    """A village, and the place of a household that is asked about the team in the middle of its
    call; nobody else there can be reached."""
    policy = {"household.calls": "5", "household.contacts_an_inspection": "5"}
    village = Village.drawn_in(make_town, policy=policy)
    place = next(p for p in range(1, 6) if "seen" in village.drawn_questions(p)[1:-1])
    for other in {1, 2, 3, 4, 5} - {place}:
        village.phone(other).is_out_of_service()
    return village, place


def with_households(*households: Household, officials: int = 1) -> Roster:
    return replace(small_roster(officials=officials), households=households)


def a_household(n: int, *phones: str, synthetic: bool = True, programme: bool = True) -> Household:
    (household,) = small_roster(households=1).households
    return replace(
        household,
        household=f"H{n}",
        name=f"Household {n}",
        phones=phones or (household_number(n),),
        in_programme=programme,
        synthetic=synthetic,
    )
