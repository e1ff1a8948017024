"""JSON Schemas made of the schemas in Twilio's OpenAPI file."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Schema = dict[str, Any]

_CALL = "#/components/schemas/api.v2010.account.call"
_LATER: Mapping[str, Mapping[str, Schema]] = {
    # The client library is generated from a later edition of the file and reads this.
    _CALL: {"stir_verstat": {"type": "string", "nullable": True, "x-perhaps": True}},
}
_CHOICES = re.compile(r"Can be:? (`[^.]+)")
_MOST_SECONDS = re.compile(r"maximum is `(\d+)` seconds")
_MOST_CHARACTERS = re.compile(r"Max (\d+) characters")


def resolved(node: Any, document: Mapping[str, Any]) -> Any:
    """`node` with its references filled in and OpenAPI's `nullable` as JSON Schema has it."""
    if isinstance(node, list):
        return [resolved(item, document) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        target: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        if later := _LATER.get(node["$ref"]):
            target = target | {"properties": target["properties"] | later}
        return resolved(target, document)
    plain = {
        key: resolved(value, document)
        for key, value in node.items()
        if key not in ("nullable", "example", "examples", "x-twilio")
    }
    if node.get("nullable") is True and isinstance(plain.get("type"), str):
        plain["type"] = [plain["type"], "null"]
    return plain


def whole(schema: Schema) -> Schema:
    """A resource as the carrier gives it: every property is there, and none that it doesn't
    document. OpenAPI can say both and Twilio's file says neither."""
    if "items" in schema:
        return schema | {"items": whole(schema["items"])}
    if not schema.get("properties"):
        return schema
    properties = {name: whole(one) for name, one in schema["properties"].items()}
    return schema | {
        "properties": properties,
        "required": sorted(name for name, one in properties.items() if "x-perhaps" not in one),
        "additionalProperties": False,
    }


def narrowed(schema: Schema) -> Schema:
    """A parameter with the limits that stand only in its description."""
    description = schema.get("description", "")
    limits: Schema = {}
    if schema["type"] == "integer" and (most := _MOST_SECONDS.search(description)):
        limits["maximum"] = int(most[1])
    if schema["type"] == "string" and (most := _MOST_CHARACTERS.search(description)):
        limits["maxLength"] = int(most[1])
    if words := _choices(schema, description):
        if schema["type"] == "string":
            limits["enum"] = words
        if schema["type"] == "array":
            limits["items"] = schema["items"] | {"enum": words}
    return schema | limits


def _choices(schema: Schema, description: str) -> list[str]:
    listed = _CHOICES.search(description)
    if listed is None or "enum" in schema or "format" in schema:
        return []
    return re.findall(r"`([^`]+)`", listed[1])


def one_of_each(groups: Sequence[Sequence[str]]) -> Schema:
    """At least one parameter of each group, as `x-twilio.conditional` demands. Its names are in
    snake case."""
    if not groups:
        return {}
    return {
        "allOf": [
            {"anyOf": [{"required": [name.title().replace("_", "")]} for name in group]}
            for group in groups
        ]
    }


def typed(schema: Schema, fields: Mapping[str, object]) -> dict[str, object]:
    """Form or query fields in their declared types; one that is not of its type stays text."""
    properties = schema["properties"]
    return {
        name: _typed(properties[name], value) if name in properties else value
        for name, value in fields.items()
    }


def _typed(schema: Schema, value: object) -> object:
    kind = schema.get("type")
    if kind == "array":
        items = value if isinstance(value, list) else [value]
        return [_typed(schema["items"], item) for item in items]
    if not isinstance(value, str):
        return value
    if kind == "boolean":
        return {"true": True, "false": False}.get(value, value)
    if kind == "integer" and re.fullmatch(r"-?\d+", value):
        return int(value)
    if kind == "number" and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value)
    return value
