"""The register."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from fieldwork.book.opt_outs import Holder
from fieldwork.book.person import PersonKind
from inspection.contact import Address
from inspection.disposition import Disposition
from inspection.in_force import InForce
from inspection.roster import Roster, SupervisorRole


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What an import did to the register."""

    added: Mapping[str, int]
    changed: Mapping[str, int]
    unchanged: Mapping[str, int]
    missing: Mapping[str, int]
    """Rows in force that the sheets no longer hold: reported, never deleted."""


@dataclass(frozen=True, kw_only=True)
class TeamToday:
    """A team as the frame needs it on one day."""

    team: str
    village: str
    """12-digit code."""
    officials: tuple[str, ...]
    """With a posting in force that day."""
    households: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Place:
    code: str
    village: str
    township: str
    county: str


@dataclass(frozen=True, kw_only=True)
class Official:
    id: str
    name: str
    language: str
    announced: str
    """Version of the policy that the person was told of; "" if of none."""


@dataclass(frozen=True, kw_only=True)
class Posted:
    team: str
    team_name: str
    village: str


@dataclass(frozen=True, kw_only=True)
class Household:
    id: str
    language: str
    in_programme: bool
    cadre_kin: bool
    since: datetime
    """When the register last changed anything about it."""


@dataclass(frozen=True, kw_only=True)
class Inspector:
    id: str
    name: str
    language: str
    region: str
    county: str
    role: SupervisorRole = "inspector"
    kin: tuple[str, ...] = ()
    """Codes of places where the inspector is never sent."""


@dataclass(frozen=True, kw_only=True)
class NumberCounts:
    """Numbers in force, of officials, households and inspectors."""

    all: int
    spoiled: int
    """Found to be out of service or a stranger's."""
    synthetic: int
    """Invented: no real carrier dials them."""


class RosterShelf(Protocol):
    def store(self, roster: Roster, at: datetime) -> Stored: ...
    def mark(self) -> str:
        """Another one after every import that changed anything. Within a unit of work that writes,
        nobody else imports until its end."""
        ...

    def in_force(self) -> InForce:
        """What a roster that comes in may refer to, and must not contradict."""
        ...

    def at(self, moment: datetime) -> Roster:
        """All that was in force then, with names and numbers: note in the log who asked, and why.
        In order of key; numbers in the order of trial that holds now."""
        ...

    def teams(self, day: date) -> Sequence[TeamToday]:
        """In order of team id."""
        ...

    def place(self, village: str) -> Place: ...
    def region_name(self, region: str) -> str:
        """The name of the place whose code begins so; "" without a village there."""
        ...

    def zones(self, of: Collection[str]) -> Mapping[str, str]:
        """`zone_of` many villages."""
        ...

    def zone_of(self, village: str) -> str:
        """IANA name of the village's own zone; "" where it has none or is not in force."""
        ...

    def village_of_team(self, team: str) -> str: ...
    def name_of_team(self, team: str) -> str: ...
    def region_of(self, official: str, at: datetime) -> str:
        """Code of the village where the official is posted; "" without a posting that day."""
        ...

    def posted(self, at: datetime) -> Mapping[str, Posted]:
        """Official -> where the person is posted on that (UTC) day."""
        ...

    def official(self, official: str) -> Official: ...
    def officials(self) -> Sequence[Official]: ...
    def household(self, household: str) -> Household: ...
    def households(self, named: Collection[str]) -> Mapping[str, Household]:
        """Those of them that are in force."""
        ...

    def languages(self, officials: Collection[str]) -> Mapping[str, str]:
        """Of those officials who are in force."""
        ...

    def supervisors(self) -> Sequence[Inspector]:
        """Inspectors and administrators, in order of id."""
        ...

    def inspectors(self) -> Sequence[Inspector]:
        """Without the administrators, who inspect nobody and read no summaries."""
        ...

    def administrators(self) -> Sequence[Inspector]: ...
    def voice_addresses(self, kind: PersonKind, person: str) -> Sequence[Address]: ...
    def number(self, address: int) -> str:
        """The number itself (E.164), opened for one request."""
        ...

    def number_counts(self) -> NumberCounts: ...
    def holders(self, number: str) -> Sequence[Holder]:
        """Everybody who has or had this number (E.164), in order of their addresses."""
        ...

    def same_number(self, address: int) -> Sequence[int]:
        """All addresses with the number of this one, itself included."""
        ...

    def neighbours(self, households: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Of each household that has a number: itself, and every other that has or had one of its
        numbers."""
        ...

    def spoil(self, address: int, disposition: Disposition, at: datetime) -> None:
        """Marks an address as unusable: out of service, or a stranger's."""
        ...

    def has_teams(self) -> bool:
        """Whether there is anybody to draw."""
        ...

    def counts(self) -> Mapping[str, int]: ...
