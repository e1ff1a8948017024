"""A county of people who act on their own, with a truth that is known."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from simulator.official import Conduct
from simulator.official_chat import InspectorChat, OfficialChat
from simulator.official_phone import OfficialPhone
from simulator.people import Habits, Nature
from simulator.roster import Official, Roster
from simulator.truth import Truth
from simulator.villager import Villager
from simulator.villager_phone import VillagerPhone
from simulator.world import World

_LINKED_WITHIN = 45 * 60
"""Seconds in which everybody opens the link of their invitation."""


class County:
    def __init__(
        self, roster: Roster, *, world: World, seed: int, days: Sequence[date], habits: Habits
    ) -> None:
        self.roster = roster
        self._nature = Nature(seed=seed, habits=habits)
        self.truth = Truth(roster, self._nature, days=days)
        self._world = world
        self.villagers = self._settle_households()
        """By household."""
        self.conducts = self._settle_officials()
        """By official."""
        self._settle_inspectors()

    @classmethod
    def from_roster(
        cls,
        folder: Path,
        *,
        world: World,
        seed: int,
        days: Sequence[date],
        habits: Habits | None = None,
    ) -> Self:
        """Gives phones and chats in `world` to everybody in the roster of `folder`.

        `days` are the days for which `truth.absentee_officials` counts. A chat is known by the
        id of its official or inspector.
        """
        roster = Roster.read(folder)
        return cls(roster, world=world, seed=seed, days=days, habits=habits or Habits())

    def link_everyone(self, codes: Mapping[str, str]) -> None:
        """Lets everybody with a messenger open their invitation: person's id -> invite code."""
        stage = self._world.stage
        for person in sorted(codes.keys() & self._world.telegram.people().keys()):
            chat, code = self._world.telegram.person(person), codes[person]
            delay = self._nature.chance(person, "link").randrange(_LINKED_WITHIN)
            stage.after(delay, lambda chat=chat, code=code: chat.start(code))  # type: ignore[misc]

    def coached(self, household: str) -> bool:
        return self.truth.coached(household)

    @property
    def without_chat(self) -> frozenset[str]:
        """Officials who have no messenger."""
        return frozenset(name for name, conduct in self.conducts.items() if not conduct.has_chat)

    def describe(self, who: str) -> str:
        """Whose number or chat this is, for a transcript."""
        if who in self.roster.officials:
            return f"{self.roster.officials[who].name} ({who})"
        if who in self.roster.inspectors:
            return f"{self.roster.inspectors[who].name} ({who})"
        for official in self.roster.officials.values():
            if official.number == who:
                return f"{official.name} ({official.id})"
        sharing = [h for h in self.roster.households.values() if who in h.numbers]
        return ", ".join(f"{h.name} ({h.id})" for h in sharing) or who

    def _settle_households(self) -> dict[str, Villager]:
        stage = self._world.stage
        villagers = {
            household.id: Villager(
                stage,
                self._nature,
                household,
                self.roster.villages[household.village],
                self.truth,
            )
            for household in self.roster.households.values()
        }
        sharing: dict[str, list[Villager]] = {}
        for villager in villagers.values():
            for number in villager.household.numbers:
                sharing.setdefault(number, []).append(villager)
        for number, owners in sharing.items():
            carrier = self._world.twilio
            phone = VillagerPhone(
                stage,
                self._nature,
                number,
                owners,
                call_us=carrier.call_us,
                write=carrier.write_text,
            )
            self._world.settle_in(number, phone)
        return villagers

    def _settle_officials(self) -> dict[str, Conduct]:
        conducts = {}
        for official in self.roster.officials.values():
            conduct = Conduct(
                self._world.stage, self._nature, official, self.truth, self._zone(official)
            )
            conducts[official.id] = conduct
            phone = OfficialPhone(self._world.stage, conduct)
            self._world.settle_in(official.number, phone)
            if conduct.has_chat:
                person = self._world.telegram.person(
                    official.id,
                    number=official.number,
                    first_name=official.name,
                    language=official.language,
                )
                chat = OfficialChat(self._world.stage, person, conduct)
                self._world.writes_to(official.id, chat)
        return conducts

    def _settle_inspectors(self) -> None:
        for inspector in self.roster.inspectors.values():
            person = self._world.telegram.person(
                inspector.id,
                number=inspector.number,
                first_name=inspector.name,
                language=inspector.language,
            )
            self._world.writes_to(inspector.id, InspectorChat(self._world.stage, person))

    def _zone(self, official: Official) -> ZoneInfo:
        team = next((p.team for p in self.roster.postings if p.official == official.id), "")
        village = self.roster.teams.get(team, "")
        known = self.roster.villages.get(village)
        return ZoneInfo(known.zone if known else "Asia/Shanghai")
