"""Requests, answers and updates of the Bot API, checked against its published description."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from tests.contract.bot_types import Field, Types, read_fields

FILE = "telegram_bot_api.json"


class BotApi:
    def __init__(self, described: Mapping[str, Any]) -> None:
        self._types = Types(described["types"])
        self._methods = {name: read_fields(entry) for name, entry in described["methods"].items()}
        self._returns = {
            name: tuple(entry["returns"]) for name, entry in described["methods"].items()
        }
        self._kinds_of_update = set(self._types.fields("Update")) - {"update_id"}

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises OSError or ValueError if the description can't be read."""
        return cls(json.loads((folder / FILE).read_text(encoding="utf-8")))

    def request(
        self, method: str, params: Mapping[str, object], *, encoded: bool = True
    ) -> list[str]:
        """`encoded`: the parameters came as a form, in which everything is text and arrays and
        objects are JSON; otherwise as a JSON object."""
        if method not in self._methods:
            return [f"{method}: no such method"]
        fields = self._methods[method]
        values = {
            name: _decoded(fields[name], value) if encoded and name in fields else value
            for name, value in params.items()
        }
        problems = list(self._types.members(method, fields, values, method))
        return problems or self._unknown_updates(method, values.get("allowed_updates", ()))

    def answer(self, method: str, status: int, body: object) -> list[str]:
        """An answer of 5xx comes from a gateway and may be anything."""
        if method not in self._returns:
            return [f"{method}: no such method"]
        where = f"answer to {method}"
        if status >= 500:
            return []
        if not isinstance(body, Mapping):
            return [f"{where}: expected a JSON object"]
        if status == 200:
            return self._success(method, body, where)
        return self._refusal(status, body, where)

    def update(self, body: object) -> list[str]:
        return self._types.problems(("Update",), body, "Update")

    def _success(self, method: str, body: Mapping[str, Any], where: str) -> list[str]:
        if body.get("ok") is not True or not {"ok", "result"} <= set(body):
            return [f"{where}: expected ok (true) and result"]
        extra = sorted(set(body) - {"ok", "result", "description"})
        return [
            *(f"{where}: a success has no {name}" for name in extra),
            *self._types.problems(self._returns[method], body["result"], f"{where}.result"),
        ]

    def _refusal(self, status: int, body: Mapping[str, Any], where: str) -> list[str]:
        """Shape: core.telegram.org/bots/api, "Making requests"."""
        problems = [
            f"{where}: a refusal has no {name}"
            for name in sorted(set(body) - {"ok", "error_code", "description", "parameters"})
        ]
        if body.get("ok") is not False:
            problems.append(f"{where}.ok: expected false")
        if body.get("error_code") != status:
            problems.append(f"{where}.error_code: expected the HTTP status {status}")
        problems += self._types.problems(
            ("String",), body.get("description"), f"{where}.description"
        )
        if "parameters" in body:
            problems += self._types.problems(
                ("ResponseParameters",), body["parameters"], f"{where}.parameters"
            )
        return problems

    def _unknown_updates(self, method: str, wanted: Any) -> list[str]:
        unknown = sorted(set(wanted) - self._kinds_of_update)
        return [f"{method}.allowed_updates: {name} is no kind of update" for name in unknown]


def _decoded(field: Field, value: object) -> object:
    """A form field in its declared type; left as text if it is not of that type, so that the check
    of the type says so."""
    if not isinstance(value, str):
        return value
    if "String" in field.types:
        numeric = "Integer" in field.types and value.removeprefix("-").isdecimal()
        return int(value) if numeric else value
    try:
        return json.loads(value)
    except ValueError:
        return value
