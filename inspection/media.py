"""Files that people send as answers: what is kept of each, under which name, and how long it is
tried for.

Nothing here opens a file: what somebody sends may be anything, and is passed on as it came.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Literal

MediaKind = Literal["image", "audio"]
"""As the type of the question that it answers."""
MediaProvider = Literal["telegram", "carrier"]
MOST_BYTES = 20_000_000
"""What Telegram lets a bot download ("getFile", Bot API); a recording of a call is far below."""
OTHER = "application/octet-stream"
"""The type of a file of which nothing is known."""
ENDINGS: Mapping[str, str] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/heic": "heic",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
}
"""Media type -> the ending of a file's name; of all others it is "bin"."""
_BEGINNINGS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (8, b"WEBP", "image/webp"),
    (0, b"GIF8", "image/gif"),
    (4, b"ftyphei", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (4, b"ftypM4A", "audio/mp4"),
    (8, b"WAVE", "audio/wav"),
)
_OTHER_NAMES: Mapping[str, str] = {
    "image/jpg": "image/jpeg",
    "image/heif": "image/heic",
    "audio/mp3": "audio/mpeg",
    "audio/m4a": "audio/mp4",
    "audio/x-m4a": "audio/mp4",
    "audio/x-wav": "audio/wav",
    "audio/wave": "audio/wav",
    "audio/opus": "audio/ogg",
}
"""What some programs call them."""
_UNUSUAL = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_QUESTION = 40
_HEX = 12

BROKEN_OFF: tuple[timedelta, ...] = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""Pauses after each try in which the provider began to give the file and did not finish; after one
more it is lost."""
LEAST_PAUSE, MOST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
"""While the provider cannot be asked: half of how long the file is wanted already, within these.
That costs no try: an outage loses nothing."""


class MediaState(StrEnum):
    """WANTED becomes HERE or LOST; each of them may become ERASED."""

    WANTED = "WANTED"
    HERE = "HERE"
    LOST = "LOST"
    ERASED = "ERASED"


class Lost(StrEnum):
    """Why a file could not be had, in words an inspector reads."""

    UNKNOWN = "the provider does not have it any more"
    TOO_LARGE = "too large"
    EMPTY = "it is empty"
    BROKEN_OFF = "it broke off each time"


@dataclass(frozen=True, kw_only=True)
class MediaFile:
    """One file that was sent as an answer. The row is the wish to have it: it is written together
    with the answer that names it, and the file is fetched afterwards."""

    id: int
    contact: int
    attempt: int | None = None
    """The call in which it was recorded; None in a chat."""
    question: str
    kind: MediaKind
    provider: MediaProvider
    lane: str
    """By which it is fetched: `chat`, or the telephone lane of the call."""
    provider_id: str = field(repr=False)
    """Under which the provider gives it; sealed at rest, "" once the file is erased."""
    unique_id: str = field(default="", repr=False)
    """The same whenever the same file is sent again; of it only a keyed hash is kept, so "" when
    read."""
    stated_size: int | None = None
    """Bytes, as the provider says; None where it does not."""
    media_type: str = OTHER
    """As the provider says; once the file is here, by its first bytes."""
    name: str
    """What stands in the answer sheet."""
    state: MediaState = MediaState.WANTED
    wanted_at: datetime
    next_at: datetime | None
    """When it is fetched, or a fetcher's lease ends; None once it is not wanted any more."""
    tries: int = 0
    """In which the file broke off."""
    fence: int = 0
    """Raised by each claim: whoever comes back under an older number records nothing."""
    size: int | None = None
    digest: bytes | None = None
    """SHA-256 of the file."""
    here_at: datetime | None = None
    ended_at: datetime | None = None
    """When it was lost or erased."""
    problem: str = ""
    """Why it is lost, or a code of what went wrong last."""
    before: int | None = None
    """The file that was the same, sent earlier."""


@dataclass(frozen=True, kw_only=True)
class SentFile:
    """What an inspector is told of one."""

    number: int
    kind: MediaKind
    state: MediaState
    problem: str = ""
    sent_before: datetime | None = None
    """When the same file was sent first, if it was."""


_NAME = re.compile(rf"[A-Za-z0-9_-]{{1,{_LONGEST_QUESTION}}}-[0-9a-f]{{{_HEX}}}\.[a-z0-9]{{1,4}}")


def is_media_name(value: str) -> bool:
    """Whether it could be one, so that it is worth looking for the file."""
    return _NAME.fullmatch(value) is not None


def media_name(question: str, contact_token: str, unique_id: str, media_type: str) -> str:
    """`roof-0f3a5c7e9b1d.jpg`: the same each time, and nobody's. `contact_token` is secret, so that
    whoever reads the name cannot tell whose file it is."""
    drawn = sha256(f"{contact_token}\n{question}\n{unique_id}".encode()).hexdigest()[:_HEX]
    plain = _UNUSUAL.sub("_", question).strip("_")[:_LONGEST_QUESTION] or "file"
    return f"{plain}-{drawn}.{ENDINGS.get(usual(media_type), 'bin')}"


def usual(media_type: str) -> str:
    """The usual name of a media type, without its parameters; OTHER of one that is none."""
    plain = media_type.partition(";")[0].strip().lower()
    return _OTHER_NAMES.get(plain, plain) or OTHER


def type_of(beginning: bytes) -> str:
    """By the first bytes of a file, and no further; OTHER where they say nothing."""
    for at, sign, media_type in _BEGINNINGS:
        if beginning[at : at + len(sign)] == sign:
            return media_type
    return OTHER


def pause(tries: int) -> timedelta | None:
    """After so many tries in which the file broke off; None: no more."""
    return BROKEN_OFF[tries - 1] if tries <= len(BROKEN_OFF) else None


def waits(wanted_at: datetime, now: datetime) -> timedelta:
    """Before the provider is asked again that could not be."""
    return min(MOST_PAUSE, max(LEAST_PAUSE, (now - wanted_at) / 2))
