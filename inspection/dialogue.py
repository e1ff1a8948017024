"""How far one person has come with a form: what was drawn of it, and what was answered.

Data, so that it survives restarts and may move from one channel to another midway. What the form
asks next, `interview` tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    revision: str
    """Of the form: what every answer names."""
    order: tuple[str, ...]
    """The questions that were drawn, in turn."""
    keys: Mapping[str, tuple[str, ...]]
    """Question -> the drawn order of its choices."""
    given: Mapping[str, str] = field(default_factory=dict)
    """What was known from the start, by the name of its leaf."""
    seed: str = ""
    """Of what the form itself leaves to chance."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Question -> what was answered, as an answer is written; without those left out."""
    ended: str = ""
    """Disposition, once it is over."""
    state: Mapping[str, Any] | None = None
    """The engine's. None before the first word: then it follows from all the rest."""

    def as_json(self) -> dict[str, Any]:
        return {
            "revision": self.revision,
            "order": list(self.order),
            "keys": {name: list(choices) for name, choices in self.keys.items()},
            "given": dict(self.given),
            "seed": self.seed,
            "answers": dict(self.answers),
            "ended": self.ended,
            "state": None if self.state is None else dict(self.state),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Dialogue":
        return cls(
            revision=stored["revision"],
            order=tuple(stored["order"]),
            keys={name: tuple(choices) for name, choices in stored["keys"].items()},
            given=dict(stored["given"]),
            seed=stored["seed"],
            answers=dict(stored["answers"]),
            ended=stored["ended"],
            state=stored["state"],
        )
