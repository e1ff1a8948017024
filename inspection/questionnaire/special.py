"""Functions that take lists, leave values out, or look at where they stand."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from inspection.questionnaire import amount
from inspection.questionnaire.amount import NAN, Scalar, boolean, index, number, words
from inspection.questionnaire.fault import BadExpression, NotEvaluable, Unsupported
from inspection.questionnaire.function import ANY_NUMBER, Special, special
from inspection.questionnaire.on_words import normalize, units
from inspection.questionnaire.pattern import pattern
from inspection.questionnaire.scene import Scene, Spot
from inspection.questionnaire.syntax import Expression, Path, Words

if TYPE_CHECKING:
    from inspection.questionnaire.expression import Maker

Run = Callable[[Scene, Spot | None], Scalar]
List = Callable[[Scene, Spot | None], list[Scalar]]
Arguments = tuple[Expression, ...]


def choose(maker: "Maker", given: Arguments) -> Run:
    test, then, otherwise = (maker.run(one) for one in given)
    return lambda scene, spot: (
        then(scene, spot) if boolean(test(scene, spot)) else otherwise(scene, spot)
    )


def coalesce(maker: "Maker", given: Arguments) -> Run:
    first, second = (maker.run(one) for one in given)

    def run(scene: Scene, spot: Spot | None) -> Scalar:
        value = first(scene, spot)
        blank = value == "" or (isinstance(value, float) and math.isnan(value))
        return second(scene, spot) if blank else value

    return run


def once(maker: "Maker", given: Arguments) -> Run:
    (fresh,), node = (maker.run(one) for one in given), maker.node

    def run(scene: Scene, spot: Spot | None) -> Scalar:
        value = fresh(scene, spot)
        kept = scene.value(node)
        return value if words(kept) == "" else kept

    return run


def position(maker: "Maker", given: Arguments) -> Run:
    if given:
        raise Unsupported("position() of a path", "number the rows in a column of the list")

    def run(scene: Scene, spot: Spot | None) -> Scalar:
        if spot is None:
            raise NotEvaluable("position() outside a list")
        return float(spot.position)

    return run


def regex(maker: "Maker", given: Arguments) -> Run:
    value, wanted = maker.run(given[0]), given[1]
    if not isinstance(wanted, Words):
        raise Unsupported("a regular expression that is computed", "write it out, in quotes")
    found = pattern(wanted.value)
    return lambda scene, spot: found.fullmatch(words(value(scene, spot))) is not None


def choice_name(maker: "Maker", given: Arguments) -> Run:
    value, path = maker.run(given[0]), given[1]
    if not isinstance(path, Words):
        raise BadExpression("jr:choice-name() takes its question in quotes, as '${name}'")
    node = maker.target(path.value)
    return lambda scene, spot: scene.choice_name(scene, node, words(value(scene, spot)))


def itext(maker: "Maker", given: Arguments) -> Run:
    (key,) = (maker.run(one) for one in given)
    return lambda scene, spot: scene.itext(scene, words(key(scene, spot)))


def listed(maker: "Maker", given: Arguments, name: str) -> List:
    """The one list that a function takes. Raises BadExpression for a single value."""
    found = maker.several(given[0])
    if found is None:
        raise BadExpression(f"{name}() takes a list, as instance('name')/root/item")
    return found


def spread(maker: "Maker", given: Arguments) -> List:
    """The values of one list, or of each expression."""
    if len(given) == 1 and (several := maker.several(given[0])) is not None:
        return several
    runs = [maker.run(one) for one in given]
    return lambda scene, spot: [run(scene, spot) for run in runs]


def count(maker: "Maker", given: Arguments) -> Run:
    found = listed(maker, given, "count")
    return lambda scene, spot: float(len(found(scene, spot)))


def filled(maker: "Maker", given: Arguments) -> Run:
    if isinstance(given[0], Path) and given[0].start == "instance()":
        raise Unsupported("count-non-empty() of a list", "use count(), with brackets")
    found = listed(maker, given, "count-non-empty")
    return lambda scene, spot: float(sum(words(one) != "" for one in found(scene, spot)))


def total(maker: "Maker", given: Arguments) -> Run:
    found = listed(maker, given, "sum")
    return lambda scene, spot: math.fsum(_numbers(found(scene, spot)))


def _numbers(values: list[Scalar]) -> list[float]:
    return [amount for amount in map(number, values) if not math.isnan(amount)]


def least(maker: "Maker", given: Arguments) -> Run:
    found = spread(maker, given)
    return lambda scene, spot: min(_numbers(found(scene, spot)), default=NAN)


def most(maker: "Maker", given: Arguments) -> Run:
    """ODK's engine begins at the smallest number above nothing; so does this."""
    found = spread(maker, given)

    def run(scene: Scene, spot: Spot | None) -> Scalar:
        amounts = _numbers(found(scene, spot))
        return max([5e-324, *amounts]) if amounts else NAN

    return run


