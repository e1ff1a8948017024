"""How deeply JSON is nested, counted before anything parses it: a parser that goes down into each
bracket would go down with a hostile one."""

import re

MOST_NESTED = 64
"""Brackets within brackets. Updates as they are have about ten."""
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
"""A string that never ends goes to the end of the text: looked at again from each of its quotes,
it would take the square of its length."""


def too_deep(text: bytes, most: int = MOST_NESTED) -> bool:
    """Of UTF-8. Right up to the first thing that is no JSON, which no parser gets past."""
    if text.count(b"[") + text.count(b"{") <= most:
        return False
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        sign = found[0]
        if sign in (b"[", b"{"):
            depth += 1
            if depth > most:
                return True
        elif sign in (b"]", b"}"):
            depth -= 1
    return False


def pruned(text: bytes, most: int) -> bytes:
    """The same, with null in the place of what lies deeper: safe to be parsed."""
    if not too_deep(text, most):
        return text
    kept, since, depth = [], 0, 0
    for found in _STRING_OR_BRACKET.finditer(text):
        if found[0] in (b"[", b"{"):
            depth += 1
            if depth == most + 1:
                kept += [text[since : found.start()], b"null"]
        elif found[0] in (b"]", b"}"):
            depth -= 1
            if depth == most:
                since = found.end()
    return b"".join([*kept, text[since:] if depth <= most else b""])
