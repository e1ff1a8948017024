"""Uploads that the bot sends: as bytes once, and by the name that they were given from then on."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from simulator.messenger.errors import bad_request

Params = Mapping[str, Any]
KINDS: Mapping[str, str] = {
    "sendAudio": "audio",
    "sendVoice": "voice",
    "sendPhoto": "photo",
    "sendDocument": "document",
}
"""Method -> name of its parameter, and of what the message then has."""
_MOST_BYTES = 50_000_000
_MOST_OF_A_PHOTO = 10_000_000
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG")


@dataclass(frozen=True, kw_only=True)
class Upload:
    filename: str
    content: bytes

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


class Uploads:
    """What the bot has sent so far."""

    def __init__(self) -> None:
        self.by_id: dict[str, Upload] = {}

    def taken(self, kind: str, given: Upload | str | None) -> dict[str, Any]:
        """What a message holds of it. Raises BotApiError."""
        if isinstance(given, Upload):
            _weigh(kind, given)
            file_id = f"FI{kind[0]}{given.digest[:20]}"
            self.by_id[file_id] = given
        elif given in self.by_id:
            file_id = str(given)
        else:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return {kind: _described(kind, file_id, self.by_id[file_id])}


def _weigh(kind: str, upload: Upload) -> None:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > (_MOST_OF_A_PHOTO if kind == "photo" else _MOST_BYTES):
        raise bad_request("file is too big")
    if kind == "photo" and not upload.content.startswith(_PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")


def _described(kind: str, file_id: str, upload: Upload) -> Any:
    file: dict[str, Any] = {
        "file_id": file_id,
        "file_unique_id": upload.digest[:15],
        "file_size": len(upload.content),
    }
    match kind:
        case "photo":
            return [file | {"width": 90, "height": 90}]
        case "document":
            return file | {"file_name": upload.filename}
        case _:
            return file | {"duration": 3}
