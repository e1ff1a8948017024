"""A walk through a form: seeded steps, taken by two interviews side by side."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from tests.oracle.answers import Answers
from tests.oracle.interview import Interview
from tests.oracle.sight import Sight

LONGEST = 60
"""Steps; a constraint that chance doesn't satisfy ends a walk here."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What the person does at one question."""

    path: str
    does: Literal["answer", "keep", "back"]
    text: str = ""

    def __str__(self) -> str:
        return f"{self.path} {self.does} {self.text!r}" if self.text else f"{self.path} {self.does}"


@dataclass(frozen=True, kw_only=True)
class Difference(Exception):
    """The two were shown the same and saw something else."""

    steps: tuple[Step, ...]
    what: str
    oracle: object
    ours: object

    @property
    def leaf(self) -> str:
        """The first leaf, or the question, that differs; "" for the end itself."""
        if isinstance(self.oracle, Sight):
            return self.oracle.path
        if isinstance(self.oracle, tuple) and isinstance(self.ours, tuple):
            pairs = zip_longest(self.oracle, self.ours, fillvalue=("", ""))
            return next(one[0] or other[0] for one, other in pairs if one != other)
        return self.steps[-1].path if self.steps else ""

    def __str__(self) -> str:
        done = "\n".join(f"  {step}" for step in self.steps)
        where = f"{self.what} {self.leaf} differs"
        return f"{where}:\n  oracle {self.oracle}\n  ours   {self.ours}\nafter\n{done}"


Next = Callable[[Sight], Step | None]
"""Chooses the next step from what the oracle shows; nothing ends the walk."""


def walk(oracle: Interview, ours: Interview, choose: Next) -> tuple[Step, ...]:
    """The steps taken. Raises `Difference` at the first observation that isn't identical."""
    taken: list[Step] = []

    def same(what: str, of_oracle: object, of_ours: object) -> None:
        if of_oracle != of_ours:
            raise Difference(steps=tuple(taken), what=what, oracle=of_oracle, ours=of_ours)

    while len(taken) < LONGEST:
        same("the end", oracle.at_end, ours.at_end)
        if oracle.at_end:
            closing = oracle.check()
            same("the closing check", closing, ours.check())
            if closing.verdict == "ok":
                oracle.finish()
                ours.finish()
                same("the submission", oracle.leaves(), ours.leaves())
                break
            continue
        seen = oracle.sight()
        same("the question", seen, ours.sight())
        same("the leaves", oracle.leaves(), ours.leaves())
        step = choose(seen)
        if step is None:
            break
        taken.append(step)
        if step.does == "back":
            oracle.back()
            ours.back()
        elif step.does == "keep":
            same("the outcome", oracle.keep(), ours.keep())
        else:
            same("the outcome", oracle.answer(step.text), ours.answer(step.text))
    return tuple(taken)


def at_random(answers: Answers, chance: random.Random) -> Next:
    """Answers at random; now and then goes back, or keeps what stands there."""

    def choose(sight: Sight) -> Step | None:
        drawn = chance.random()
        if drawn < 0.12:
            return Step(path=sight.path, does="back")
        if drawn < 0.2 or sight.read_only:
            return Step(path=sight.path, does="keep")
        return Step(path=sight.path, does="answer", text=answers.draw(sight))

    return choose


def again(steps: Sequence[Step]) -> Next:
    """The same steps, as far as their questions still come up."""
    left = list(steps)

    def choose(sight: Sight) -> Step | None:
        while left:
            step = left.pop(0)
            if step.path == sight.path:
                return step
        return None

    return choose


def shorter(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """The walk without one of its steps, each in turn."""
    for place in reversed(range(len(steps))):
        yield steps[:place] + steps[place + 1 :]
