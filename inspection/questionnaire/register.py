"""What a form may look up with pulldata().

A form can say whatever it looks up to whoever is asked: so it sees one row alone, that of the team
and the village that the check is about, and of it only what is said here.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Register:
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    """Columns by which a row is found."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Columns of a register that a form names."""

    register: str
    column: str
    key: str


TEAM_COLUMNS = ("team", "team_name")
"""Not for a household: where a village has several teams nobody there learns which was drawn."""
REGISTERS: Mapping[str, Register] = {
    "roster": Register(
        columns=(*TEAM_COLUMNS, "village", "village_code", "township", "county"),
        keys=("village", "village_code", "team"),
    )
}