def concat(maker: "Maker", given: Arguments) -> Run:
    found = spread(maker, given)
    return lambda scene, spot: "".join(map(words, found(scene, spot)))


def join(maker: "Maker", given: Arguments) -> Run:
    mark, found = maker.run(given[0]), spread(maker, given[1:])
    return lambda scene, spot: words(mark(scene, spot)).join(map(words, found(scene, spot)))


def checklist(maker: "Maker", given: Arguments) -> Run:
    bounds, found = [maker.run(one) for one in given[:2]], spread(maker, given[2:])

    def run(scene: Scene, spot: Spot | None) -> Scalar:
        low, high = (index(bound(scene, spot)) for bound in bounds)
        true = sum(map(boolean, found(scene, spot)))
        return (low < 0 or true >= low) and (high < 0 or true <= high)

    return run


def weighted(maker: "Maker", given: Arguments) -> Run:
    runs = [maker.run(one) for one in given]
    if len(runs) % 2:
        raise BadExpression("weighted-checklist() takes pairs: what must hold, and its weight")

    def run(scene: Scene, spot: Spot | None) -> Scalar:
        low, high, *rest = (one(scene, spot) for one in runs)
        pairs = zip(rest[::2], rest[1::2], strict=True)
        weight = sum(amount.number(w) for holds, w in pairs if boolean(holds))
        return number(low) <= weight <= number(high)

    return run


def own(compute: Callable[[Scene, Scalar], Scalar]) -> Callable[["Maker", Arguments], Run]:
    """Of the leaf where it stands, where nothing is in the brackets."""

    def make(maker: "Maker", given: Arguments) -> Run:
        if given:
            (value,) = (maker.run(one) for one in given)
            return lambda scene, spot: compute(scene, value(scene, spot))
        node = maker.node
        return lambda scene, spot: compute(scene, scene.value(node))

    return make


SPECIAL: dict[str, Special] = {
    "if": special(choose, 3),
    "coalesce": special(coalesce, 2),
    "once": special(once, 1),
    "position": special(position, 0, 1),
    "regex": special(regex, 2),
    "jr:choice-name": special(choice_name, 2),
    "jr:itext": special(itext, 1),
    "count": special(count, 1),
    "count-non-empty": special(filled, 1),
    "sum": special(total, 1),
    "min": special(least, 0, ANY_NUMBER),
    "max": special(most, 0, ANY_NUMBER),
    "concat": special(concat, 0, ANY_NUMBER),
    "join": special(join, 1, ANY_NUMBER),
    "checklist": special(checklist, 2, ANY_NUMBER),
    "weighted-checklist": special(weighted, 2, ANY_NUMBER),
    "string-length": special(own(lambda scene, value: float(len(units(words(value))))), 0, 1),
    "normalize-space": special(own(normalize), 0, 1),
}
