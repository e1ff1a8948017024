"""The answer sheet while a step is taken: rules run, values change, choices are offered."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from inspection.questionnaire import datum
from inspection.questionnaire.amount import Scalar, boolean, number, words
from inspection.questionnaire.expression import Compiled
from inspection.questionnaire.fault import NotEvaluable
from inspection.questionnaire.form import Form
from inspection.questionnaire.order import Rule
from inspection.questionnaire.prompt import Choice, Prompt
from inspection.questionnaire.question import Choices, Question, SetValue
from inspection.questionnaire.scene import Scene, World
from inspection.questionnaire.shuffle import shuffled
from inspection.questionnaire.state import State
from inspection.questionnaire.tree import Branch, Datum


class Running:
    """One state, thawed. `frozen` gives the state that came of it."""

    def __init__(self, form: Form, state: State, world: World) -> None:
        self.form = form
        self.state = state
        self.own = list(state.own)
        self.required = set(state.required)
        self.read_only = set(state.read_only)
        self.scene = Scene(
            world=world,
            values=list(state.values),
            relevant=[True] * len(self.own),
            lists=form.lists,
            seed=state.seed,
            drawn=state.drawn,
            choice_name=self._choice_name,
            itext=self._itext,
            version=form.version,
        )
        self._see(range(len(self.own)))

    def frozen(self) -> State:
        return replace(
            self.state,
            values=tuple(self.scene.values),
            own=tuple(self.own),
            required=frozenset(self.required),
            read_only=frozenset(self.read_only),
            drawn=self.scene.drawn,
        )

    def is_asked(self, question: Question) -> bool:
        return self.scene.relevant[question.node]

    def is_required(self, question: Question) -> bool:
        bind = self.form.binds.get(question.node)
        return bind is not None and (bind.required is True or question.node in self.required)

    def is_read_only(self, question: Question) -> bool:
        node = question.node
        while node >= 0:
            bind = self.form.binds.get(node)
            if bind is not None and (bind.read_only is True or node in self.read_only):
                return True
            node = self.form.tree.nodes[node].parent
        return False

    def fits(self, question: Question, answer: Datum) -> bool:
        """Whether the constraint holds; one that cannot be evaluated does not."""
        bind = self.form.binds.get(question.node)
        if bind is None or bind.constraint is None:
            return True
        self.scene.candidate = (question.node, answer)
        try:
            return boolean(bind.constraint.value(self.scene))
        except NotEvaluable:
            return False
        finally:
            self.scene.candidate = None

    def put(self, question: Question, answer: Datum | None) -> None:
        """Keeps an answer, and does what follows from it."""
        before = self.scene.values[question.node]
        if before is None and answer is None:
            return
        self.write(question.node, answer)
        kind = self.form.tree.nodes[question.node].type
        if datum.written(before, kind) != datum.written(answer, kind):
            self.act(question.changes)

    def write(self, node: int, value: Datum | None) -> None:
        self.scene.values[node] = value
        self.run(self.form.order.after.get(node, ()))

    def act(self, values: Iterable[SetValue]) -> None:
        for one in values:
            kind = self.form.tree.nodes[one.node].type
            try:
                found = one.value.value(self.scene) if one.value is not None else ""
                value = self._kept(one.node, found)
                if value is not None:
                    value = datum.read(datum.written(value, kind), kind, self.scene.world.now)
            except (NotEvaluable, ValueError):
                continue
            self.write(one.node, value)

    def run(self, rules: Iterable[Rule]) -> None:
        """A rule that cannot be evaluated leaves things as they are."""
        for rule in rules:
            try:
                value = rule.expression.value(self.scene)
                if rule.effect == "calculate":
                    self.scene.values[rule.node] = self._kept(rule.node, value)
                    continue
            except NotEvaluable:
                continue
            self._set(rule, boolean(value))

    def _kept(self, node: int, value: Scalar) -> Datum | None:
        """Names of several choices are told apart by one blank. Raises NotEvaluable."""
        if node in self.form.several and isinstance(value, str):
            value = " ".join(name for name in value.split(" ") if name)
        return datum.kept(value, self.form.tree.nodes[node].type)

    def _set(self, rule: Rule, holds: bool) -> None:
        if rule.effect == "relevant":
            if self.own[rule.node] != holds:
                self.own[rule.node] = holds
                self._see((rule.node, *self.form.tree.below(rule.node)))
            return
        flagged = self.required if rule.effect == "required" else self.read_only
        (flagged.add if holds else flagged.discard)(rule.node)

    def _see(self, nodes: Iterable[int]) -> None:
        """A leaf is asked if its own rule and those of its groups let it; groups come first."""
        relevant, tree = self.scene.relevant, self.form.tree.nodes
        for node in nodes:
            parent = tree[node].parent
            relevant[node] = self.own[node] and (parent < 0 or relevant[parent])

    def offered(self, question: Question) -> tuple[Choice, ...]:
        """Its choices, in their order. An answer that is no longer offered is dropped."""
        choices = question.choices
        if choices is None:
            return ()
        found: Sequence[Branch] = choices.offered(self.scene)
        if choices.shuffled:
            found = self._shuffled(question, choices, found)
        offered = tuple(
            self._choice(choices, branch.child(choices.value), branch.child(choices.label))
            for branch in found
        )
        self._drop_unoffered(question, {choice.name for choice in offered})
        return offered

    def _shuffled(
        self, question: Question, choices: Choices, found: Sequence[Branch]
    ) -> Sequence[Branch]:
        keys = self.state.keys.get(question.index)
        if keys is None:
            return shuffled(found, self._seed(question, choices))
        place = {name: at for at, name in enumerate(keys)}
        return sorted(found, key=lambda one: place.get(one.child(choices.value), len(place)))

    def _choice(self, choices: Choices, name: str, label: str) -> Choice:
        if not choices.keyed:
            return Choice(name=name, label=label)
        text = self.form.texts[label]
        language = self.state.language
        return Choice(name=name, label=text.said(self.scene, language), audio=text.played(language))

    def _seed(self, question: Question, choices: Choices) -> int:
        if choices.seed is not None:
            return self._given_seed(choices.seed)
        digest = sha256(f"{self.state.seed}:{question.name}".encode()).digest()
        return int.from_bytes(digest[:6])

    def _given_seed(self, seed: Compiled) -> int:
        try:
            value = number(seed.value(self.scene))
        except NotEvaluable:
            return 0
        return int(value) if math.isfinite(value) else 0

    def _drop_unoffered(self, question: Question, names: set[str]) -> None:
        """As ODK's engine does it: when the choices are looked at, and without running rules."""
        answer = self.scene.values[question.node]
        if answer is None:
            return
        if question.kind == "select_multiple":
            still = [name for name in str(answer).split() if name in names]
            self.scene.values[question.node] = " ".join(still)
        elif words(self.scene.seen(question.node)) not in names:
            self.scene.values[question.node] = None

    def prompt(self, question: Question) -> Prompt:
        language, bare = self.state.language, self.scene
        node = self.form.tree.nodes[question.node]
        choices = self.offered(question)
        return Prompt(
            question=question,
            label=question.label.said(bare, language),
            hint=question.hint.said(bare, language),
            language=language,
            audio=question.label.played(language),
            image=question.label.played(language, "image"),
            choices=choices,
            answer=datum.written(self.scene.values[question.node], node.type),
            required=self.is_required(question),
            read_only=self.is_read_only(question),
            first=not any(self._goes_back_to(place) for place in range(self.state.at)),
            headings=tuple(heading.said(bare, language) for heading in question.groups),
            mistakes=self.state.mistakes,
            pending=self.state.pending,
        )

    def _goes_back_to(self, place: int) -> bool:
        question = self.form.questions[self.state.order[place]]
        return self.is_asked(question) and not self.is_read_only(question)

    def _choice_name(self, scene: Scene, node: int, value: str) -> str:
        question = self.form.asked_at(node)
        if question is None:
            return ""
        return next((c.label for c in self.offered(question) if c.name == value), "")

    def _itext(self, scene: Scene, key: str) -> str:
        text = self.form.texts.get(key)
        return f"[itext:{key}]" if text is None else text.said(scene, self.state.language)
