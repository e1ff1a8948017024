"""One form over three channels: somebody presses buttons, texts, or keys."""

from dataclasses import dataclass, field

from inspection.button import read_press
from inspection.chat import Letter
from inspection.questionnaire import chat, engine, keypad, sms
from inspection.questionnaire.act import Act, done
from inspection.questionnaire.carrying import Turn, carried, open_prompt
from inspection.questionnaire.form import Form
from inspection.questionnaire.problem import Channel
from inspection.questionnaire.prompt import Complete, Prompt
from inspection.questionnaire.scene import World
from inspection.questionnaire.state import State
from inspection.questionnaire.submission import submission
from inspection.questionnaire.translations import translations
from tests.inspection.questionnaire.interview import NOW, ZONE, form

TOKEN = "0123456789abcdefghijkl"


@dataclass
class Talk:
    """What is said is kept as JSON between any two acts, as in the store."""

    form: Form
    channel: Channel
    stored: dict[str, object]
    world: World = field(default_factory=lambda: World(now=NOW))
    turn: Turn = field(init=False)

    def __post_init__(self) -> None:
        state = State.from_json(self.form, self.stored, ZONE)
        self._put(state)

    @classmethod
    def begun(cls, table: str, channel: Channel, language: str = "en") -> "Talk":
        read = form(table)
        state = engine.start(read, World(now=NOW), seed="s", language=language)
        return cls(form=read, channel=channel, stored=state.as_json(read))

    def goes_on_by(self, channel: Channel) -> "Talk":
        """After a restart, with what the store kept."""
        return Talk(form=self.form, channel=channel, stored=self.stored)

    @property
    def prompt(self) -> Prompt:
        prompt = open_prompt(self.turn.said)
        assert prompt is not None, "the dialogue has ended"
        return prompt

    @property
    def ended(self) -> str:
        return self.turn.said.disposition if isinstance(self.turn.said, Complete) else ""

    @property
    def submitted(self) -> str:
        return submission(self.form, self.turn.state, "uuid:1").decode()

    def acts(self, act: Act | None) -> "Talk":
        assert act is not None, "the button has expired"
        state = State.from_json(self.form, self.stored, ZONE)
        state, said = done(self.form, state, act, self.world)
        self.turn = carried(self.form, state, said, self.world, self.channel)
        self.stored = self.turn.state.as_json(self.form)
        return self

    @property
    def letters(self) -> tuple[Letter, ...]:
        return chat.letters(self.turn, TOKEN, "en")

    def taps(self, *captions: str) -> "Talk":
        for caption in captions:
            buttons = {button.text: button.data for button in self.letters[-1].buttons}
            press = read_press(buttons[caption])
            assert press is not None
            self.acts(chat.pressed(self.prompt, press))
        return self

    @property
    def translated(self) -> tuple[Prompt, ...]:
        return translations(self.form, self.turn.state, self.world)

    def writes(self, *words: str) -> "Talk":
        for one in words:
            self.acts(chat.said(self.prompt, one, self.translated))
        return self

    @property
    def text(self) -> str:
        return sms.asked(self.turn, "en")

    def replies(self, *words: str) -> "Talk":
        for one in words:
            self.acts(sms.said(self.prompt, one, self.translated))
        return self

    @property
    def hears(self) -> str:
        return " ".join(part.text for part in keypad.spoken(self.turn, "en").parts)

    def keys(self, *pressed: str) -> "Talk":
        for one in pressed:
            self.acts(keypad.pressed(self.prompt, one))
        return self

    def _put(self, state: State) -> None:
        said = engine.current(self.form, state, self.world)
        self.turn = carried(self.form, state, said, self.world, self.channel)
        self.stored = self.turn.state.as_json(self.form)
