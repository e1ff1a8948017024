"""What a form plays and shows beside its words: the files that it names, and of what type they are.

Their type is told by how they begin, whatever their names say: a carrier that is told another type
than it finds plays nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from inspection.questionnaire.form import Form

MediaKind = Literal["audio", "image"]
MOST_BYTES = 5_000_000
"""Of one file."""
MOST_TOGETHER = 100_000_000
"""Bytes of all files of a form."""
TYPES: Mapping[str, str] = {
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "aiff": "audio/x-aiff",
    "jpg": "image/jpeg",
    "png": "image/png",
}
"""Ending -> media type. The audio is what <Play> takes and what can be told by its beginning:
https://www.twilio.com/docs/voice/twiml/play#supported-audio-file-types"""
_LAYER_III = 1
"""In the two bits of an MPEG frame that tell the layer."""
NO_MEDIA: Mapping[str, str] = {}
"""Of a form without recordings and pictures, or where there are none of them."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """A file that a form names in one place and language."""

    file: str
    kind: str
    """audio, image, or what else ODK knows: video, big-image."""
    key: str
    """Of the text that it belongs to: /data/group/seen:label, or that of a choice."""
    language: str
    said: bool
    """Whether the same is there in words."""


@dataclass(frozen=True, kw_only=True)
class FormFile:
    """As it is kept: by what it holds."""

    content: bytes
    ending: str
    """One of TYPES."""

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()

    @property
    def name(self) -> str:
        """Ours: under it the carrier fetches it."""
        return f"{self.digest}.{self.ending}"

    @property
    def kind(self) -> MediaKind:
        return kind_of(self.ending)


def kind_of(ending: str) -> MediaKind:
    return "audio" if TYPES[ending].startswith("audio/") else "image"


def named(form: Form) -> Iterator[Named]:
    """In the order of the form's texts; a file that several texts name comes several times."""
    for key, text in form.texts.items():
        for language, kinds in text.media.items():
            words = text.parts.get(language, text.parts.get("", ()))
            for kind, file in kinds.items():
                said = bool(words) and words != ("-",)
                yield Named(file=file, kind=kind, key=key, language=language, said=said)


def ending_of(content: bytes) -> str:
    """One of TYPES, told by the first bytes; "" for anything else."""
    match content[:4], content[8:12]:
        case b"RIFF", b"WAVE":
            return "wav"
        case b"FORM", b"AIFF" | b"AIFC":
            return "aiff"
        case b"\x89PNG", _:
            return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return "mp3" if content.startswith(b"ID3") or _is_frame(content[:2]) else ""


def _is_frame(start: bytes) -> bool:
    """Eleven bits set, then a version that is not reserved, then layer III."""
    if len(start) < 2 or start[0] != 0xFF or start[1] & 0xE0 != 0xE0:
        return False
    return start[1] >> 3 & 3 != 1 and start[1] >> 1 & 3 == _LAYER_III
