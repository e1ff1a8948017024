"""The product's door for the messenger, knocked at without the messenger."""

import json
from dataclasses import dataclass

import httpx

from bot.webhook import HEADER
from tests.scenarios.town import Town


@dataclass(kw_only=True)
class TelegramDoor:
    """Everything that the messenger delivers is recorded from the beginning."""

    town: Town

    @property
    def secret(self) -> str:
        return self.town.product.telegram_secret

    def knock(self, body: bytes, *, secret: str | None = None, named: str = HEADER) -> int:
        """Posts a body as the messenger does and lets the product settle; returns the status."""
        headers = {named: self.secret if secret is None else secret}
        with httpx.Client(trust_env=False) as client:
            answer = client.post(f"{self.town.address}/telegram", content=body, headers=headers)
        self.town.world.pump()
        return answer.status_code

    def deliver(self, update: object) -> int:
        return self.knock(json.dumps(update).encode())

    def repeats_everything(self) -> set[int]:
        """Every update once more, in order; returns the statuses."""
        return {self.deliver(update) for update in self.delivered}

    @property
    def delivered(self) -> list[object]:
        """The updates that the messenger delivered so far."""
        return [
            dict(exchange.params)
            for exchange in self.town.world.traffic.exchanges
            if exchange.api == "telegram.update"
        ]
