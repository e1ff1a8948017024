"""One person and one form on one channel: what to ask next, and what became of what came in.

Call, chat and text message all ask through this, and none of them knows the form.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from inspection.dialogue import Dialogue
from inspection.questionnaire import datum, engine
from inspection.questionnaire.act import Act, Answered, Kept, TickedOff, done
from inspection.questionnaire.carrying import Turn, carried, open_prompt
from inspection.questionnaire.form import Form
from inspection.questionnaire.problem import Channel
from inspection.questionnaire.prompt import Complete, Invalid, Prompt, Said
from inspection.questionnaire.question import Kind, Question
from inspection.questionnaire.scene import World
from inspection.questionnaire.state import State
from inspection.questionnaire.submission import leaves, submission
from inspection.questionnaire.translations import in_language, translations


@dataclass(frozen=True, kw_only=True)
class Interview:
    form: Form
    world: World
    channel: Channel
    without: Collection[Kind]
    """Kinds of questions that are passed over, beside those that the channel cannot ask."""
    dialogue: Dialogue
    state: State
    turn: Turn
    """What is to be put to the person now."""
    taken: tuple[str, str] | None = None
    """The question that was answered last, and its answer; "" where it was left out."""

    @classmethod
    def of(
        cls,
        form: Form,
        dialogue: Dialogue,
        world: World,
        channel: Channel,
        *,
        language: str,
        facts: Mapping[str, str],
        without: Collection[Kind] = (),
    ) -> "Interview":
        """Goes on where it stopped. `language` is that of whoever has chosen none; `facts` are what
        is known today. Raises OtherRevision if the dialogue is of another form."""
        state = _thawed(form, dialogue, world, language)
        if not state.ended:
            state = engine.told(form, state, world, facts)
        said = engine.current(form, state, world)
        known = dialogue.answers if dialogue.state is None else ()
        turn = carried(form, state, said, world, channel, answered=known, without=without)
        return cls(
            form=form,
            world=world,
            channel=channel,
            without=without,
            dialogue=dialogue,
            state=turn.state,
            turn=turn,
        )._noted()

    @property
    def prompt(self) -> Prompt | None:
        """The question that is open; None at the end."""
        return open_prompt(self.turn.said)

    @property
    def open(self) -> Prompt:
        """The same, for whoever knows that there is one."""
        prompt = self.prompt
        assert prompt is not None, "a question is open"
        return prompt

    def heard(self, act: Act) -> "Interview":
        """After what the person did. A question answered before is not asked again, unless they
        went back to it."""
        asked = self.prompt
        if asked is None:
            return self
        state, said = done(self.form, self.state, act, self.world)
        forward = isinstance(act, Answered | TickedOff | Kept)
        taken = forward and not _refused(said, asked)
        if not taken:
            return replace(self, taken=None)._onward(state, said, self.dialogue.answers, skip=False)
        value = self._written(state, asked.question)
        others = {n: one for n, one in self.dialogue.answers.items() if n != asked.question.name}
        answers = {**others, asked.question.name: value} if value else others
        told = replace(self, taken=(asked.question.name, value))
        return told._onward(state, said, answers, skip=True)

    def afresh(self, again: Collection[str], language: str) -> "Interview":
        """From the first question on: `again` are asked once more, since whoever picks up may be
        somebody else, and what else was answered is not. Until then every answer stands."""
        kept = {name: one for name, one in self.dialogue.answers.items() if name not in again}
        chose = any(q.speaks and q.name in kept for q in self.form.questions)
        state = self.state if chose else engine.speaking(self.form, self.state, language)
        state, said = engine.restarted(self.form, state, self.world)
        return self._onward(state, said, kept, skip=True)

    def reopened(self) -> "Interview":
        """As if it had not ended: what was passed over may be answered late, or elsewhere."""
        if not self.state.ended:
            return self
        state, said = engine.reopened(self.form, self.state, self.world)
        return self._onward(state, said, self.dialogue.answers, skip=True)

    def patient(self) -> "Interview":
        """As if nothing had been mistaken at the open question."""
        return replace(self, state=replace(self.state, mistakes=0))._noted()

    def stopped(self, disposition: str) -> "Interview":
        """Broken off: what was answered stays."""
        state = engine.ended(self.state, disposition)
        turn = Turn(state=state, shown=(), said=Complete(disposition=disposition))
        return replace(self, state=state, turn=turn)._noted()

    def in_language(self, language: str) -> Prompt:
        """The open question in another language of the form."""
        return in_language(self.form, self.state, self.world, language)

    def translations(self) -> tuple[Prompt, ...]:
        """The open question in every language of the form."""
        return translations(self.form, self.state, self.world)

    def told(self, facts: Mapping[str, str]) -> State:
        """The answers, with other facts."""
        return engine.told(self.form, self.state, self.world, facts)

    def leaves(self) -> dict[str, str]:
        """Name of a leaf -> its words, of all that counts in the end."""
        return {path.rpartition("/")[2]: words for path, words in leaves(self.form, self.state)}

    def submission(self, instance_id: str) -> bytes:
        return submission(self.form, self.state, instance_id)

    def _written(self, state: State, question: Question) -> str:
        kind = self.form.tree.nodes[question.node].type
        return datum.written(state.values[question.node], kind)

    def _onward(
        self, state: State, said: Said, answers: Mapping[str, str], *, skip: bool
    ) -> "Interview":
        known = answers if skip else ()
        turn = carried(
            self.form,
            state,
            said,
            self.world,
            self.channel,
            answered=known,
            without=self.without,
        )
        dialogue = replace(self.dialogue, answers=answers)
        return replace(self, dialogue=dialogue, state=turn.state, turn=turn)._noted()

    def _noted(self) -> "Interview":
        kept = self.state.as_json(self.form)
        return replace(self, dialogue=replace(self.dialogue, ended=self.state.ended, state=kept))


def _thawed(form: Form, dialogue: Dialogue, world: World, language: str) -> State:
    if dialogue.state is not None:
        zone = world.now.tzinfo
        assert zone is not None, "a world's time is aware"
        return State.from_json(form, dialogue.state, zone)
    known = {**dialogue.given, **dialogue.answers}
    state = engine.start(
        form,
        world,
        seed=dialogue.seed,
        language=_chosen(form, dialogue) or language,
        prefill={name: words for name, words in known.items() if _has(form, name)},
        order=dialogue.order,
        keys=dialogue.keys,
    )
    return engine.ended(state, dialogue.ended) if dialogue.ended else state


def _chosen(form: Form, dialogue: Dialogue) -> str:
    spoken = (question.name for question in form.questions if question.speaks)
    return next((dialogue.answers[name] for name in spoken if name in dialogue.answers), "")


def _refused(said: Said, asked: Prompt) -> bool:
    return isinstance(said, Invalid) and said.prompt.question.index == asked.question.index


def _has(form: Form, name: str) -> bool:
    return any(node.name == name for node in form.tree.nodes)
