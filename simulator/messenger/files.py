"""Files that people have sent, as the messenger keeps them for its bots."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from simulator.gate import Answer
from simulator.messenger.errors import BotApiError, bad_request
from simulator.stage import Stage

MOST_BYTES = 20_000_000
"""A bot is given nothing larger."""


@dataclass(frozen=True, kw_only=True)
class SentFile:
    id: str
    unique_id: str
    """The same whenever the same file is sent again."""
    path: str
    content: bytes
    size: int
    """As it is told; a test may tell another one than that of the content."""

    def as_json(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


class Files:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._by_id: dict[str, SentFile] = {}

    def keep(self, folder: str, content: bytes, ending: str, size: int | None = None) -> SentFile:
        """Each time under another id, which is what a bot is told."""
        number = len(self._by_id)
        file = SentFile(
            id=self._stage.hex_id("AgACAgIA", "file", number),
            unique_id=f"AQAD{sha256(content).hexdigest()[:12]}",
            path=f"{folder}/file_{number}.{ending}",
            content=content,
            size=len(content) if size is None else size,
        )
        self._by_id[file.id] = file
        return file

    def get_file(self, params: Mapping[str, Any]) -> dict[str, Any]:
        file = self._by_id.get(params.get("file_id", ""))
        if file is None:
            raise bad_request("invalid file_id")
        if file.size > MOST_BYTES:
            raise bad_request("file is too big")
        return file.as_json() | {"file_path": file.path}

    def answer(self, path: str) -> Answer:
        file = next((one for one in self._by_id.values() if one.path == path), None)
        if file is None:
            return BotApiError(404, "Not Found").answer
        return Answer(body={"bytes": len(file.content)}, content=file.content)
