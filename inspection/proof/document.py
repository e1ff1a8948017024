"""Reading a document strictly: what is not exactly as expected is refused, with its place."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar, cast

from inspection.digest import Json, canonical

_HEX = frozenset("0123456789abcdef")
_T = TypeVar("_T")


class Malformed(ValueError):
    """A document that cannot be read: where, what is wrong, and what would be right."""


@dataclass(frozen=True)
class Part:
    """An object within a document; `place` is where it stands, "" for the document itself."""

    fields: Mapping[str, object]
    place: str = ""

    def at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def only(self, names: Collection[str], *, perhaps: Collection[str] = ()) -> None:
        """Refuses a missing field of `names`, and one that is neither there nor in `perhaps`."""
        missing = sorted(set(names) - self.fields.keys())
        if missing:
            raise Malformed(f"{self.at(missing[0])}: missing")
        unknown = sorted(self.fields.keys() - set(names) - set(perhaps))
        if unknown:
            known = ", ".join(sorted({*names, *perhaps}))
            raise Malformed(f"{self.at(unknown[0])}: unknown field; expected only {known}")

    def text(self, name: str) -> str:
        return self._kind(name, str, "text")

    def maybe_text(self, name: str) -> str | None:
        return None if self.fields.get(name) is None else self.text(name)

    def whole(self, name: str, *, least: int = 0, most: int = 1 << 62) -> int:
        number = self._kind(name, int, "a whole number")
        if not least <= number <= most:
            raise Malformed(f"{self.at(name)}: {number}; expected {least} to {most}")
        return number

    def octets(self, name: str, size: int = 32) -> bytes:
        """Bytes written as lower-case hex."""
        return from_hex(self.text(name), self.at(name), size)

    def moment(self, name: str) -> datetime:
        """UTC to the second, written the one way, such as 2026-03-02T01:00:00+00:00."""
        text = self.text(name)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None or written_moment(moment) != text:
            expected = "expected UTC such as 2026-03-02T01:00:00+00:00"
            raise Malformed(f"{self.at(name)}: {text!r}; {expected}")
        return moment.astimezone(UTC)

    def one_of(self, name: str, allowed: Collection[str]) -> str:
        text = self.text(name)
        if text not in allowed:
            raise Malformed(f"{self.at(name)}: {text!r}; expected {' or '.join(sorted(allowed))}")
        return text

    def part(self, name: str) -> "Part":
        return Part(self._kind(name, dict, "an object"), self.at(name))

    def parts(self, name: str) -> tuple["Part", ...]:
        found: list[object] = self._kind(name, list, "a list")
        return tuple(self._item(name, n, one) for n, one in enumerate(found))

    def texts(self, name: str) -> tuple[str, ...]:
        found: list[str] = self._kind(name, list, "a list")
        for n, one in enumerate(found):
            if type(one) is not str:
                raise Malformed(f"{self.at(name)}[{n}]: expected text")
        return tuple(found)

    def scalars(self) -> dict[str, str | int]:
        """All fields, each of which must be text or a whole number."""
        for name, value in self.fields.items():
            if type(value) is not str and type(value) is not int:
                raise Malformed(f"{self.at(name)}: expected text or a whole number")
        return cast(dict[str, str | int], dict(self.fields))

    def _item(self, name: str, n: int, one: object) -> "Part":
        if type(one) is not dict:
            raise Malformed(f"{self.at(name)}[{n}]: expected an object")
        return Part(cast(dict[str, object], one), f"{self.at(name)}[{n}]")

    def _kind(self, name: str, kind: Callable[..., _T], called: str) -> _T:
        if name not in self.fields:
            raise Malformed(f"{self.at(name)}: missing")
        value = self.fields[name]
        if type(value) is not kind:
            raise Malformed(f"{self.at(name)}: expected {called}")
        return cast(_T, value)


def document_of(raw: bytes) -> Part:
    """The object that a document holds. Raises Malformed."""
    try:
        value = json.loads(raw.decode(), object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise Malformed("the document is not UTF-8") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise Malformed(f"the document is not JSON: {error.msg} at {place}") from None
    except (ValueError, RecursionError) as error:
        why = error if isinstance(error, Malformed) else "it is nested or numbered beyond reason"
        raise Malformed(str(why)) from None
    if type(value) is not dict:
        raise Malformed("the document is not an object; expected {...}")
    return Part(value)


def canonical_document_of(raw: bytes) -> Part:
    """The same, of a document in canonical JSON: one content has exactly one spelling."""
    part = document_of(raw)
    try:
        spelt = canonical(cast(dict[str, Json], part.fields))
    except (ValueError, RecursionError) as error:
        raise Malformed(f"the document is not canonical JSON: {error}") from None
    if spelt != raw:
        at = next((n for n, (a, b) in enumerate(zip(spelt, raw, strict=False)) if a != b), None)
        where = min(len(spelt), len(raw)) if at is None else at
        raise Malformed(
            f"the document is not canonical JSON: byte {where} differs; expected sorted keys, no"
            " spaces, no escapes beyond need and no final newline, as it was exported"
        )
    return part


def from_hex(text: str, place: str, size: int) -> bytes:
    if len(text) != 2 * size or not _HEX.issuperset(text):
        raise Malformed(f"{place}: expected {2 * size} lower-case hex digits")
    return bytes.fromhex(text)


def written_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Malformed(f"{twice}: the field stands twice in one object; expected once")
    return fields
