"""The differences that are known and accepted."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.oracle.walk import Difference


@dataclass(frozen=True, kw_only=True)
class Tolerated:
    form: str
    leaf: str
    why: str

    def covers(self, form: str, difference: Difference) -> bool:
        return form == self.form and difference.leaf == self.leaf


def tolerated() -> tuple[Tolerated, ...]:
    text = (Path(__file__).parent / "exceptions.toml").read_text(encoding="utf-8")
    return tuple(Tolerated(**entry) for entry in tomllib.loads(text)["exception"])
