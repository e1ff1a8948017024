"""The encoding of a delivered text: UTF-8 or, as spreadsheets save it in China, GB18030."""

import codecs

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
REMEDY = "save the sheet as CSV UTF-8"


class EncodingUnclear(ValueError):
    """The bytes are no text that can be told for certain. Says where, shows nothing of it."""


def decoded(raw: bytes) -> str:
    """Raises EncodingUnclear naming the first wrong byte (counted from 1) and its line."""
    if raw.startswith(_UTF16):
        raise EncodingUnclear(f"it is UTF-16, which is not read; {REMEDY}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as in_utf8:
        if raw.startswith(codecs.BOM_UTF8) or _is_mostly_utf8(raw):
            raise EncodingUnclear(_wrong_byte(raw, in_utf8.start, "UTF-8")) from None
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError as in_gb:
        where = _wrong_byte(raw, in_gb.start, "UTF-8 and no GB18030")
        raise EncodingUnclear(where) from None


def _is_mostly_utf8(raw: bytes) -> bool:
    """A damaged UTF-8 text may be valid GB18030 nonsense: it must not be read as that."""
    loose = raw.decode("utf-8", errors="replace")
    wrong = loose.count("\ufffd")
    right = sum(letter > "\x7f" for letter in loose) - wrong
    return right > 3 * wrong


def _wrong_byte(raw: bytes, offset: int, encoding: str) -> str:
    line = raw.count(b"\n", 0, offset) + 1
    return (
        f"byte {offset + 1} (line {line}) is no {encoding}; correct that character, then {REMEDY}"
    )
