"""A villager who saw that somebody called, and does something about it."""

import re
from collections.abc import Callable

from simulator.carrier.call import Call
from simulator.carrier.callee import Decision, HangUp, Listener, Press, Said, Silence
from simulator.stage import Stage

CallUs = Callable[[str, Listener], object]
"""From this number, with somebody who listens."""
Write = Callable[[str, str], object]
"""From this number, these words."""

_WANTS_A_CALL = re.compile(
    r"打过去[^。]*请按\s*([0-9])|called by us[^.]*press ([0-9])", re.IGNORECASE
)


class CallingVillager:
    """Calls back, and asks to be called."""

    def __init__(self, stage: Stage, expects: Callable[[], None]) -> None:
        """`expects` is told once a call was asked for."""
        self._stage = stage
        self._expects = expects
        self._heard: list[str] = []

    def hears(self, said: Said) -> HangUp | None:
        self._heard.append(said.text)
        return None

    def asked(self) -> Decision:
        text = " ".join(self._heard)
        self._heard.clear()
        offered = _WANTS_A_CALL.search(text)
        if offered is None:
            self._stage.complain(f"a villager who called back did not understand: {text!r}")
            return Silence()
        self._expects()
        return Press(digits=offered[1] or offered[2], after=1.5)

    def records(self) -> float:
        return 0.0

    def call_over(self, call: Call) -> None:
        return None
