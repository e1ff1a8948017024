"""Asks a form: one input at a time, each answered by what comes next.

Nothing is kept here. `start` makes a state, and every step takes one and gives the next; time and
registers come in with each step, chance is a seed in the state.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from inspection.questionnaire import datum
from inspection.questionnaire.answer import NotAnAnswer, Wanted, read
from inspection.questionnaire.fault import NotEvaluable
from inspection.questionnaire.form import Form
from inspection.questionnaire.moment import midnight
from inspection.questionnaire.prompt import COMPLETE, PARTIAL, Complete, Invalid, Prompt, Said, Why
from inspection.questionnaire.question import Question
from inspection.questionnaire.running import Running
from inspection.questionnaire.scene import World
from inspection.questionnaire.state import State
from inspection.questionnaire.tree import Datum


def start(
    form: Form,
    world: World,
    *,
    seed: str,
    language: str = "",
    prefill: Mapping[str, str] | None = None,
    order: Sequence[str] | None = None,
    keys: Mapping[str, Sequence[str]] | None = None,
) -> State:
    """A dialogue at its first question.

    `prefill` gives leaves by name what is known already, in the form of an answer; `order` names
    the questions to be asked, in turn: without it, all in the order of the form. `keys` gives the
    order of choices that the form wants shuffled, where it was drawn already. Raises KeyError for
    names that the form does not have and ValueError for values that do not fit.
    """
    given = {form.node(name): words for name, words in (prefill or {}).items()}
    asked = [form.question(name).index for name in order] if order is not None else None
    state = State(
        revision=form.revision,
        language=form.language(language),
        seed=seed,
        order=tuple(asked if asked is not None else range(len(form.questions))),
        values=tuple(_initial(form, node, given, world.now) for node in range(_size(form))),
        own=tuple(_allowed(form, node) for node in range(_size(form))),
        keys={form.question(name).index: tuple(drawn) for name, drawn in (keys or {}).items()},
    )
    run = Running(form, state, world)
    run.act(one for one in form.first if one.node not in given)
    run.run(form.order.rules)
    return _moved(run, 0)


def current(form: Form, state: State, world: World) -> Prompt | Complete:
    """What is open now."""
    if _over(state):
        return Complete(disposition=state.ended or COMPLETE)
    return Running(form, state, world).prompt(_open(form, state))


def step(form: Form, state: State, said: str, world: World) -> tuple[State, Said]:
    """Takes an input to the open question, in its written form; "" is a blank.

    What is no answer, or not allowed, leaves everything but the count of mistakes as it was.
    """
    if _over(state):
        return state, Complete(disposition=state.ended or COMPLETE)
    run = Running(form, state, world)
    question = _open(form, state)
    if run.is_read_only(question):
        return _onward(run, state.at + 1)
    names = {choice.name for choice in run.offered(question)}
    try:
        answer = read(question, said, names, world.now)
    except NotAnAnswer as error:
        return _mistaken(run, _Refusal(why="no answer", wanted=error.wanted))
    refused = _refused(run, question, answer)
    if refused is not None:
        return _mistaken(run, refused)
    run.put(question, answer)
    if question.speaks and isinstance(answer, str):
        run.state = replace(run.state, language=form.language(answer))
    if isinstance(answer, str) and answer in question.stops:
        return _ended(run, question.stops[answer])
    return _onward(run, state.at + 1)


def keep(form: Form, state: State, world: World) -> tuple[State, Said]:
    """Leaves the open question as it stands: what was answered before, or its default."""
    if _over(state):
        return state, Complete(disposition=state.ended or COMPLETE)
    run = Running(form, state, world)
    question = _open(form, state)
    run.offered(question)
    answer = run.scene.values[question.node]
    if not run.is_read_only(question):
        refused = _refused(run, question, answer)
        if refused is not None:
            return _mistaken(run, refused)
        run.put(question, answer)
    return _onward(run, state.at + 1)


def back(form: Form, state: State, world: World) -> tuple[State, Said]:
    """To the question before, past what is only shown; at the first one nothing changes."""
    if _over(state):
        return state, Complete(disposition=state.ended or COMPLETE)
    run = Running(form, state, world)
    for place in range(state.at - 1, -1, -1):
        question = form.questions[state.order[place]]
        if run.is_asked(question) and not run.is_read_only(question):
            return _onward(run, place)
    return state, run.prompt(_open(form, state))


def pass_over(form: Form, state: State, world: World) -> tuple[State, Said]:
    """Goes on without an answer: the channel cannot ask it, or nobody answers. It stays blank, is
    not asked again, and ends the dialogue where the form says that it is needed."""
    if _over(state):
        return state, Complete(disposition=state.ended or COMPLETE)
    question = _open(form, state)
    run = Running(form, replace(state, passed=state.passed | {question.index}), world)
    if question.needed:
        return _ended(run, question.needed)
    return _onward(run, state.at + 1)


def tick(state: State, choice: str) -> State:
    """Ticks a choice of several, or takes the tick off again; nothing is answered by that."""
    ticked = tuple(name for name in state.pending if name != choice)
    return replace(state, pending=ticked if choice in state.pending else (*ticked, choice))


def reopened(form: Form, state: State, world: World) -> tuple[State, Said]:
    """To the first question that was passed over: another channel may be able to ask it."""
    run = Running(form, replace(state, passed=frozenset(), ended=""), world)
    places = [place for place, index in enumerate(state.order) if index in state.passed]
    return _onward(run, min(places, default=state.at))


def restarted(form: Form, state: State, world: World) -> tuple[State, Said]:
    """To the first question; every answer stands until another one takes its place."""
    return _onward(Running(form, replace(state, passed=frozenset(), ended=""), world), 0)


def told(form: Form, state: State, world: World, facts: Mapping[str, str]) -> State:
    """With what is known from outside in the leaves of these names that nobody is asked; those that
    the form does not have are left out."""
    asked = {question.node for question in form.questions}
    run, changed = Running(form, state, world), False
    for node in form.tree.nodes:
        if node.name not in facts or node.children or node.index in asked:
            continue
        value = datum.read(facts[node.name], node.type, world.now) if facts[node.name] else None
        if value != state.values[node.index]:
            run.write(node.index, value)
            changed = True
    if not changed:
        return state
    aside = not _over(state) and not run.is_asked(_open(form, state))
    return _moved(run, state.at) if aside else run.frozen()


def ended(state: State, disposition: str) -> State:
    """Broken off: what was answered stays."""
    return replace(state, ended=disposition)


def speaking(form: Form, state: State, language: str) -> State:
    """From here on in another language."""
    return replace(state, language=form.language(language))


@dataclass(frozen=True, kw_only=True)
class _Refusal:
    why: Why
    message: str = ""
    wanted: Wanted | None = None

    def said(self, prompt: Prompt) -> Invalid:
        return Invalid(prompt=prompt, why=self.why, message=self.message, wanted=self.wanted)


def _size(form: Form) -> int:
    return len(form.tree.nodes)


def _initial(form: Form, node: int, given: Mapping[int, str], now: datetime) -> Datum | None:
    leaf, bind = form.tree.nodes[node], form.binds.get(node)
    words = given.get(node, leaf.default)
    if words:
        try:
            return datum.read(words, leaf.type, now)
        except (ValueError, NotEvaluable):
            raise ValueError(f"{leaf.name}: what is given is no {leaf.type}") from None
    match bind.preload if bind is not None else "":
        case "start":
            return now
        case "today":
            return midnight(now)
        case _:
            return None


def _allowed(form: Form, node: int) -> bool:
    bind = form.binds.get(node)
    return bind is None or bind.relevant is not False


def _over(state: State) -> bool:
    """Ended; or nothing of it is asked at all."""
    return bool(state.ended) or state.at >= len(state.order)


def _open(form: Form, state: State) -> Question:
    return form.questions[state.order[state.at]]


def _moved(run: Running, place: int) -> State:
    """At the first question from `place` on that is asked; behind the last one without any."""
    order, questions = run.state.order, run.form.questions
    while place < len(order) and not run.is_asked(questions[order[place]]):
        place += 1
    if place < len(order):
        run.offered(questions[order[place]])
    return replace(run.frozen(), at=place, mistakes=0, pending=())


def _mistaken(run: Running, refused: _Refusal) -> tuple[State, Invalid]:
    run.state = replace(run.frozen(), mistakes=run.state.mistakes + 1)
    return run.state, refused.said(run.prompt(_open(run.form, run.state)))


def _ended(run: Running, disposition: str) -> tuple[State, Complete]:
    for node, bind in run.form.binds.items():
        if bind.preload == "end":
            run.scene.values[node] = run.scene.world.now
    over = replace(run.frozen(), ended=disposition, mistakes=0, pending=())
    return over, Complete(disposition=disposition)


def _refused(run: Running, question: Question, answer: Datum | None) -> _Refusal | None:
    """Why an answer is not kept."""
    bind = run.form.binds.get(question.node)
    if answer is None:
        if not run.is_required(question):
            return None
        message = bind.required_message.said(run.scene, run.state.language) if bind else ""
        return _Refusal(why="required", message=message)
    if run.fits(question, answer):
        return None
    message = bind.constraint_message.said(run.scene, run.state.language) if bind else ""
    return _Refusal(why="constraint", message=message)


def _onward(run: Running, place: int) -> tuple[State, Said]:
    """The prompt of the first question from `place` on that is asked, or the end."""
    run.state = _moved(run, place)
    if run.state.at < len(run.state.order):
        return run.state, run.prompt(_open(run.form, run.state))
    return _finished(run)


def _finished(run: Running) -> tuple[State, Said]:
    """Every answer is weighed once more, as ODK's engine does it before it sends: a change of one
    may have made another one wrong, and that one is asked again."""
    disposition = COMPLETE
    for place, index in enumerate(run.state.order):
        question = run.form.questions[index]
        if not run.is_asked(question):
            continue
        if index in run.state.passed:
            disposition = PARTIAL if run.is_required(question) else disposition
            continue
        run.offered(question)
        answer = run.scene.values[question.node]
        refused = _refused(run, question, answer)
        if refused is not None:
            run.state = replace(run.frozen(), at=place, mistakes=0, pending=())
            return run.state, refused.said(run.prompt(question))
        run.put(question, answer)
    return _ended(run, disposition)
