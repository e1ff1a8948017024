"""The roster: villages, teams, officials, postings, households, designations, inspectors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from inspection.refusal import Refusal

Language = str
"""Code of a language that has a catalogue."""
Role = Literal["leader", "member"]
SupervisorRole = Literal["inspector", "administrator"]
"""An inspector looks into a region; an administrator keeps the program running, and looks into
nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Village:
    code: str
    """12 digits; the only key, since names repeat inside a county."""
    name: str
    township: str
    county: str
    prefecture: str
    province: str
    zone: str | None
    """IANA name; None = as the policy says."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    team: str
    village: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Official:
    official: str
    name: str = field(repr=False)
    phone: str = field(repr=False)
    """E.164."""
    language: Language
    unit: str = field(repr=False)
    synthetic: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Posting:
    official: str
    team: str
    role: Role
    from_day: date
    to_day: date | None
    """The last day, inclusive; None = open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Household:
    household: str
    village: str
    name: str = field(repr=False)
    phones: tuple[str, ...] = field(repr=False)
    """E.164, in order of trial; may be empty."""
    language: Language
    in_programme: bool
    cadre_kin: bool
    synthetic: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Designation:
    household: str
    official: str
    from_day: date
    to_day: date | None
    """The last day, inclusive; None = open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspector:
    inspector: str
    name: str = field(repr=False)
    phone: str = field(repr=False)
    """E.164."""
    language: Language
    region: str
    """Responsible for every village whose code begins so."""
    county: str
    """The 6-digit code of the county where the inspector comes from."""
    synthetic: bool
    role: SupervisorRole = "inspector"
    kin: tuple[str, ...] = ()
    """Codes of places where the inspector has kin or a former post: never sent there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    villages: tuple[Village, ...] = ()
    teams: tuple[Team, ...] = ()
    officials: tuple[Official, ...] = ()
    postings: tuple[Posting, ...] = ()
    households: tuple[Household, ...] = ()
    designations: tuple[Designation, ...] = ()
    inspectors: tuple[Inspector, ...] = ()
    synthetic: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Rows of one sheet: read = accepted + refused."""

    read: int
    accepted: int
    refused: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    roster: Roster
    refusals: tuple[Refusal, ...]
    """One a wrong cell, so a row may have several; one for a sheet that is refused whole."""
    counts: Mapping[str, Counts]
    """By sheet, only those delivered."""
    ignored: Mapping[str, tuple[str, ...]]
    """By sheet, the columns that nothing was read from, masked like cells."""
