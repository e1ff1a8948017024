"""What is really the case in a simulated county, whatever anybody says."""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from simulator.people import Nature
from simulator.roster import Roster

Place = Literal["village", "trip", "leave", "home"]


class Truth:
    """Depends on the seed, the person and the day alone, never on what the product asks."""

    def __init__(self, roster: Roster, nature: Nature, *, days: Sequence[date]) -> None:
        habits = self._habits = nature.habits
        self._roster = roster
        self._draw = nature.draw
        self.absent_teams = self._some(sorted(roster.teams), habits.absent_teams, "absent team")
        self._coached_villages = self._some(
            sorted(roster.villages), habits.coached_villages, "coached village"
        )
        self._team_of = {posting.official: posting.team for posting in roster.postings}
        self.absentee_officials = frozenset(
            official
            for official in roster.officials
            if not self.honest(official)
            and any(self.where(official, day) == "home" for day in days)
        )
        """Who was at home on one of `days` or more and says otherwise."""

    def honest(self, official: str) -> bool:
        """Whether the official says truly where they are."""
        return self._team_of.get(official) not in self.absent_teams and not self._lone(official)

    def where(self, official: str, day: date) -> Place:
        team = self._team_of.get(official)
        if team in self.absent_teams:
            absent = self._draw("absent day", team, day) < self._habits.absent_days
            return "home" if absent else "village"
        if self._lone(official):
            absent = self._draw("lone day", official, day) < self._habits.lone_absent_days
            return "home" if absent else "village"
        drawn = self._draw("where", official, day)
        for place, share in (
            ("leave", self._habits.on_leave),
            ("trip", self._habits.on_trip),
            ("home", self._habits.resting),
        ):
            if drawn < share:
                return place  # type: ignore[return-value]
            drawn -= share
        return "village"

    def team_present(self, team: str, day: date) -> bool:
        """Whether anybody of the team was in the village on that day."""
        members = (p.official for p in self._roster.postings if p.team == team and p.covers(day))
        return any(self.where(official, day) == "village" for official in members)

    def village_attended(self, village: str, day: date) -> bool:
        """Whether anybody of any team of the village was there on that day."""
        teams = (team for team, where in self._roster.teams.items() if where == village)
        return any(self.team_present(team, day) for team in teams)

    def coached(self, household: str) -> bool:
        """Whether somebody has told the household to say yes."""
        known = self._roster.households[household]
        share = self._habits.coached_elsewhere
        if known.cadre_kin:
            share = self._habits.coached_kin
        if known.village in self._coached_villages:
            share = self._habits.coached_there
        return self._draw("coached", household) < share

    def _lone(self, official: str) -> bool:
        return self._draw("lone absentee", official) < self._habits.lone_absentees

    def _some(self, names: Iterable[str], share: float, what: str) -> frozenset[str]:
        """That share of the names, rounded up, so that a small county has some too."""
        drawn = sorted(names, key=lambda name: self._draw(what, name))
        return frozenset(drawn[: math.ceil(share * len(drawn))])
