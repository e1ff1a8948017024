"""One check: what it looks at, what it may find, and what to do then."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from mingcha.doctor.installation import Installation

Level = Literal["ok", "warn", "fail", "skipped"]


@dataclass(frozen=True, kw_only=True)
class Line:
    level: Level
    subject: str
    found: str
    """What is. Never a secret, a number or a name of a person."""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What lines of one check have in common. `remedies`: trouble -> what to do about it."""

    name: str
    looks_at: str
    remedies: Mapping[str, str] = field(default_factory=dict)

    def ok(self, found: str) -> Line:
        return Line(level="ok", subject=self.name, found=found)

    def warn(self, trouble: str, found: str) -> Line:
        return Line(level="warn", subject=self.name, found=found, remedy=self.remedies[trouble])

    def fail(self, trouble: str, found: str) -> Line:
        return Line(level="fail", subject=self.name, found=found, remedy=self.remedies[trouble])

    def skipped(self, found: str, trouble: str = "") -> Line:
        remedy = self.remedies[trouble] if trouble else ""
        return Line(level="skipped", subject=self.name, found=found, remedy=remedy)


@dataclass(frozen=True, kw_only=True)
class Check:
    subject: Subject
    examine: Callable[[Installation], Sequence[Line]]
    """May raise anything: then its line says so."""
    network: bool = False
    """Asks somebody elsewhere: such checks run at the same time."""
    store: bool = False
    """Reads the store, and is skipped where it cannot be read."""
