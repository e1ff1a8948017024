"""A town in which everything that is somebody's can be told from all other words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inspection.roster import Roster
from simulator.traffic import Exchange
from tests.scenarios.town import INSPECTOR_NUMBER, household_number, official_number, small_roster

OFFICIAL, INSPECTOR = "Ambrose Quillfeather", "Ottoline Marshwiggle"
HOUSEHOLDS = tuple(f"Tamsin Voleburrow-{letter}" for letter in "ABCDE")
PLACES = ("Zyxhollow", "Qvarnstead", "Ulkmere", "Brimvale", "Wexiana", "Oxliptonian")
UNIT = "Fernwick bureau"
WORDS = "my cousin Isadora kept the pump key"
POISON = "gossip about Peregrine"
NAMES = (OFFICIAL, INSPECTOR, *HOUSEHOLDS, *PLACES, UNIT, "Isadora", "Peregrine")
NUMBERS = tuple(
    number.removeprefix("+86")
    for number in (
        official_number(1),
        INSPECTOR_NUMBER,
        *(household_number(n) for n in range(1, 6)),
    )
)
_NUMBERED = {"To", "From", "to", "from"}
"""Fields in which a carrier wants the numbers."""
_TOLD = {"text", "Body"}
"""Fields that are read by the person themselves."""


def canary_roster() -> Roster:
    plain = small_roster(officials=1)
    village, township, county, prefecture, province, team = PLACES
    return replace(
        plain,
        villages=tuple(
            replace(
                one,
                name=village,
                township=township,
                county=county,
                prefecture=prefecture,
                province=province,
            )
            for one in plain.villages
        ),
        teams=tuple(replace(one, name=team) for one in plain.teams),
        officials=tuple(replace(one, name=OFFICIAL, unit=UNIT) for one in plain.officials),
        households=tuple(
            replace(one, name=name) for one, name in zip(plain.households, HOUSEHOLDS, strict=True)
        ),
        inspectors=tuple(replace(one, name=INSPECTOR) for one in plain.inspectors),
    )


def found(canaries: Iterable[str], text: str) -> list[str]:
    return [canary for canary in canaries if canary in text]


@dataclass(frozen=True)
class Wire:
    """What went between us and the providers; each hit as (where, canary)."""

    exchanges: Sequence[Exchange]

    def addresses(self) -> list[tuple[str, str]]:
        """In any address, that we call or are called at. What is asked behind `?` is looked at by
        `fields`."""
        return [
            (one.api, canary)
            for one in self.exchanges
            for canary in found((*NAMES, *NUMBERS, "Isadora"), one.url.partition("?")[0])
        ]

    def fields(self) -> list[tuple[str, str]]:
        """In a field of our requests that is neither the number dialled nor the person's text."""
        return [
            (f"{one.api} {name}", canary)
            for one in self.exchanges
            if one.direction == "request"
            for name, value in one.params.items()
            for canary in found(_foreign(name), str(value))
        ]

    def texts_to(self, chat: str) -> str:
        return "\n".join(
            str(one.params.get("text", ""))
            for one in self.exchanges
            if one.direction == "request" and str(one.params.get("chat_id")) == chat
        )

    def answers(self) -> str:
        """What we answered to those who called at our doors: words to be spoken, too."""
        return "\n".join(str(one.answer) for one in self.exchanges if one.direction == "webhook")

    def headers(self) -> str:
        return "\n".join(str(dict(one.headers)) for one in self.exchanges)


def _foreign(field: str) -> tuple[str, ...]:
    if field in _NUMBERED:
        return NAMES
    return NUMBERS if field in _TOLD else (*NAMES, *NUMBERS)


def quoting(number: str) -> Mapping[str, Any]:
    """An error of the carrier that quotes whom we wanted, as theirs do."""
    told = f"The 'To' number {number} ({HOUSEHOLDS[0]}) is not a valid phone number."
    return {"code": 21211, "message": told, "more_info": f"https://x/{number}", "status": 400}
