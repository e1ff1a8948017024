"""Recordings that Twilio made in our calls: fetched, and deleted there.

Each is asked for by its id at the account's own address; an address that a request names is never
fetched.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from time import monotonic  # only for how long a recording takes in the real world
from typing import Any, TypeVar
from urllib.parse import urlsplit

from fieldwork.fetched import Answer, Fetched, Missing, NotNow
from fieldwork.ports import NotPlaced, Uncertain
from inspection.media import Lost
from inspection.recording import RecordingNews, recording_id
from telephony.fields import Fields
from telephony.status import read_stored

RECORDING = "recording"
"""End of the address at which the carrier tells of one."""
_LONGEST_SECONDS = 45.0
_AT_ONCE = 64 * 1024
_MOST_STEPS = 3
"""From the account's address to where the carrier keeps its files."""
_MOVED = frozenset({301, 302, 303, 307, 308})
_NOT_YET = frozenset({404, 409, 425})
"""Shortly after it was made; and for good, once it was deleted: a try, of which there are some."""

_Answer = TypeVar("_Answer")


class TwilioRecordings(ABC):
    """What an account does with recordings; the account itself asks."""

    _client: Any
    _http: Any
    _account_sid: str
    _auth_token: str
    _loopback: bool

    @abstractmethod
    def _ask(self, request: Callable[[], _Answer]) -> _Answer | NotPlaced | Uncertain:
        """What came back, or what became of the request."""

    def fetch(self, provider_id: str, most_bytes: int) -> Answer:
        """As WAV: 8,000 samples a second, one channel. Never raises."""
        if not recording_id(provider_id):
            return Missing(why=Lost.UNKNOWN)
        account = f"/2010-04-01/Accounts/{self._account_sid}"
        url = f"{self._client.api.base_url}{account}/Recordings/{provider_id}.wav"
        download = _Download(most_bytes=most_bytes, ends=monotonic() + _LONGEST_SECONDS)
        try:
            return self._followed(url, download)
        except Exception as problem:
            # Only its kind: its text holds the address.
            return NotNow(code=type(problem).__name__, broke_off=download.begun)

    def erase(self, provider_id: str) -> str:
        """ "" once the carrier has it no more; else a code, and it may be asked again."""
        if not recording_id(provider_id):
            return ""
        done = self._ask(lambda: self._client.recordings(provider_id).delete())
        if isinstance(done, NotPlaced) and done.code in ("20404", "404"):
            return ""
        if isinstance(done, NotPlaced | Uncertain):
            return done.code
        return "" if done else "not deleted"

    def _followed(self, url: str, download: "_Download") -> Answer:
        credentials: tuple[str, str] | None = (self._account_sid, self._auth_token)
        for _ in range(_MOST_STEPS):
            response = self._http.session.get(
                url,
                auth=credentials,
                stream=True,
                allow_redirects=False,
                timeout=self._http.timeout,
                headers={"Accept-Encoding": "identity"},
            )
            with response:
                if response.status_code not in _MOVED:
                    return download.of(response)
                url = response.headers.get("location", "")
            # Whoever keeps files for the carrier has no use for the credentials of the account.
            credentials = None
            if urlsplit(url).scheme != "https" and not self._loopback:
                break
        return NotNow(code="moved", broke_off=True)


class _Download:
    def __init__(self, *, most_bytes: int, ends: float) -> None:
        self._most = most_bytes
        self._ends = ends
        self.begun = False

    def of(self, response: Any) -> Answer:
        status = response.status_code
        if status == 429:
            return NotNow(code="429", retry_after=_seconds(response.headers))
        if status in _NOT_YET:
            return NotNow(code=str(status), broke_off=True, why=Lost.UNKNOWN)
        if status == 410:
            return Missing(why=Lost.UNKNOWN)
        if status != 200:
            return NotNow(code=str(status))
        self.begun = True
        content = bytearray()
        for part in response.iter_content(_AT_ONCE):
            content += part
            if len(content) > self._most:
                return Missing(why=Lost.TOO_LARGE)
            if monotonic() > self._ends:
                return NotNow(code="too slow", broke_off=True)
        return Fetched(content=bytes(content)) if content else Missing(why=Lost.EMPTY)


def read_recording(stored: bytes) -> RecordingNews | None:
    """Of a callback as it lies in the inbox; None where it tells of no recording. Raises
    UnreadableStatus."""
    token, fields = read_stored(stored)
    recording = recording_id(fields.get("RecordingSid", ""))
    if not recording or fields.get("RecordingStatus") not in ("completed", "in-progress"):
        return None
    return RecordingNews(token=token, recording=recording)


def recorded(fields: Fields) -> tuple[str, int]:
    """(id, seconds) of what was recorded before this request; ("", 0) without."""
    recording = recording_id(fields.get("RecordingSid", ""))
    stated = fields.get("RecordingDuration", "")
    seconds = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 6 else 0
    return (recording, seconds) if recording else ("", 0)


def _seconds(headers: Any) -> float:
    stated = headers.get("retry-after", "")
    return float(stated) if stated.isascii() and stated.isdigit() else 1.0
