"""The record of what went over the wire, in both directions."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One HTTP request with its answer."""

    direction: Literal["request", "webhook"]
    """`request`: the product asked a provider. `webhook`: a provider told the product."""
    api: str
    """`twilio.calls.create`, `telegram.sendMessage`; of webhooks `twilio.twiml`, `twilio.status`,
    `twilio.message_status`, `twilio.machine`, `telegram.update`."""
    method: str
    url: str
    headers: Mapping[str, str]
    params: Mapping[str, Any]
    """Query and form fields, or the JSON body."""
    status: int | None
    """HTTP status of the answer; None if there was none."""
    answer: Any
    """JSON that a provider answered, or the text that the product answered."""


@dataclass(kw_only=True)
class Counts:
    requests: Counter[str] = field(default_factory=Counter)
    """Requests received, by API."""
    webhooks: Counter[str] = field(default_factory=Counter)
    """Webhooks answered with 2xx, by API."""
    lost: Counter[str] = field(default_factory=Counter)
    """Deliveries that failed, by API."""


@dataclass(kw_only=True)
class Traffic:
    recording: bool = False
    exchanges: list[Exchange] = field(default_factory=list)

    def record(self, exchange: Exchange) -> None:
        if self.recording:
            self.exchanges.append(exchange)
