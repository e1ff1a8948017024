"""A conversation in a third language, for a house that has one: `python -m tests.languages.story`.

Its test runs it in a process of its own, since a house reads its catalogues once.
"""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from inspection.cell import Unfit, language
from inspection.roster import Roster
from inspection.wording import LANGUAGES
from simulator import World
from storage.migrate import migrate
from tests.languages.pseudo import PSEUDO, pseudo
from tests.scenarios.check import stop_drawing
from tests.scenarios.town import SUNDAY, small_roster, town_on

ONE_HOUSEHOLD = {"household.calls": "1"}


def roster() -> Roster:
    """Everybody's language is the third one, as the register's cell gives it."""
    third = language(f" {PSEUDO.upper()} ")
    small = small_roster(officials=1, households=1)
    return replace(
        small,
        officials=tuple(replace(one, language=third) for one in small.officials),
        households=tuple(replace(one, language=third) for one in small.households),
        inspectors=tuple(replace(one, language=third) for one in small.inspectors),
    )


def play(home: Path) -> None:
    assert LANGUAGES == (PSEUDO, "zh", "en")
    database = f"sqlite:///{home / 'story.db'}"
    migrate(database)
    with (
        World(start=SUNDAY) as world,
        town_on(database, home, world, roster=roster(), policy=ONE_HOUSEHOLD) as town,
    ):
        for person in ("O1", "I1"):
            chat = town.chat(person).starts(town.codes[person])
            chat.receives(pseudo("Please press the button below")[:-1])
            chat.taps(pseudo("Share my contact")).receives(pseudo("Your account is connected")[:-1])
        official = town.chat("O1").receives(pseudo("Rules of the checks")[:-1])
        official.sees(pseudo("{n} hours").format(n=4)).sees(pseudo("{n} checks").format(n=2))
        stop_drawing(town)
        town.drawn()
        household = town.phone_of("H1").answers()
        household.hears("选择语言").hears("Choose your language. For English, press 2.")
        household.presses("2").hears("Hello. This is an automatic call").presses("7")
        town.to(11)
        official.receives(pseudo("Unannounced check")[:-1]).sees(pseudo("Where are you now?"))
        official.taps(pseudo("On leave")).receives(pseudo("Until when is your leave")[:-1])
        official.says("Until Friday.").receives(pseudo("Thank you, your answer was recorded."))
        town.to(20, 40)
        summary = town.chat("I1").receives(pseudo("Inspection ")[:-1])
        summary.sees(pseudo("On leave")).sees("Until Friday.")
        town.to(20, 50)
        town.chat("I1").receives(pseudo("Digest of ")[:-1]).sees(pseudo("Monday"))
        world.verify()


def refuses_others() -> None:
    with pytest.raises(Unfit) as refused:
        language("fr")
    assert refused.value.remedy == f"write {PSEUDO} or zh or en"


if __name__ == "__main__":
    refuses_others()
    play(Path(sys.argv[1]))
    sys.stdout.write("told to its end\n")
