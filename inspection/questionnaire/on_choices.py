"""Functions on answers of choices, and pulldata()."""

from inspection.questionnaire.amount import Scalar, index, words
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


def pulldata(
    scene: Scene, table: Scalar, column: Scalar, key_column: Scalar, key: Scalar
) -> Scalar:
    """The first row of a register whose key is that; "" without one."""
    wanted, key_name = words(key), words(key_column)
    for row in scene.world.tables.get(words(table), ()):
        if row.get(key_name) == wanted:
            return row.get(words(column), "")
    return ""


ON_CHOICES: dict[str, Plain] = {
    "selected": plain(selected, 2),
    "is-selected": plain(selected, 2),
    "selected-at": plain(selected_at, 2),
    "count-selected": plain(lambda scene, value: float(len(chosen(value))), 1),
    "pulldata": plain(pulldata, 4),
}
