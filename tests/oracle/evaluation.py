"""What an expression is worth at one point of an interview."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import jpype

from inspection.questionnaire.amount import Scalar
from inspection.questionnaire.expression import compiled
from inspection.questionnaire.fault import NotEvaluable
from inspection.questionnaire.form import Form
from inspection.questionnaire.scene import Scene
from tests.oracle.java import java_class


@dataclass(frozen=True, kw_only=True)
class Worth:
    """A value in words that keep everything of it: days in milliseconds since 1970. A fault has
    none."""

    kind: Literal["number", "words", "truth", "day", "fault"]
    text: str = ""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FAULT = Worth(kind="fault")
Worthy = Callable[[str], Worth]
"""Evaluates an expression that stands at one leaf of a form."""


def by_javarosa(form: Any, at: str) -> Worthy:
    """`form` is a FormDef in the middle of an interview, `at` the path of the leaf."""
    functions = java_class("org.javarosa.xpath.expr.XPathFuncExpr")
    parse = java_class("org.javarosa.xpath.XPathParseTool").parseXPath
    reference = java_class("org.javarosa.model.xform.XPathReference")(at).getReference()
    context = java_class("org.javarosa.core.model.condition.EvaluationContext")(
        form.getEvaluationContext(), reference
    )

    def worth(expression: str) -> Worth:
        try:
            value = functions.unpack(parse(expression).eval(form.getMainInstance(), context))
        except jpype.JException:
            return FAULT
        if isinstance(value, java_class("java.lang.Boolean")):
            return _worth(bool(value))
        if isinstance(value, java_class("java.util.Date")):
            return Worth(kind="day", text=str(value.getTime()))
        return _worth(value if isinstance(value, str) else float(value))

    return worth


def by_us(form: Form, scene: Scene, at: str) -> Worthy:
    """`scene` is in the middle of the same interview."""
    node = form.tree.by_path[at]

    def worth(expression: str) -> Worth:
        try:
            return _worth(compiled(expression, form.tree, node, form.lists).value(scene))
        except NotEvaluable:
            return FAULT

    return worth


def _worth(value: Scalar) -> Worth:
    if isinstance(value, str):
        return Worth(kind="words", text=value)
    if isinstance(value, bool):
        return Worth(kind="truth", text=str(value))
    if isinstance(value, datetime):
        return Worth(kind="day", text=str((value - _EPOCH) // timedelta(milliseconds=1)))
    return Worth(kind="number", text=repr(value))
