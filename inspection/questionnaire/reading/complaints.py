"""Gathers everything that is wrong with a form, instead of stopping at the first; and what it looks
up."""

from collections.abc import Mapping

from inspection.questionnaire.expression import Compiled, compiled
from inspection.questionnaire.fault import BadExpression, Unsupported
from inspection.questionnaire.problem import Code, Problem
from inspection.questionnaire.register import Lookup
from inspection.questionnaire.tree import Branch, Tree


class Complaints:
    """`tree` and `lists` are what expressions may name."""

    def __init__(self, tree: Tree, lists: Mapping[str, Branch]) -> None:
        self.tree = tree
        self.lists = lists
        self.found: list[Problem] = []
        self.lookups: set[Lookup] = set()

    def add(self, code: Code, message: str, remedy: str, node: int = -1, column: str = "") -> None:
        problem = Problem(
            code=code, message=message, remedy=remedy, name=self.name(node), column=column
        )
        if problem not in self.found:
            self.found.append(problem)

    def name(self, node: int) -> str:
        """Of a leaf, with the groups it stands in: "group/leaf"."""
        return self.tree.nodes[node].path.split("/", 2)[-1] if node > 0 else ""

    def compiled(self, text: str, node: int, column: str) -> Compiled | None:
        """None, and a complaint, for an expression that is not run."""
        try:
            made = compiled(text, self.tree, node, self.lists)
        except BadExpression as error:
            self.refused(error, text, node, column)
            return None
        self.lookups |= made.lookups
        return made

    def refused(self, error: BadExpression, text: str, node: int, column: str) -> None:
        if isinstance(error, Unsupported):
            function = "function" in error.name
            listed = error.name.startswith("the external list")
            code = Code.UNSUPPORTED_FUNCTION if function else Code.UNSUPPORTED_EXPRESSION
            self.add(
                Code.UNSUPPORTED_LIST if listed else code,
                f"{error} here: {text.strip()}",
                error.remedy,
                node,
                column,
            )
        else:
            self.add(
                Code.EXPRESSION,
                f"the expression {text.strip()} cannot be run: {error}",
                "mend the expression",
                node,
                column,
            )
