"""Which rules run when an answer changes, and in which order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from inspection.questionnaire.expression import Compiled
from inspection.questionnaire.question import Bind
from inspection.questionnaire.tree import Tree

Effect = Literal["relevant", "required", "read_only", "calculate"]


@dataclass(frozen=True, kw_only=True)
class Rule:
    node: int
    effect: Effect
    expression: Compiled

    @property
    def changes_values(self) -> bool:
        """What expressions see of the leaf; being required or read-only they do not see."""
        return self.effect in ("relevant", "calculate")


@dataclass(frozen=True, kw_only=True)
class Order:
    rules: tuple[Rule, ...]
    """All of them, each after those that it looks at."""
    after: Mapping[int, tuple[Rule, ...]]
    """Leaf -> the rules that run when it changes, directly or through others, in their order."""


class Circular(ValueError):
    """Rules that wait for each other; `nodes` are where they stand."""

    def __init__(self, nodes: frozenset[int]) -> None:
        super().__init__("rules wait for each other")
        self.nodes = nodes


def ordered(tree: Tree, binds: Mapping[int, Bind]) -> Order:
    """Raises Circular."""
    rules = [rule for node in sorted(binds) for rule in _rules(node, binds[node])]
    woken = _woken(rules)
    following = [_following(rule, tree, woken) for rule in rules]
    for number, next_ones in enumerate(following):
        if number in next_ones:
            raise Circular(frozenset({rules[number].node}))
    rank = _ranked(rules, following)
    in_order = sorted(range(len(rules)), key=rank.__getitem__)
    return Order(
        rules=tuple(rules[number] for number in in_order),
        after={
            node: tuple(rules[n] for n in sorted(_closed(first, following), key=rank.__getitem__))
            for node, first in woken.items()
        },
    )


def _rules(node: int, bind: Bind) -> Iterator[Rule]:
    effects: tuple[tuple[Effect, Compiled | bool | None], ...] = (
        ("relevant", bind.relevant),
        ("required", bind.required),
        ("read_only", bind.read_only),
        ("calculate", bind.calculate),
    )
    for effect, expression in effects:
        if isinstance(expression, Compiled):
            yield Rule(node=node, effect=effect, expression=expression)


def _woken(rules: Sequence[Rule]) -> dict[int, set[int]]:
    """Leaf -> numbers of the rules that look at it."""
    woken: dict[int, set[int]] = {}
    for number, rule in enumerate(rules):
        for trigger in rule.expression.triggers:
            woken.setdefault(trigger, set()).add(number)
    return woken


def _following(rule: Rule, tree: Tree, woken: Mapping[int, set[int]]) -> set[int]:
    changed = {rule.node}
    if rule.effect == "relevant":
        changed.update(tree.below(rule.node))
    return set().union(*(woken.get(node, set()) for node in changed))


def _closed(first: Iterable[int], following: Sequence[set[int]]) -> set[int]:
    found, ahead = set(first), list(first)
    while ahead:
        fresh = following[ahead.pop()] - found
        found |= fresh
        ahead += fresh
    return found


def _ranked(rules: Sequence[Rule], following: Sequence[set[int]]) -> dict[int, int]:
    """Rule -> its place; those that wait for nobody come first, each lot in the form's order."""
    waits = dict.fromkeys(range(len(rules)), 0)
    for number, rule in enumerate(rules):
        for later in following[number] if rule.changes_values else ():
            waits[later] += 1
    rank: dict[int, int] = {}
    while waits:
        free = sorted(number for number, count in waits.items() if not count)
        if not free:
            raise Circular(frozenset(rules[number].node for number in waits))
        for number in free:
            rank[number] = len(rank)
            del waits[number]
        for number in free:
            for later in following[number] if rules[number].changes_values else ():
                waits[later] -= 1
    return rank
