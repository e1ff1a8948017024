"""Officials: what they say, and whether they answer at all."""

from datetime import date
from zoneinfo import ZoneInfo

from simulator.people import Nature
from simulator.phrases import PHRASES
from simulator.roster import Official
from simulator.stage import Stage
from simulator.truth import Truth

_MINUTE = 60.0
_HOUR = 60 * _MINUTE


class Conduct:
    """What one official says, and whether they answer at all."""

    def __init__(
        self, stage: Stage, nature: Nature, official: Official, truth: Truth, zone: ZoneInfo
    ) -> None:
        self._stage = stage
        self._truth = truth
        self._zone = zone
        habits = self._habits = nature.habits
        self.nature = nature
        self.official = official
        trait = nature.draw(official.id, "trait")
        self.phone_off = trait < habits.phone_off
        self.blocks = habits.phone_off <= trait < habits.phone_off + habits.blockers
        self.has_chat = nature.draw(official.id, "chat") >= habits.without_chat

    def today(self) -> date:
        return self._stage.now.astimezone(self._zone).date()

    def claims(self) -> str:
        """Where they say they are: who is absent without leave says, in the village."""
        place = self._truth.where(self.official.id, self.today())
        if place == "home" and not self._truth.honest(self.official.id):
            return "village"
        return place

    def delay(self, check: int) -> float | None:
        """Seconds until the nth check of the day is answered; None: it is forgotten."""
        chance = self.nature.chance(self.official.id, self.today(), "check", check)
        kind = chance.random()
        if self.phone_off or kind < self._habits.forgets:
            return None
        if kind < self._habits.forgets + self._habits.answers_late:
            return chance.uniform(5 * _HOUR, 7 * _HOUR)
        return min(2 * _HOUR, _MINUTE + chance.expovariate(1 / (14 * _MINUTE)))

    def words(self, what: str) -> str:
        phrases = PHRASES[what].get(self.official.language, PHRASES[what]["zh"])
        return self.nature.chance(self.official.id, self.today(), what).choice(phrases)
