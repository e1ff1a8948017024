"""Where the choices of a question come from."""

import re

from inspection.questionnaire.expression import Compiled, Maker
from inspection.questionnaire.fault import BadExpression
from inspection.questionnaire.grammar import parse
from inspection.questionnaire.problem import Code
from inspection.questionnaire.question import Choices
from inspection.questionnaire.reading.complaints import Complaints
from inspection.questionnaire.reading.document import XFORMS, Element
from inspection.questionnaire.syntax import Call, Expression, Path

_KEYED = re.compile(r"jr:itext\(\s*([\w.-]+)\s*\)")


def read_choices(control: Element, node: int, complaints: Complaints) -> Choices | None:
    itemset = control.find(f"{XFORMS}itemset")
    if itemset is None:
        complaints.add(
            Code.UNSUPPORTED_LIST,
            "its choices stand in another file",
            "put the choices on the choices sheet, and select_one with the list's name",
            node,
            "type",
        )
        return None
    text = itemset.get("nodeset", "")
    try:
        return _choices(itemset, text, node, complaints)
    except BadExpression as error:
        complaints.refused(error, text, node, "choice_filter")
        return None


def _choices(itemset: Element, text: str, node: int, complaints: Complaints) -> Choices:
    expression, seed, shuffled = _shuffled(parse(text))
    if not isinstance(expression, Path) or expression.start != "instance()":
        raise BadExpression("choices come from a list of the form")
    maker = Maker(complaints.tree, node, complaints.lists, forgiving=True)
    branches = maker.branches(expression)
    value, label = (_reference(itemset, tag) for tag in ("value", "label"))
    keyed, drawn = _KEYED.fullmatch(label), _seed(seed, maker)
    complaints.lookups |= maker.lookups
    return Choices(
        list_name=expression.instance,
        offered=lambda scene: branches(scene, None),
        value=value,
        label=keyed.group(1) if keyed else label,
        keyed=keyed is not None,
        shuffled=shuffled,
        seed=drawn,
        triggers=frozenset(maker.triggers),
    )


def _shuffled(expression: Expression) -> tuple[Expression, Expression | None, bool]:
    """randomize(list, seed) taken apart: the list, the seed, and whether it is shuffled."""
    if not isinstance(expression, Call) or expression.name != "randomize":
        return expression, None, False
    if not 1 <= len(expression.arguments) <= 2:
        raise BadExpression("randomize() takes a list, and a seed")
    seed = expression.arguments[1] if len(expression.arguments) == 2 else None
    return expression.arguments[0], seed, True


def _seed(expression: Expression | None, maker: Maker) -> Compiled | None:
    if expression is None:
        return None
    run = maker.run(expression)
    return Compiled(text="seed", run=run, triggers=frozenset(maker.triggers), drawn=maker.drawn)


def _reference(itemset: Element, tag: str) -> str:
    element = itemset.find(f"{XFORMS}{tag}")
    return element.get("ref", "") if element is not None else ""
