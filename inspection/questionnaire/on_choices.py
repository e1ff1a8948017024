"""Functions on answers of choices."""

from inspection.questionnaire.amount import Scalar, index
from inspection.questionnaire.fault import NotEvaluable
from inspection.questionnaire.function import Plain, plain
from inspection.questionnaire.scene import Scene


def chosen(value: Scalar) -> list[str]:
    """The names in an answer of several choices. Raises NotEvaluable for what is no words."""
    if not isinstance(value, str):
        raise NotEvaluable("a number or date where an answer of choices is wanted")
    return [name for name in value.split(" ") if name]


def selected(scene: Scene, value: Scalar, choice: Scalar) -> Scalar:
    if not isinstance(value, str) or not isinstance(choice, str):
        raise NotEvaluable("a number or date where the name of a choice is wanted")
    return f" {choice.strip()} " in f" {value} "


def selected_at(scene: Scene, value: Scalar, place: Scalar) -> Scalar:
    names, at = chosen(value), index(place)
    return names[at] if 0 <= at < len(names) else ""


ON_CHOICES: dict[str, Plain] = {
    "selected": plain(selected, 2),
    "is-selected": plain(selected, 2),
    "selected-at": plain(selected_at, 2),
    "count-selected": plain(lambda scene, value: float(len(chosen(value))), 1),
}
