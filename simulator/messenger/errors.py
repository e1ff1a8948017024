"""Refusals as Telegram words them."""

from collections.abc import Mapping
from typing import Any

from simulator.gate import Answer


class BotApiError(Exception):
    def __init__(
        self, code: int, description: str, parameters: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        if parameters:
            body["parameters"] = dict(parameters)
        self.answer = Answer(status=code, body=body)


def bad_request(what: str) -> BotApiError:
    return BotApiError(400, f"Bad Request: {what}")
