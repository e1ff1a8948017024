"""One generated village: its team, their postings, its households and who helps them."""

from datetime import date, timedelta

from documents.generator import names
from documents.generator.chance import Chance
from documents.generator.register import HOUSEHOLDS, MIGRANTS, OFFICIALS, Register
from documents.places import Place

FIRST_DAY = date(2025, 1, 1)
HANDOVER = date(2025, 10, 1)

# Shares of households, from what call lists of such villages look like.
IN_PROGRAMME = 0.6
WITHOUT_NUMBER = 0.06
MIGRANT = 0.12
SHARED_NUMBER = 0.05
WRONG_NUMBER = 0.03
SECOND_NUMBER = 0.2
CADRE_KIN = 0.05
HANDED_OVER = 0.08
TEAM_CHANGED = 0.05


class VillageMaker:
    """Remembers the numbers given before: shared and wrong ones are somebody else's."""

    def __init__(self, register: Register, seed: int) -> None:
        self._register = register
        self._seed = seed
        self._elsewhere: tuple[str, ...] = ()

    def make(self, place: Place) -> None:
        chance = Chance(self._seed, place.code)
        self._register.add(
            "villages",
            *(place.code, place.name, place.township),
            *(place.county, place.prefecture, place.province, ""),
        )
        team = self._register.next_id("T", 10)
        self._register.add("teams", team, place.code, f"驻{place.name}工作队")
        officials = self._officials(chance, place, team)
        numbers: list[str] = []
        for _ in range(chance.between(8, 20)):
            self._household(chance, place, officials, numbers)
        self._elsewhere = tuple(numbers) or self._elsewhere

    def _officials(self, chance: Chance, place: Place, team: str) -> list[str]:
        officials = []
        for rank in range(chance.between(3, 4)):
            role = "member" if rank else "leader"
            since = FIRST_DAY + timedelta(days=chance.between(0, 90))
            if rank and chance.happens(TEAM_CHANGED):
                left = HANDOVER - timedelta(days=1)
                self._post(self._official(chance, place), team, role, since, left)
                since = HANDOVER
            official = self._official(chance, place)
            self._post(official, team, role, since, None)
            officials.append(official)
        return officials

    def _official(self, chance: Chance, place: Place) -> str:
        official = self._register.next_id("O", 4)
        number = self._register.next_number(OFFICIALS)
        unit = names.unit(chance, place.county)
        self._register.add("officials", official, names.person(chance), number, "zh", unit)
        return official

    def _post(self, official: str, team: str, role: str, since: date, to: date | None) -> None:
        until = to.isoformat() if to else ""
        self._register.add("postings", official, team, role, since.isoformat(), until)

    def _household(
        self, chance: Chance, place: Place, officials: list[str], numbers: list[str]
    ) -> None:
        household = self._register.next_id("H", 5)
        own = self._numbers(chance, numbers)
        numbers += own
        helped = chance.happens(IN_PROGRAMME)
        self._register.add(
            "households",
            *(household, place.code, names.person(chance), ";".join(own)),
            *("zh", _yes_no(helped), _yes_no(chance.happens(CADRE_KIN))),
        )
        if helped:
            self._designate(chance, household, officials)

    def _numbers(self, chance: Chance, neighbours: list[str]) -> list[str]:
        if chance.happens(WITHOUT_NUMBER):
            return []
        first = self._first_number(chance, neighbours)
        if chance.happens(SECOND_NUMBER):
            return [first, self._register.next_number(HOUSEHOLDS)]
        return [first]

    def _first_number(self, chance: Chance, neighbours: list[str]) -> str:
        if neighbours and chance.happens(SHARED_NUMBER):
            return chance.one_of(neighbours)
        if self._elsewhere and chance.happens(WRONG_NUMBER):
            return chance.one_of(self._elsewhere)
        away = chance.happens(MIGRANT)
        return self._register.next_number(MIGRANTS if away else HOUSEHOLDS)

    def _designate(self, chance: Chance, household: str, officials: list[str]) -> None:
        since, helper = FIRST_DAY + timedelta(days=90), chance.one_of(officials)
        if chance.happens(HANDED_OVER):
            until = (HANDOVER - timedelta(days=1)).isoformat()
            self._register.add("designations", household, helper, since.isoformat(), until)
            since, helper = HANDOVER, chance.one_of([o for o in officials if o != helper])
        self._register.add("designations", household, helper, since.isoformat(), "")


def _yes_no(is_so: bool) -> str:
    return "yes" if is_so else "no"
