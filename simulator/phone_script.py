"""What a test lets somebody do when the phone rings, declared in advance.

world.phone("+86...").answers(after=8).hears("language").presses("1").hears("thank").hangs_up()
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from simulator.carrier.call import Call
from simulator.carrier.callee import (
    Answers,
    Busy,
    Callee,
    Decision,
    HangUp,
    Listener,
    Machine,
    NoAnswer,
    OutOfService,
    Pickup,
    Press,
    Said,
    Silence,
    Spoken,
)
from simulator.spoken import choices


@dataclass(frozen=True, kw_only=True)
class Hears:
    text: str


@dataclass(frozen=True, kw_only=True)
class Chooses:
    """Presses the key that was spoken for the choice containing `text`."""

    text: str
    after: float


@dataclass(frozen=True, kw_only=True)
class Records:
    seconds: float
    key: str


Step = Hears | Chooses | Press | Silence | HangUp | Records


@dataclass(kw_only=True, eq=False)
class ScriptedListener:
    number: str
    steps: deque[Step] = field(default_factory=deque)
    failures: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    """What was said since the last prompt for keys."""

    def hears(self, said: Said) -> HangUp | None:
        self.heard.append(said.text)
        if not self._ready_to_leave():
            return None
        self._check_heard()
        leaving = self.steps.popleft()
        assert isinstance(leaving, HangUp)
        return leaving

    def asked(self) -> Decision:
        self._check_heard()
        said = " ".join(self.heard)
        self.heard.clear()
        if not self.steps:
            self.failures.append(f"{self.number} was asked more than was scripted: {said!r}")
            return HangUp()
        step = self.steps[0]
        if isinstance(step, Silence) and len(self.steps) == 1:
            return step
        if isinstance(step, Records):
            return Silence()  # until the tone
        self.steps.popleft()
        if isinstance(step, Chooses):
            return self._chosen(step, said)
        if isinstance(step, Hears):
            self.failures.append(f"{self.number} was asked for keys, but was to {step}")
            return HangUp()
        return step

    def records(self) -> Spoken:
        if self.heard:
            self._check_heard()
            self.heard.clear()
        if self.steps and isinstance(step := self.steps[0], Records):
            self.steps.popleft()
            return Spoken(seconds=step.seconds, key=step.key)
        return Spoken()

    def call_over(self, call: Call) -> None:
        self._check_heard()
        left = [step for step in self.steps if not isinstance(step, Silence | HangUp)]
        if left:
            self.failures.append(f"{self.number}: the call ended ({call.status}) before {left}")

    def _ready_to_leave(self) -> bool:
        """Whether all that was to be heard before hanging up has been heard."""
        said = " ".join(self.heard)
        for step in self.steps:
            if isinstance(step, HangUp):
                return True
            if not isinstance(step, Hears) or step.text not in said:
                return False
        return False

    def _check_heard(self) -> None:
        said = " ".join(self.heard)
        while self.steps and isinstance(step := self.steps[0], Hears):
            self.steps.popleft()
            if step.text not in said:
                self.failures.append(f"{self.number} was to hear {step.text!r}, heard {said!r}")

    def _chosen(self, step: Chooses, said: str) -> Decision:
        offered = choices(said)
        keys = [key for choice, key in offered if step.text in choice]
        if len(keys) != 1:
            self.failures.append(f"{self.number} was to choose {step.text!r} among {offered}")
            return HangUp()
        return Press(digits=keys[0], after=step.after)


class PhoneScript:
    """One number; each of `answers`, `is_busy`, ... says what happens at the next call."""

    def __init__(
        self,
        number: str,
        calls: Callable[[], list[Call]],
        owner: Callee | None,
        write: Callable[[str, str, str], object],
        call: Callable[[str, Listener], object],
    ) -> None:
        """`write` sends a text from a number: its words, and to which of ours ("": the first);
        `call` calls us from a number."""
        self.number = number
        self._write = write
        self._call = call
        self.texts_expected: list[str] = []
        self._calls = calls
        self.owner = owner
        self._pickups: deque[Pickup] = deque()
        self._listeners: list[ScriptedListener] = []

    @property
    def calls(self) -> list[Call]:
        """The calls to this number that are over, with `heard`, `pressed` and `status`."""
        return [call for call in self._calls() if not call.live]

    def answers(self, *, after: float = 5.0) -> Self:
        """Picks up after `after` seconds of ringing."""
        listener = ScriptedListener(number=self.number)
        self._listeners.append(listener)
        return self._then(Answers(listener=listener, after=after))

    def is_busy(self) -> Self:
        return self._then(Busy())

    def does_not_answer(self) -> Self:
        return self._then(NoAnswer())

    def is_out_of_service(self) -> Self:
        return self._then(OutOfService())

    def machine_answers(self, *, after: float = 15.0) -> Self:
        return self._then(Answers(listener=Machine(), after=after, machine=True))

    def hears(self, text: str) -> Self:
        """`text` is said before the next prompt for keys, or before the call ends."""
        return self._step(Hears(text=text))

    def presses(self, digits: str, *, after: float = 2.0) -> Self:
        return self._step(Press(digits=digits, after=after))

    def chooses(self, choice: str, *, after: float = 2.0) -> Self:
        """Presses whichever key is spoken for the choice that contains these words."""
        return self._step(Chooses(text=choice, after=after))

    def stays_silent(self) -> Self:
        """At one prompt; as the last step, until the call ends."""
        return self._step(Silence())

    def speaks(self, *, seconds: float = 5.0, key: str = "#") -> Self:
        """Into the next recording, and then presses `key`; "" goes silent, "hangup" hangs up."""
        return self._step(Records(seconds=seconds, key=key))

    def hangs_up(self, *, after_prompt: str = "") -> Self:
        """As soon as all that was to be heard (and `after_prompt`) has been heard."""
        if after_prompt:
            self.hears(after_prompt)
        return self._step(HangUp())

    def calls_us(self, *, showing: str | None = None) -> Self:
        """Calls one of our numbers at the next event; what follows says what is heard and done.
        `showing`: another number than the phone's own."""
        listener = ScriptedListener(number=self.number)
        self._listeners.append(listener)
        self._call(self.number if showing is None else showing, listener)
        return self

    def texts(self, words: str, *, ours: str = "") -> Self:
        """Writes to us now."""
        self._write(self.number, words, ours)
        return self

    def gets_text(self, part: str) -> Self:
        """A text message that contains `part` is to arrive."""
        self.texts_expected.append(part)
        return self

    def rings(self, call: Call) -> Pickup | None:
        if self._pickups:
            return self._pickups.popleft()
        return self.owner.rings(call) if self.owner is not None else None

    def unmet(self) -> list[str]:
        failures = [failure for listener in self._listeners for failure in listener.failures]
        if self._pickups:
            failures.append(f"{self.number} was not called: still expects {len(self._pickups)}")
        return failures

    def _then(self, pickup: Pickup) -> Self:
        self._pickups.append(pickup)
        return self

    def _step(self, step: Step) -> Self:
        if not self._listeners:
            raise ValueError(f"{self.number} must answer before anything else can happen")
        self._listeners[-1].steps.append(step)
        return self
