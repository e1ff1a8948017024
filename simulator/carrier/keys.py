"""What becomes of the keys that are pressed during a `<Gather>`."""

from dataclasses import dataclass

from simulator.carrier.callee import Press
from simulator.carrier.twiml import Gather

_BETWEEN_KEYS = 0.4


@dataclass(frozen=True, kw_only=True)
class Gathered:
    digits: str
    """What reaches the product, without the finishing key."""
    seconds: float
    """From the end of the prompt until the `<Gather>` is over."""


def gathered(gather: Gather, press: Press) -> Gathered:
    """A key pressed after the time-out comes too late and is lost."""
    if press.after > gather.timeout or not press.digits:
        return Gathered(digits="", seconds=gather.timeout)
    taken, seconds = "", press.after
    for key in press.digits:
        if gather.finish_on and key in gather.finish_on:
            return Gathered(digits=taken, seconds=seconds)
        taken += key
        if len(taken) == gather.digits:
            return Gathered(digits=taken, seconds=seconds)
        seconds += _BETWEEN_KEYS
    return Gathered(digits=taken, seconds=seconds + gather.timeout)
