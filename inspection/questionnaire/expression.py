"""Expressions made ready to run: paths are found once, and what remains are plain closures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inspection.questionnaire import amount
from inspection.questionnaire.amount import Scalar
from inspection.questionnaire.arithmetic import ARITHMETIC
from inspection.questionnaire.fault import BadExpression, NotEvaluable, Unsupported
from inspection.questionnaire.function import Special
from inspection.questionnaire.grammar import parse
from inspection.questionnaire.library import FUNCTIONS
from inspection.questionnaire.register import Lookup
from inspection.questionnaire.scene import Scene, Spot
from inspection.questionnaire.syntax import (
    Binary,
    Call,
    Expression,
    Negative,
    Number,
    Path,
    Step,
    Words,
)
from inspection.questionnaire.tree import Branch, Tree

Run = Callable[[Scene, Spot | None], Scalar]
List = Callable[[Scene, Spot | None], list[Scalar]]


@dataclass(frozen=True, kw_only=True)
class Compiled:
    text: str
    """As it stands in the form."""
    run: Run
    triggers: frozenset[int]
    """Leaves and groups whose change makes it run again."""
    drawn: bool
    """Whether it draws by chance or asks the clock."""
    lookups: frozenset[Lookup] = frozenset()

    def value(self, scene: Scene) -> Scalar:
        return self.run(scene, None)


def compiled(text: str, tree: Tree, node: int, lists: Mapping[str, Branch]) -> Compiled:
    """`text` as seen from `node`. Raises BadExpression, and Unsupported with its name."""
    maker = Maker(tree, node, lists)
    run = maker.run(parse(text))
    return Compiled(
        text=text,
        run=run,
        triggers=frozenset(maker.triggers),
        drawn=maker.drawn,
        lookups=frozenset(maker.lookups),
    )


class Maker:
    """Turns one expression into closures. `node` is where it stands in the answer sheet; with
    `forgiving`, an element of a list whose brackets cannot be evaluated is left out."""

    def __init__(
        self, tree: Tree, node: int, lists: Mapping[str, Branch], *, forgiving: bool = False
    ) -> None:
        self._forgiving = forgiving
        self.tree = tree
        self.node = node
        self.lists = lists
        self.triggers: set[int] = set()
        self.drawn = False
        self.lookups: set[Lookup] = set()
        self._inside: tuple[str, ...] = ()

    def run(self, expression: Expression) -> Run:
        match expression:
            case Number() | Words():
                constant: Scalar = expression.value
                return lambda scene, spot: constant
            case Negative():
                inner = self.run(expression.value)
                return lambda scene, spot: -amount.number(inner(scene, spot))
            case Binary():
                return self._binary(expression)
            case Call():
                return self._call(expression)
            case Path():
                return self._one(expression)

    def several(self, expression: Expression) -> List | None:
        """What a list function sees; None for what is no path."""
        if not isinstance(expression, Path):
            return None
        if self._is_item(expression):
            branches = self.branches(expression)
            return lambda scene, spot: [branch.text for branch in branches(scene, spot)]
        found = self._targets(expression)
        return lambda scene, spot: [scene.seen(node) for node in found if scene.relevant[node]]

    def branches(self, path: Path) -> Callable[[Scene, Spot | None], list[Branch]]:
        """The elements that `path` leads to, in a list that stands beside the answer sheet."""
        bare = not any(step.predicates for step in path.steps)
        if path.start == "instance()" and path.instance in self._inside and bare:
            raise Unsupported(
                f"the list {path.instance} inside its own brackets",
                "compute it in a calculate of its own",
            )
        walk = [self._stepping(step, path.instance) for step in path.steps]
        if path.start == "instance()":
            top = self._top(path)
            walk = walk[1:]

            def begin(spot: Spot | None) -> list[Branch]:
                return [top]
        else:

            def begin(spot: Spot | None) -> list[Branch]:
                return [spot.branch] if spot is not None else []

        def follow(scene: Scene, spot: Spot | None) -> list[Branch]:
            here = begin(spot)
            for step in walk:
                here = step(scene, here)
            return here

        return follow

    def target(self, path: str) -> int:
        """The leaf at `path`, written out in quotes in an expression."""
        read = parse(path)
        if not isinstance(read, Path):
            raise BadExpression(f"{path!r} is no path")
        (found,) = self._find(read)
        return found

    def _top(self, path: Path) -> Branch:
        top = self.lists.get(path.instance)
        if top is None:
            raise Unsupported(
                f"the external list {path.instance!r}", "put the list on the choices sheet"
            )
        if not path.steps or path.steps[0].name not in {top.name, "*"} or path.steps[0].predicates:
            raise BadExpression(f"the list {path.instance!r} begins with /{top.name}")
        return top

    def _stepping(self, step: Step, within: str) -> Callable[[Scene, list[Branch]], list[Branch]]:
        if step.name == ".." or (step.name == "." and step.predicates):
            raise Unsupported(f"{step.name} inside a list", "begin with instance('name')/root/item")
        if any(isinstance(predicate, Number) for predicate in step.predicates):
            raise Unsupported("a number alone in brackets", "write [position() = 2]")
        was, self._inside = self._inside, (*self._inside, within)
        predicates = [self.run(predicate) for predicate in step.predicates]
        self._inside = was
        name = step.name

        def follow(scene: Scene, here: list[Branch]) -> list[Branch]:
            if name == ".":
                return here
            found = [c for branch in here for c in branch.children if name in (c.name, "*")]
            for predicate in predicates:
                found = [
                    branch
                    for place, branch in enumerate(found, start=1)
                    if self._holds(predicate, scene, Spot(branch, place))
                ]
            return found

        return follow

    def _holds(self, predicate: Run, scene: Scene, spot: Spot) -> bool:
        """A number holds for nothing, as in ODK's engine."""
        try:
            value = predicate(scene, spot)
        except NotEvaluable:
            if self._forgiving:
                return False
            raise
        return not isinstance(value, float) and amount.boolean(value)

    def _is_item(self, path: Path) -> bool:
        return path.start == "instance()" or (bool(self._inside) and path.start == "")

    def _one(self, path: Path) -> Run:
        if self._is_item(path):
            branches = self.branches(path)
            return lambda scene, spot: _only([b.text for b in branches(scene, spot)])
        targets = self._targets(path)
        if len(targets) == 1:
            (node,) = targets
            return lambda scene, spot: scene.value(node)
        return lambda scene, spot: _only([scene.seen(n) for n in targets if scene.relevant[n]])

    def _targets(self, path: Path) -> tuple[int, ...]:
        found = self._find(path)
        if not any(step.name == "*" for step in path.steps):
            self.triggers.update(found)
        return found

    def _find(self, path: Path) -> tuple[int, ...]:
        """Nodes of the answer sheet; none of them repeats, so that a path leads to one."""
        here = {-1} if path.start == "/" else {self.node}
        for step in path.steps:
            if step.predicates:
                raise Unsupported("brackets [ ] on a question", "name the question as ${name}")
            match step.name:
                case ".":
                    continue
                case "..":
                    here = {self.tree.nodes[node].parent for node in here if node >= 0}
                case name:
                    here = {c for node in here for c in self._children(node) if self._is(c, name)}
        if not here or -1 in here:
            steps = "/".join(step.name for step in path.steps)
            raise BadExpression(f"{path.start if path.start != '/' else ''}/{steps} is no question")
        return tuple(sorted(here))

    def _children(self, node: int) -> tuple[int, ...]:
        return self.tree.nodes[node].children if node >= 0 else (0,)

    def _is(self, node: int, name: str) -> bool:
        return name in ("*", self.tree.nodes[node].name)

    def _binary(self, binary: Binary) -> Run:
        left, right = self.run(binary.left), self.run(binary.right)
        match binary.operator:
            case "or":
                return lambda scene, spot: (
                    amount.boolean(left(scene, spot)) or amount.boolean(right(scene, spot))
                )
            case "and":
                return lambda scene, spot: (
                    amount.boolean(left(scene, spot)) and amount.boolean(right(scene, spot))
                )
            case "=":
                return lambda scene, spot: amount.equal(left(scene, spot), right(scene, spot))
            case "!=":
                return lambda scene, spot: not amount.equal(left(scene, spot), right(scene, spot))
            case operator:
                compute = ARITHMETIC[operator]
                return lambda scene, spot: compute(
                    amount.number(left(scene, spot)), amount.number(right(scene, spot))
                )

    def _call(self, call: Call) -> Run:
        function = FUNCTIONS.get(call.name)
        if function is None:
            raise Unsupported(
                f"the function {call.name}()", "use one of the functions listed in docs/forms.md"
            )
        if not function.least <= len(call.arguments) <= function.most:
            raise BadExpression(
                f"{call.name}() takes {function.takes}, not {len(call.arguments)}, in its brackets"
            )
        self.drawn = self.drawn or function.drawn
        if isinstance(function, Special):
            return function.make(self, call.arguments)
        arguments = [self.run(argument) for argument in call.arguments]
        compute = function.compute
        if len(arguments) == 1:
            (only,) = arguments
            return lambda scene, spot: compute(scene, only(scene, spot))
        return lambda scene, spot: compute(scene, *[one(scene, spot) for one in arguments])


def _only(found: list[Scalar]) -> Scalar:
    if len(found) > 1:
        raise NotEvaluable(f"a list of {len(found)} where one value is wanted")
    return found[0] if found else ""
