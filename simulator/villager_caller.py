"""A villager who saw that somebody called, and does something about it."""

import re
from collections.abc import Callable

from simulator.carrier.callee import Decision, Listener, Press, Silence
from simulator.listening import Listening
from simulator.stage import Stage

CallUs = Callable[[str, Listener], object]
"""From this number, with somebody who listens."""
Write = Callable[[str, str], object]
"""From this number, these words."""

_WANTS_A_CALL = re.compile(
    r"打过去[^。]*请按\s*([0-9])|called by us[^.]*press ([0-9])", re.IGNORECASE
)


class CallingVillager(Listening):
    """Calls back, and asks to be called."""

    def __init__(self, stage: Stage, expects: Callable[[], None]) -> None:
        """`expects` is told once a call was asked for."""
        super().__init__()
        self._stage = stage
        self._expects = expects

    def answers(self, text: str) -> Decision:
        offered = _WANTS_A_CALL.search(text)
        if offered is None:
            self._stage.complain(f"a villager who called back did not understand: {text!r}")
            return Silence()
        self._expects()
        return Press(digits=offered[1] or offered[2], after=1.5)
