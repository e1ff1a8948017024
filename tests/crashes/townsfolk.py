"""Who lives in the township, and what each of them does on the Monday."""

from contextlib import suppress
from dataclasses import dataclass, field

from simulator import World
from simulator.carrier.call import Call
from simulator.carrier.callee import Answers, Busy, Decision, NoAnswer, Pickup, Press, Silence
from simulator.listening import Listening, pressing
from simulator.messenger.chat import Message
from simulator.messenger.person import ButtonGoneError, Person
from simulator.spoken import choices
from simulator.understanding import topic
from tests.crashes.township import ADMINISTRATOR, number_of, person_of

DID = "We repaired the well"
"""What the official who writes has done today."""
FOUND = "Two of three were there."
"""What the inspector found who visited a team."""
_HERE = "In the village"
_ACCEPT, _VISITED, _COMPLETE = "Accept", "Visited", "Report is complete"
_PASSED_ON = "is complete and was passed on"
_ANSWERS = {"consent": "yes", "money": "no", "coached": "no", "fair": "yes"}
_PRESSES = 3
_PRESSED_IN_VAIN = 200.0
"""Seconds after which somebody presses once more: the messenger has given the press up by then."""


def settle_in(world: World, did: str = DID) -> None:
    """O1 answers in the chat, O2 when called; H1 answers all, H2 refuses; H3's line is busy at
    first, H4 does not hear the first call; I1 visits where they are sent. The carrier loses the
    first request for O2."""
    for name in ("O1", "O2", "I1", ADMINISTRATOR):
        person_of(world, name).chat.started = True
    writing, visiting = person_of(world, "O1"), person_of(world, "I1")
    writing.chat.owner = _Writing(world=world, person=writing, did=did)
    visiting.chat.owner = _Visiting(world=world, person=visiting)
    world.settle_in(number_of("O2"), _Telephone())
    world.settle_in(number_of("H1"), _Telephone())
    world.settle_in(number_of("H2"), _Telephone(refuses=True))
    world.settle_in(number_of("H3"), _Telephone(before=[Busy()]))
    world.settle_in(number_of("H4"), _Telephone(before=[NoAnswer()]))
    world.faults.drop_before(
        "twilio.calls.create", when=lambda asked: number_of("O2") in str(asked.get("To"))
    )


@dataclass(kw_only=True)
class _Writing:
    """Says where they are, and answers in words (or by a photo, or a voice message) what is asked
    then; not a second time, if the same is asked again in words."""

    world: World
    person: Person
    did: str
    _answered: set[str] = field(default_factory=set)

    def receives(self, message: Message) -> None:
        if message.button(_HERE):
            self.world.stage.after(5, lambda: self.person.tap(_HERE, message=message))
        elif "Please send a photo." in message.text:
            self.world.stage.after(5, self.person.send_photo)
        elif "Please send a voice message." in message.text:
            self.world.stage.after(5, self.person.send_voice)
        elif message.keyboard.inline and message.text not in self._answered:
            self._answered.add(message.text)  # a question in words, which may be left out
            self.world.stage.after(5, lambda: self.person.type(self.did))


@dataclass(kw_only=True)
class _Visiting:
    """Accepts a visit, makes it, and reports; each once, though the same letter may come twice."""

    world: World
    person: Person
    _done: set[str] = field(default_factory=set)

    def receives(self, message: Message) -> None:
        for button, led_here in ((_ACCEPT, ""), (_VISITED, _ACCEPT), (_COMPLETE, _VISITED)):
            if message.button(button) and button not in self._done:
                self._done |= {button, f"{led_here} taken"}
                self._next(button)
        if _PASSED_ON in message.text:
            self._done.add(f"{_COMPLETE} taken")

    def _next(self, button: str) -> None:
        if button == _COMPLETE:
            self.world.stage.after(5, lambda: self.person.type(FOUND))
        for nth in range(_PRESSES):
            self.world.stage.after(10 + nth * _PRESSED_IN_VAIN, lambda: self._press(button))

    def _press(self, button: str) -> None:
        if f"{button} taken" not in self._done:
            # Where the button is gone it was taken, and the answer is under way.
            with suppress(ButtonGoneError):
                self.person.tap(button)


@dataclass(kw_only=True)
class _Telephone:
    before: list[Pickup] = field(default_factory=list)
    refuses: bool = False

    def rings(self, _: Call) -> Pickup:
        if self.before:
            return self.before.pop(0)
        return Answers(listener=_Answering(refuses=self.refuses), after=6)


class _Answering(Listening):
    """Agrees (or refuses), complains of nobody, and takes the first choice of all else."""

    def __init__(self, *, refuses: bool) -> None:
        super().__init__()
        self._refuses = refuses

    def answers(self, text: str) -> Decision:
        offered = choices(text)
        if not offered:
            return Silence()
        asked = topic(text) or ""
        answer = "refuse" if asked == "consent" and self._refuses else _ANSWERS.get(asked, "")
        _, first = offered[0]
        return pressing(text, asked, answer, after=2) or Press(digits=first, after=2)
