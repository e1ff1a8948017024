"""The types of the Bot API, as checks compiled from their published description."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.contract.bot_limit import Limit, read_limit

_SCALARS: Mapping[str, tuple[type, ...]] = {
    "String": (str,),
    "Integer": (int,),
    "Float": (int, float),
    "Boolean": (bool,),
}
_ARRAY = "Array of "
_HOPELESS = 1000
_TELLTALE = 10
"""A wrong constant, such as `status` of a ChatMember, speaks more against a type than a gap."""
_DECORATION = frozenset({"text", "icon_custom_emoji_id", "style"})
_PRESS = "id from message inline_message_id chat_instance"
_ONE_PURPOSE = {
    # Type -> (fewest, most) of the fields that are not decoration; the prose of these types.
    "InlineKeyboardButton": (1, 1, _DECORATION),
    "KeyboardButton": (0, 1, _DECORATION),
    "CallbackQuery": (1, 1, frozenset(_PRESS.split())),
    "Update": (0, 1, frozenset({"update_id"})),
}
_SHORT = {"KeyboardButton": str}
"""For simple text buttons, the text may stand instead of the object."""


@dataclass(frozen=True, kw_only=True)
class Field:
    name: str
    types: tuple[str, ...]
    required: bool
    limit: Limit


Fields = Mapping[str, Field]


def read_fields(entry: Mapping[str, Any]) -> Fields:
    """The fields of a type, or the parameters of a method."""
    return {
        field["name"]: Field(
            name=field["name"],
            types=tuple(field["types"]),
            required=field["required"],
            limit=read_limit(field),
        )
        for field in entry.get("fields", ())
    }


class Types:
    def __init__(self, described: Mapping[str, Any]) -> None:
        """`described` is the `types` part of the published description."""
        self._fields = {name: read_fields(entry) for name, entry in described.items()}
        self._subtypes = {
            name: tuple(entry["subtypes"])
            for name, entry in described.items()
            if entry.get("subtypes")
        }

    def fields(self, name: str) -> Fields:
        return self._fields[name]

    def problems(self, declared: Sequence[str], value: object, where: str) -> list[str]:
        """What is wrong with `value`, which is to be of one of the `declared` types."""
        if len(declared) > 1:
            return self._closest(declared, value, where)
        (name,) = declared
        if name in self._subtypes:
            return self._closest(self._subtypes[name], value, where)
        if name in _SCALARS:
            fits = type(value) in _SCALARS[name]
            return [] if fits else [f"{where}: expected {name}, got {_kind(value)}"]
        if name.startswith(_ARRAY):
            return self._array(name.removeprefix(_ARRAY), value, where)
        if not isinstance(value, dict):
            short = name in _SHORT and isinstance(value, _SHORT[name])
            return [] if short else [f"{where}: expected {name}, got {_kind(value)}"]
        return [
            *self.members(name, self._fields[name], value, where),
            *_purpose(name, value, where),
        ]

    def members(
        self, name: str, fields: Fields, values: Mapping[str, object], where: str
    ) -> Iterator[str]:
        """What is wrong with the members of an object, or the parameters of a request."""
        for key in sorted(set(values) - set(fields)):
            yield f"{where}.{key}: {name} has no such field"
        for field in fields.values():
            place = f"{where}.{field.name}"
            if field.name in values:
                yield from self.problems(field.types, values[field.name], place)
                yield from field.limit.problems(values[field.name], place)
            elif field.required:
                yield f"{place}: missing, {name} requires it"

    def _array(self, of: str, value: object, where: str) -> list[str]:
        if not isinstance(value, list):
            return [f"{where}: expected {_ARRAY}{of}, got {_kind(value)}"]
        checked = (self.problems((of,), item, f"{where}[{n}]") for n, item in enumerate(value))
        return [problem for problems in checked for problem in problems]

    def _closest(self, declared: Sequence[str], value: object, where: str) -> list[str]:
        """The problems with the type that `value` looks most like."""
        misfits = {name: self._misfit(name, value) for name in declared}
        least = min(misfits.values())
        if least >= _HOPELESS:
            return [f"{where}: expected {' or '.join(declared)}, got {_kind(value)}"]
        likely = [name for name, misfit in misfits.items() if misfit == least]
        return min((self.problems((name,), value, where) for name in likely), key=len)

    def _misfit(self, name: str, value: object) -> int:
        """How little `value` looks like the type, on its surface."""
        if name in self._subtypes:
            return min(self._misfit(one, value) for one in self._subtypes[name])
        if name in _SCALARS:
            return 0 if type(value) in _SCALARS[name] else _HOPELESS
        if name.startswith(_ARRAY):
            return 0 if isinstance(value, list) else _HOPELESS
        if not isinstance(value, dict):
            return _HOPELESS
        fields = self._fields[name]
        missing = sum(field.required and field.name not in value for field in fields.values())
        wrong = sum(
            bool(fields[key].limit.words) and value[key] not in fields[key].limit.words
            for key in set(value) & set(fields)
        )
        return missing + _TELLTALE * wrong + len(set(value) - set(fields))


def _purpose(name: str, value: Mapping[str, object], where: str) -> Iterator[str]:
    if name not in _ONE_PURPOSE:
        return
    fewest, most, decoration = _ONE_PURPOSE[name]
    used = sorted(set(value) - decoration)
    if not fewest <= len(used) <= most:
        wanted = "exactly one" if fewest else "at most one"
        yield f"{where}: {name} may have {wanted} of its purposes, got {', '.join(used) or 'none'}"


def _kind(value: object) -> str:
    words = {dict: "object", list: "array", str: "text", bool: "boolean", type(None): "null"}
    return words.get(type(value), type(value).__name__)
