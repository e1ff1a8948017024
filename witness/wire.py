"""What a custodian and its client say to each other over HTTP: strict JSON, digests in hex."""

import json
import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from inspection.commitment import (
    Commitment,
    CommitmentRefused,
    CustodianRefusal,
    NeverCommitted,
    NotYetOpen,
    Opening,
)
from inspection.digest import Json, canonical
from inspection.slot import read_label

MOST_BYTES = 4096
REFUSALS: Mapping[type[CustodianRefusal], tuple[int, str]] = {
    CommitmentRefused: (409, "commitment_refused"),
    NeverCommitted: (404, "never_committed"),
    NotYetOpen: (425, "not_yet_open"),
}
"""Refusal -> HTTP status and the word that says which it is."""
REFUSAL_OF: Mapping[str, type[CustodianRefusal]] = {
    word: refusal for refusal, (_, word) in REFUSALS.items()
}
_NAME = re.compile(r"[^|\x00-\x1f\x7f]{1,64}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_WITNESS = frozenset(
    {"custodian", "draw", "slot", "k", "root", "policy", "inside_commitment", "log_head", "code"}
)
_T = TypeVar("_T")


class Malformed(Exception):
    """What came is not what was agreed; says which field, and what would be right."""


def commitment_body(commitment: Commitment) -> bytes:
    return canonical(commitment.fields())


def read_commitment(body: bytes) -> Commitment:
    """Raises Malformed."""
    given = _fields(body, {"draw", "slot", "root", "policy", "inside_commitment", "log_head"})
    return Commitment(
        draw=_name(given, "draw"),
        slot=_slot(given),
        root=_hex(given, "root", _DIGEST),
        policy_hash=_hex(given, "policy", _DIGEST),
        inside_commitment=_hex(given, "inside_commitment", _DIGEST),
        log_head=_hex(given, "log_head", _DIGEST),
    )


def question_body(draw: str, slot: str, k: int) -> bytes:
    return canonical({"draw": draw, "slot": slot, "k": k})


def read_question(body: bytes) -> tuple[str, str, int]:
    """Draw, slot and number of the code that is asked for. Raises Malformed."""
    given = _fields(body, {"draw", "slot", "k"})
    return _name(given, "draw"), _slot(given), _whole(given, "k")


def opening_body(opening: Opening) -> bytes:
    answer: Mapping[str, Json] = {
        "witness": dict(opening.witness),
        "signature": opening.signature.hex(),
        "public_key": opening.public_key.hex(),
    }
    return canonical(answer)


def read_opening(body: bytes) -> Opening:
    """Well formed, and not yet checked against anchor or key. Raises Malformed."""
    given = _fields(body, {"witness", "signature", "public_key"})
    stated = given["witness"]
    if not isinstance(stated, dict) or stated.keys() != _WITNESS:
        raise Malformed(f"witness: expected the fields {', '.join(sorted(_WITNESS))}")
    witness: dict[str, str | int] = {
        name: _whole(stated, name) if name == "k" else _checked(stated, name, _text)
        for name in sorted(_WITNESS)
    }
    return Opening(
        code=_hex(stated, "code", _DIGEST),
        witness=witness,
        signature=_hex(given, "signature", _SIGNATURE),
        public_key=_hex(given, "public_key", _DIGEST),
    )


def read_object(body: bytes) -> dict[str, object]:
    """One JSON object in which no name comes twice. Raises Malformed."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError("a name comes twice")
        return dict(pairs)

    try:
        given = json.loads(body, object_pairs_hook=once)
    except (ValueError, RecursionError):
        raise Malformed("expected one JSON object in UTF-8, no name in it twice") from None
    if not isinstance(given, dict):
        raise Malformed("expected a JSON object")
    return given


def _fields(body: bytes, names: set[str]) -> dict[str, object]:
    if len(body) > MOST_BYTES:
        raise Malformed(f"expected at most {MOST_BYTES} bytes")
    given = read_object(body)
    if given.keys() != names:
        raise Malformed(f"expected exactly the fields {', '.join(sorted(names))}")
    return given


def _checked(given: Mapping[str, object], name: str, read: Callable[[object], _T]) -> _T:
    try:
        return read(given[name])
    except ValueError as fault:
        raise Malformed(f"{name}: {fault}") from None


def _name(given: Mapping[str, object], name: str) -> str:
    def read(value: object) -> str:
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            raise ValueError("expected 1 to 64 characters without | and control characters")
        return value

    return _checked(given, name, read)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("expected text")
    return value


def _slot(given: Mapping[str, object]) -> str:
    def read(value: object) -> str:
        if not isinstance(value, str) or len(value) > 64:
            raise ValueError("expected a slot's label")
        read_label(value)
        return value

    return _checked(given, "slot", read)


def _hex(given: Mapping[str, object], name: str, shape: re.Pattern[str]) -> bytes:
    def read(value: object) -> bytes:
        if not isinstance(value, str) or not shape.fullmatch(value):
            digits = 64 if shape is _DIGEST else 128
            raise ValueError(f"expected {digits} hex digits in lower case")
        return bytes.fromhex(value)

    return _checked(given, name, read)


def _whole(given: Mapping[str, object], name: str) -> int:
    def read(value: object) -> int:
        if type(value) is not int:
            raise ValueError("expected a whole number")
        return value

    return _checked(given, name, read)
