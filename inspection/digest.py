"""The bytes of CY-DRAW-1: what is hashed, and how it is written before it is hashed."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import cast

_KINDS = "canonical JSON holds text, integers, null, lists and objects with text keys only"

Json = str | int | None | Sequence["Json"] | Mapping[str, "Json"]

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_BLOCK = 64
_INNER_PAD = bytes(byte ^ 0x36 for byte in range(256))
_OUTER_PAD = bytes(byte ^ 0x5C for byte in range(256))


def lp(content: bytes | str) -> bytes:
    """The content behind its own length (4 bytes, big-endian); text as NFC in UTF-8."""
    raw = encoded(content) if isinstance(content, str) else content
    return len(raw).to_bytes(4, "big") + raw


def encoded(text: str) -> bytes:
    """Text as NFC in UTF-8, so that two ways of typing one name are one name."""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).encode()


def sha(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def keyed_states(key: bytes) -> "tuple[hashlib._Hash, hashlib._Hash]":
    """The inner and outer SHA-256 states of HMAC (RFC 2104) for a key, ready to be copied."""
    block = (sha(key) if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    return hashlib.sha256(block.translate(_INNER_PAD)), hashlib.sha256(block.translate(_OUTER_PAD))


def hmac_sha(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA256 (RFC 2104)."""
    inner, outer = keyed_states(key)
    inner.update(message)
    outer.update(inner.digest())
    return outer.digest()


def canonical(value: Json) -> bytes:
    """JSON in the one way that is hashed: sorted keys, no spaces, no ASCII escapes, UTF-8.

    Raises ValueError on anything but text, integers, null, lists and objects with text keys:
    a decimal has several spellings, so it must come as text.
    """
    _refuse_other_kinds(value)
    return _ENCODER.encode(value).encode()


def _refuse_other_kinds(value: object) -> None:
    kind = type(value)
    if kind is str or kind is int or value is None:
        return
    if kind is dict:
        for key, inner in cast(dict[object, object], value).items():
            if type(key) is not str:
                raise ValueError(f"{_KINDS}; found a key of kind {type(key).__name__}")
            _refuse_other_kinds(inner)
    elif kind is list or kind is tuple:
        for inner in cast(list[object], value):
            _refuse_other_kinds(inner)
    else:
        raise ValueError(f"{_KINDS}; found {kind.__name__}")
