"""Words of a form, in each of its languages, with the values of answers in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspection.questionnaire.amount import words
from inspection.questionnaire.expression import Compiled
from inspection.questionnaire.fault import NotEvaluable
from inspection.questionnaire.scene import Scene

Part = str | Compiled


@dataclass(frozen=True, kw_only=True)
class Text:
    """What is shown and, where the form has it, played."""

    parts: Mapping[str, tuple[Part, ...]]
    """Language -> words and expressions, in turn; "" is the language of a form without any."""
    media: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Language -> kind (audio, image, ...) -> name of the file."""

    def said(self, scene: Scene, language: str) -> str:
        """In `language`, or where the form does not have it, in the one language it has."""
        parts = self.parts.get(language, self.parts.get("", ()))
        return "".join(part if isinstance(part, str) else _filled(part, scene) for part in parts)

    def played(self, language: str, kind: str = "audio") -> str:
        """The file of that kind; "" without one."""
        return self.media.get(language, self.media.get("", {})).get(kind, "")


def _filled(part: Compiled, scene: Scene) -> str:
    try:
        return words(part.value(scene))
    except NotEvaluable:
        return ""


NO_TEXT = Text(parts={})
