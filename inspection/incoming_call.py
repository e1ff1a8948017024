"""A call that somebody makes to us, in our words."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class IncomingCall:
    """One request of the carrier within it: the first (step 0), or a key pressed; "" is silence."""

    provider_id: str
    caller: str = field(repr=False)
    """As the carrier gives it: a number, or a sign that it is not shown. Anybody may have made it
    up."""
    step: int
    digits: str = ""
