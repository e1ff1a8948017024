"""What the exchange needs from whoever owns a number."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from simulator.carrier.call import Call


@dataclass(frozen=True, kw_only=True)
class Said:
    text: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Press:
    digits: str
    after: float = 2.0
    """Seconds from the end of the prompt to the first key."""


@dataclass(frozen=True, kw_only=True)
class Silence:
    pass


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """Into a recording."""

    seconds: float = 0.0
    """0: not a word."""
    key: str = ""
    """That ended it; "hangup" of who hung up while speaking."""


@dataclass(frozen=True, kw_only=True)
class HangUp:
    after: float = 0.0


Decision = Press | Silence | HangUp


class Listener(Protocol):
    """Somebody (or something) that has answered a call."""

    def hears(self, said: Said) -> HangUp | None:
        """Called when speech begins; a `HangUp` takes effect when it ends."""

    def asked(self) -> Decision:
        """Called when a prompt for keys has been heard to its end."""

    def records(self) -> Spoken:
        """Called at the tone."""

    def call_over(self, call: "Call") -> None: ...


@dataclass(frozen=True, kw_only=True)
class Answers:
    listener: Listener
    after: float = 5.0
    """Seconds of ringing."""
    machine: bool = False


@dataclass(frozen=True, kw_only=True)
class Busy:
    pass


@dataclass(frozen=True, kw_only=True)
class NoAnswer:
    pass


@dataclass(frozen=True, kw_only=True)
class OutOfService:
    """The network can't reach the number: `failed` with SIP response 404."""


Pickup = Answers | Busy | NoAnswer | OutOfService


class Callee(Protocol):
    def rings(self, call: "Call") -> Pickup | None:
        """What the owner of the number does; None if nobody expects this call."""


class Machine:
    """An answering machine: hears everything, presses nothing."""

    def hears(self, said: Said) -> HangUp | None:
        return None

    def asked(self) -> Decision:
        return Silence()

    def records(self) -> Spoken:
        return Spoken()

    def call_over(self, call: "Call") -> None:
        return None
