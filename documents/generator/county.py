"""A generated roster: as many villages as wanted, county by county, with their inspectors."""

from collections.abc import Sequence
from itertools import groupby

from documents.generator import names
from documents.generator.chance import Chance
from documents.generator.register import INSPECTORS, Register
from documents.generator.village import VillageMaker
from documents.places import Place, invented_places
from inspection.sheet import Sheets

FROM_ELSEWHERE = 0.4


def generate(*, teams: int, seed: int, places: Sequence[Place] | None = None) -> Sheets:
    """A synthetic roster of one team a village, in the first `teams` of `places`.

    The same arguments give the same sheets. Without `places` the villages are invented too.
    Raises ValueError when there are fewer places than teams."""
    chosen = invented_places(teams) if places is None else tuple(places[: max(teams, 0)])
    if not 1 <= teams == len(chosen):
        raise ValueError(f"{teams} teams: choose 1 to {len(places or ())}")
    register = Register()
    village = VillageMaker(register, seed)
    for place in chosen:
        village.make(place)
    for county, of_county in groupby(chosen, key=lambda place: place.code[:6]):
        _inspect(register, Chance(seed, county), county, [place.code[:9] for place in of_county])
    _administer(register, Chance(seed, "administrator"), chosen[0])
    return register.sheets()


def _inspect(register: Register, chance: Chance, county: str, townships: Sequence[str]) -> None:
    """One inspector for the county, sent from another one and reading English; two local ones."""
    _inspector(register, chance, "en", county, _neighbour(county))
    for region in dict.fromkeys((townships[0], townships[-1])):
        home = _neighbour(county) if chance.happens(FROM_ELSEWHERE) else county
        _inspector(register, chance, "zh", region, home)


def _inspector(register: Register, chance: Chance, language: str, region: str, home: str) -> None:
    key, number = register.next_id("I", 3), register.next_number(INSPECTORS)
    name = names.person(chance)
    register.add("inspectors", key, name, number, language, region, home, "inspector", "")


def _administer(register: Register, chance: Chance, place: Place) -> None:
    """One administrator for the whole province."""
    key, number = register.next_id("I", 3), register.next_number(INSPECTORS)
    name, region, home = names.person(chance), place.code[:2], place.code[:6]
    register.add("inspectors", key, name, number, "zh", region, home, "administrator", "")


def _neighbour(county: str) -> str:
    """The code of the next county of the prefecture."""
    return f"{county[:4]}{(int(county[4:]) % 90) + 1:02}"
