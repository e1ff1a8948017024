"""What everybody does who listens on a telephone and then presses a key."""

from abc import ABC, abstractmethod

from simulator.carrier.call import Call
from simulator.carrier.callee import Decision, HangUp, Press, Said, Silence, Spoken
from simulator.spoken import choices
from simulator.understanding import choice_meaning, is_at_the_tone


class Listening(ABC):
    def __init__(self, *, speaks: float = 0.0) -> None:
        """`speaks`: for how many seconds into a recording."""
        self._heard: list[str] = []
        self._speaks = speaks

    @abstractmethod
    def answers(self, text: str) -> Decision:
        """What is done about all that was said since the last time that a key was wanted."""

    def hears(self, said: Said) -> HangUp | None:
        self._heard.append(said.text)
        return None

    def asked(self) -> Decision:
        text = " ".join(self._heard)
        self._heard.clear()
        return Silence() if is_at_the_tone(text) else self.answers(text)

    def records(self) -> Spoken:
        return Spoken(seconds=self._speaks, key="#" if self._speaks else "")

    def call_over(self, call: Call) -> None:
        self._heard.clear()


def pressing(text: str, topic: str, meaning: str, *, after: float) -> Press | None:
    """The key that was offered for what is meant; None if none was."""
    menu = choices(text)
    meant = choice_meaning(topic, meaning, [choice for choice, _ in menu])
    return None if meant is None else Press(digits=dict(menu)[meant], after=after)
