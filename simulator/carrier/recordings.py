"""What the carrier has recorded, until somebody deletes it."""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.carrier.call import Call
from simulator.carrier.callbacks import API_VERSION
from simulator.carrier.errors import not_found
from simulator.carrier.resource import account_path, rfc2822
from simulator.carrier.twiml import Record
from simulator.carrier.webhook import Webhooks
from simulator.gate import Answer
from simulator.stage import Stage

_TELLS_AFTER = 4.0
"""Seconds from the end of a recording to the news of it."""
_RATE = 8000


@dataclass(frozen=True, kw_only=True)
class Recording:
    sid: str
    call: str
    seconds: float
    made: datetime

    @property
    def content(self) -> bytes:
        """A WAV file of silence, two tenths of a second long, in which the id is hidden: each is
        another one, and synthetic."""
        samples = self.sid.encode().ljust(_RATE // 5, b"\xff")
        shape = struct.pack("<4sIHHIIHH", b"fmt ", 16, 7, 1, _RATE, _RATE, 1, 8)
        data = struct.pack("<4sI", b"data", len(samples)) + samples
        return struct.pack("<4sI4s", b"RIFF", 4 + len(shape) + len(data), b"WAVE") + shape + data


class Recordings:
    def __init__(self, stage: Stage, webhooks: Webhooks, base_url: str) -> None:
        self._stage = stage
        self._webhooks = webhooks
        self._base_url = base_url
        self.there: dict[str, Recording] = {}
        """By sid."""
        self.deleted: list[str] = []

    def made(self, call: Call, record: Record, seconds: float) -> Recording:
        number = sum(one.call == call.sid for one in self.there.values())
        number += sum(sid.startswith(_of(call)) for sid in self.deleted)
        sid = f"{_of(call)}{number:04x}"
        recording = Recording(sid=sid, call=call.sid, seconds=seconds, made=self._stage.now)
        self.there[sid] = recording
        if record.status_callback:
            fields = self._news(recording)
            self._stage.after(_TELLS_AFTER, self._telling(record.status_callback, fields))
        return recording

    def fetch(self, sid: str) -> Answer:
        recording = self._known(sid)
        return Answer(body=self._resource(recording))

    def media(self, sid: str) -> Answer:
        recording = self._known(sid)
        return Answer(body={"bytes": len(recording.content)}, content=recording.content)

    def delete(self, sid: str) -> Answer:
        self._known(sid)
        del self.there[sid]
        self.deleted.append(sid)
        return Answer(status=204, body={})

    def url(self, sid: str) -> str:
        return f"{self._base_url}{self._path(sid)}"

    def _path(self, sid: str) -> str:
        return f"{account_path(self._webhooks.account_sid)}/Recordings/{sid}"

    def _known(self, sid: str) -> Recording:
        if sid not in self.there:
            raise not_found(f"{self._path(sid)}.json")
        return self.there[sid]

    def _telling(self, address: str, fields: dict[str, str]) -> Callable[[], None]:
        return lambda: self._webhooks.later("twilio.recording", address, fields)

    def _news(self, recording: Recording) -> dict[str, str]:
        return {
            "AccountSid": self._webhooks.account_sid,
            "CallSid": recording.call,
            "RecordingSid": recording.sid,
            "RecordingUrl": self.url(recording.sid),
            "RecordingStatus": "completed",
            "RecordingDuration": str(round(recording.seconds)),
            "RecordingChannels": "1",
            "RecordingStartTime": rfc2822(recording.made) or "",
            "RecordingSource": "RecordVerb",
        }

    def _resource(self, recording: Recording) -> dict[str, Any]:
        return {
            "sid": recording.sid,
            "account_sid": self._webhooks.account_sid,
            "call_sid": recording.call,
            "conference_sid": None,
            "api_version": API_VERSION,
            "channels": 1,
            "date_created": rfc2822(recording.made),
            "date_updated": rfc2822(recording.made),
            "start_time": rfc2822(recording.made),
            "duration": str(round(recording.seconds)),
            "price": None,
            "price_unit": "USD",
            "status": "completed",
            "source": "RecordVerb",
            "error_code": None,
            "encryption_details": None,
            "uri": f"{self._path(recording.sid)}.json",
            "media_url": self.url(recording.sid),
            "subresource_uris": {},
        }


def _of(call: Call) -> str:
    return f"RE{call.sid[2:30]}"
