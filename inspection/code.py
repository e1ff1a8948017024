"""Invitation codes as people copy them."""

import re

_SEPARATORS = re.compile(r"[\s\-‐‑–—]+")
_CODE = re.compile(r"[0-9a-f]{20}")
_GROUP = 4


def plain(text: str) -> str:
    """The code in what somebody typed: without the gaps that make it readable, in small letters."""
    return _SEPARATORS.sub("", text).lower()


def looks_like_code(text: str) -> bool:
    return _CODE.fullmatch(plain(text)) is not None


def grouped(code: str) -> str:
    """`3f9a 02bc 77d1 ...`: in groups of four, as it is read from paper."""
    return " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
