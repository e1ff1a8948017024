"""A pick whose official is asked in the chat and whose neighbours are asked on the phone."""

from collections.abc import Mapping
from typing import Self

from inspection.roster import Roster
from tests.scenarios.answers import ANSWERS
from tests.scenarios.check import MakeTown, stop_drawing
from tests.scenarios.town import Town, small_roster
from tests.scenarios.village import Village

SAW_THEM, SAW_NOBODY = "yes, I saw them", "no, I did not see them"
WAS_AWAY, DOES_NOT_KNOW = "I was away from the village", "I don't know"


class Neighbours(Village):
    """As a village, but what the official does is left to the story."""

    @classmethod
    def picked_in(
        cls,
        make_town: MakeTown,
        *linked: str,
        policy: Mapping[str, str] | None = None,
        roster: Roster | None = None,
    ) -> Self:
        """Monday at ten: the one draw was made. `linked` are linked beside the official."""
        town = make_town(policy=policy, roster=roster or small_roster(officials=1))
        town.link("O1", *linked)
        return cls.goes_on(town)

    @classmethod
    def goes_on(cls, town: Town) -> Self:
        """From a town in which everybody is linked who shall be."""
        stop_drawing(town)
        return cls(town=town, drawn=town.drawn())

    def claims(self, button: str, *, words: str = "Mending the pipe.") -> None:
        """At eleven the official presses this button and answers the second question."""
        self.town.to(11)
        chat = self.town.chat(self.drawn.official).receives("Unannounced check")
        chat.taps(button).receives("Please type").says(words).receives("recorded")

    def tell(self, *seen: str) -> None:
        """The drawn households, in their drawn order, say whether they saw the team."""
        for place, choice in enumerate(seen, start=1):
            phone = self.picks_up(place)
            for question in self.drawn_questions(place):
                heard, usual = ANSWERS["en"][question]
                phone.hears(heard).chooses(choice if question == "seen" else usual)
            phone.hears("answers were recorded")
