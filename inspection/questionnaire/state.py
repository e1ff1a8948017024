"""Where one dialogue stands: data, so that it survives restarts and may change its channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from inspection.questionnaire import datum
from inspection.questionnaire.form import Form
from inspection.questionnaire.tree import Datum


class OtherRevision(ValueError):
    """A dialogue of another revision of the form: its answers name the one that they belong to."""


@dataclass(frozen=True, kw_only=True)
class State:
    revision: str
    language: str
    """As the form names it."""
    seed: str
    """Of what the form draws by chance."""
    order: tuple[int, ...]
    """Indexes of the questions that are asked, in turn."""
    values: tuple[Datum | None, ...]
    """By index of the node."""
    own: tuple[bool, ...]
    """By index of the node: whether its own rule lets it be asked; its groups' rules count too."""
    required: frozenset[int] = frozenset()
    read_only: frozenset[int] = frozenset()
    at: int = 0
    """Place in `order` of the question that is open."""
    drawn: int = 0
    """Draws made so far."""
    mistakes: int = 0
    """Inputs to the open question that were no answer."""
    pending: tuple[str, ...] = ()
    """Choices ticked so far where several may be ticked one by one."""
    passed: frozenset[int] = frozenset()
    """Indexes of the questions that were passed over."""
    keys: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Index of a question -> the order of its choices, where it was drawn outside the form."""
    ended: str = ""
    """Disposition, once the dialogue is over."""

    def as_json(self, form: Form) -> dict[str, Any]:
        """Leaves and questions by name, blank ones left out."""
        nodes = form.tree.nodes
        return {
            "revision": self.revision,
            "language": self.language,
            "seed": self.seed,
            "order": [form.questions[index].name for index in self.order],
            "values": {
                node.path: datum.as_json(value)
                for node, value in zip(nodes, self.values, strict=True)
                if value is not None
            },
            "off": [node.path for node, own in zip(nodes, self.own, strict=True) if not own],
            "required": sorted(nodes[index].path for index in self.required),
            "read_only": sorted(nodes[index].path for index in self.read_only),
            "at": self.at,
            "drawn": self.drawn,
            "mistakes": self.mistakes,
            "pending": list(self.pending),
            "passed": [form.questions[index].name for index in sorted(self.passed)],
            "keys": {form.questions[index].name: list(k) for index, k in self.keys.items()},
            "ended": self.ended,
        }

    @classmethod
    def from_json(cls, form: Form, stored: Mapping[str, Any], zone: tzinfo) -> "State":
        """Times are read in `zone`. Raises OtherRevision."""
        if stored["revision"] != form.revision:
            raise OtherRevision(
                f"the dialogue is of revision {stored['revision']}, the form of {form.revision}"
            )
        nodes, by_path = form.tree.nodes, form.tree.by_path
        values: list[Datum | None] = [None] * len(nodes)
        for path, value in stored["values"].items():
            values[by_path[path]] = datum.from_json(value, zone)
        off = {by_path[path] for path in stored["off"]}
        return cls(
            revision=form.revision,
            language=stored["language"],
            seed=stored["seed"],
            order=tuple(form.question(name).index for name in stored["order"]),
            values=tuple(values),
            own=tuple(node.index not in off for node in nodes),
            required=frozenset(by_path[path] for path in stored["required"]),
            read_only=frozenset(by_path[path] for path in stored["read_only"]),
            at=stored["at"],
            drawn=stored["drawn"],
            mistakes=stored["mistakes"],
            pending=tuple(stored["pending"]),
            passed=frozenset(form.question(name).index for name in stored["passed"]),
            keys={form.question(name).index: tuple(k) for name, k in stored["keys"].items()},
            ended=stored["ended"],
        )
