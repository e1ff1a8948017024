"""Breaches of a JSON Schema in words that hold no value: a value may be somebody's number."""

from collections.abc import Iterator

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError


def problems_in(validator: Draft202012Validator, value: object, where: str) -> list[str]:
    return [problem for error in validator.iter_errors(value) for problem in _told(error, where)]


def _told(error: ValidationError, where: str) -> Iterator[str]:
    place = where + "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path
    )
    schema = error.schema if isinstance(error.schema, dict) else {}
    match error.validator:
        case "additionalProperties":
            given = error.instance if isinstance(error.instance, dict) else {}
            for name in sorted(set(given) - set(schema.get("properties", {}))):
                yield f"{place}.{name}: not specified"
        case "required":
            name = error.message.split("'")[1]
            yield f"{place}.{name}: missing"
        case "anyOf":
            names = [part["required"][0] for part in schema["anyOf"]]
            yield f"{place}: expected at least one of {', '.join(names)}"
        case _:
            yield f"{place}: expected {error.validator} {error.validator_value}"
