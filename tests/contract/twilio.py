"""Requests and answers of Twilio's REST API, checked against its OpenAPI file."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker

from tests.contract.schema_problems import problems_in
from tests.contract.twilio_format import ANSWERED, SENT
from tests.contract.twilio_schema import Schema, narrowed, one_of_each, resolved, typed, whole

FILE = "twilio_api_v2010_calls_messages.json"
_FORM = "application/x-www-form-urlencoded"
_REFUSAL: Schema = {
    # twilio.com/docs/usage/twilios-response, "Exceptions".
    "type": "object",
    "properties": {
        "code": {"type": "integer"},
        "message": {"type": "string"},
        "more_info": {"type": "string", "format": "uri"},
        "status": {"type": "integer", "minimum": 400, "maximum": 499},
    },
    "required": ["code", "message", "more_info", "status"],
    "additionalProperties": False,
}


@dataclass(frozen=True, kw_only=True)
class Operation:
    name: str
    method: str
    path: re.Pattern[str]
    place: Draft202012Validator
    """Of the parameters in the path."""
    parameters: Draft202012Validator
    """Of the form, or of the query of a GET."""
    answers: Mapping[int, Draft202012Validator]


class TwilioApi:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self._refusal = _validator(_REFUSAL, ANSWERED)
        self._operations = [
            _operation(template, method, item[method], document)
            for template, item in document["paths"].items()
            for method in ("get", "post", "delete")
            if method in item
        ]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises OSError or ValueError if the file can't be read."""
        return cls(json.loads((folder / FILE).read_text(encoding="utf-8")))

    def request(self, method: str, url: str, params: Mapping[str, object]) -> list[str]:
        """`params` are the form fields, or the query of a GET; a repeated one is a list."""
        address = urlsplit(url)
        operation = self._find(method, address.path)
        if operation is None:
            return [f"{method}: Twilio has no such resource"]
        found = operation.path.fullmatch(address.path)
        assert found is not None
        problems = problems_in(operation.place, found.groupdict(), operation.name)
        if method != "GET" and address.query:
            problems.append(f"{operation.name}: expected its parameters in the form")
        schema = operation.parameters.schema
        assert isinstance(schema, dict)
        values = typed(schema, params)
        return problems + problems_in(operation.parameters, values, operation.name)

    def answer(self, method: str, url: str, status: int, body: object) -> list[str]:
        """An answer of 5xx comes from a gateway and may be anything."""
        operation = self._find(method, urlsplit(url).path)
        if operation is None:
            return [f"{method}: Twilio has no such resource"]
        where = f"answer to {operation.name}"
        if status >= 500:
            return []
        if status in operation.answers:
            return problems_in(operation.answers[status], body, where)
        if status < 400:
            return [f"{where}: HTTP status {status} is not specified"]
        return problems_in(self._refusal, body, where)

    def _find(self, method: str, path: str) -> Operation | None:
        return next(
            (o for o in self._operations if o.method == method and o.path.fullmatch(path)), None
        )


def _operation(
    template: str, method: str, described: Mapping[str, Any], document: Mapping[str, Any]
) -> Operation:
    body = described.get("requestBody", {}).get("content", {}).get(_FORM, {})
    form = resolved(body["schema"], document) if body else None
    return Operation(
        name=f"{method.upper()} {template.rsplit('{AccountSid}/')[-1]}",
        method=method.upper(),
        path=re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+?)", re.escape(template))),
        place=_validator(_located(described, "path", document), SENT),
        parameters=_validator(
            _narrow(form or _located(described, "query", document))
            | one_of_each(described.get("x-twilio", {}).get("conditional", ())),
            SENT,
        ),
        answers={
            int(status): _validator(whole(resolved(_json(answer), document)), ANSWERED)
            for status, answer in described["responses"].items()
        },
    )


def _located(described: Mapping[str, Any], place: str, document: Mapping[str, Any]) -> Schema:
    listed = [one for one in described.get("parameters", ()) if one["in"] == place]
    return {
        "type": "object",
        "properties": {one["name"]: resolved(one["schema"], document) for one in listed},
        "required": [one["name"] for one in listed if one.get("required")],
        "additionalProperties": False,
    }


def _narrow(form: Schema) -> Schema:
    return form | {"properties": {n: narrowed(one) for n, one in form["properties"].items()}}


def _json(answer: Mapping[str, Any]) -> Schema:
    schema: Schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return schema


def _validator(schema: Schema, formats: FormatChecker) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=formats)
