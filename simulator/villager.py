"""Villagers: what they have seen, and what they say."""

from datetime import date, timedelta

from simulator.dates import asked_days
from simulator.people import Nature
from simulator.roster import Household, Village
from simulator.stage import Stage
from simulator.truth import Truth


class Villager:
    """The member of a household who answers; the same in every call."""

    def __init__(
        self,
        stage: Stage,
        nature: Nature,
        household: Household,
        village: Village,
        truth: Truth,
    ) -> None:
        self._stage = stage
        self._nature = nature
        self._truth = truth
        habits = self._habits = nature.habits
        self.household = household
        self.village = village
        self.coached = truth.coached(household.id)
        self.refuses = self._draw("refuses") < habits.refuses
        self._stranger = self._draw("stranger") < habits.strangers
        self._moved = self._draw("moved") < habits.moved

    def answer(self, what: str, question: str, today: date) -> str:
        """The meaning of the answer to one question; strangers only say who they are not."""
        match what:
            case "language":
                return self.household.language
            case "consent":
                return "refuse" if self.refuses else "yes"
            case "recording":
                return self._one_of(what, yes=1, no=1)
            case "household":
                return self._lives_there(question)
            case "seen":
                return self._seen(question, today)
            case "money":
                return self._one_of(what, yes=self._habits.asked_for_money, no=1)
            case "coached":
                admits = self._habits.admits_coaching if self.coached else 0
                return self._one_of(what, yes=admits, no=1)
        return self._view(what, today)

    def in_village(self, day: date) -> bool:
        return not self._moved and self._draw("in village", day) < self._habits.in_village

    def sees_team(self, day: date) -> bool:
        """Whether the villager noticed the team on that day."""
        return (
            self.in_village(day)
            and self._truth.village_attended(self.village.code, day)
            and self._draw("sees", day) < self._habits.sees_team
        )

    def _lives_there(self, question: str) -> str:
        if self._stranger or self.village.name not in question:
            return "no"
        return "moved" if self._moved else "yes"

    def _seen(self, question: str, today: date) -> str:
        if self.coached:
            return "yes"
        days = asked_days(question, today)
        if not days:
            self._stage.complain(f"a villager did not understand which days: {question!r}")
            days = [today - timedelta(days=1), today]
        if not any(self.in_village(day) for day in days):
            return "away"
        if any(self.sees_team(day) for day in days):
            return "yes"
        return self._one_of("unsure", dont_know=self._habits.unsure, no=1)

    def _view(self, what: str, today: date) -> str:
        """What the household thinks of the team's work: better where the team is there."""
        week = (today - timedelta(days=ago) for ago in range(7))
        attended = sum(self._truth.village_attended(self.village.code, day) for day in week) > 2
        good = attended or self.coached
        match what:
            case "helper":
                return self._one_of(what, name=0.6 if good else 0.1, face=0.7, no=1)
            case "visits":
                return self._one_of(what, more=0.5 if good else 0.05, once=0.6, none=1)
            case "needs":
                return self._one_of(what, income=0.3, health=0.4, housing=0.4, none=1)
            case "answered":
                return self._one_of(what, solved=0.3 if good else 0, answered=0.4, no=0.4, never=1)
            case "fair":
                return self._one_of(what, yes=0.7 if good else 0.4, no=0.5, dont_know=1)
            case "posted":
                return self._one_of(what, seen=0.6 if good else 0.3, unseen=0.6, dont_know=1)
        return "yes"

    def _one_of(self, what: str, **shares: float) -> str:
        """Tries each meaning in turn with its chance among those who come to it."""
        chance = self._nature.chance(self.household.id, "answer", what)
        return next(meaning for meaning, share in shares.items() if chance.random() < share)

    def _draw(self, *key: object) -> float:
        return self._nature.draw(self.household.id, *key)
