"""What became of a file that somebody sent, and where a place is, as an inspector reads it."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from inspection.media import Lost, MediaKind, MediaState, SentFile
from inspection.phrase import Phrase, phrase
from inspection.wording import worded

_PHOTO, _RECORDING = phrase("file", "photo"), phrase("file", "recording")
_KINDS: Mapping[MediaKind, Phrase] = {"image": _PHOTO, "audio": _RECORDING}
_STATES: Mapping[MediaState, Phrase] = {
    MediaState.WANTED: phrase("file", "{kind}: being fetched (file {n})"),
    MediaState.HERE: phrase("file", "{kind}: kept (file {n})"),
    MediaState.LOST: phrase("file", "{kind}: could not be fetched (file {n}): {why}"),
    MediaState.ERASED: phrase("file", "{kind}: erased (file {n})"),
}
_LOST: Mapping[Lost, Phrase] = {
    Lost.UNKNOWN: phrase("file: why it is lost", "the provider does not have it any more"),
    Lost.TOO_LARGE: phrase("file: why it is lost", "it is too large"),
    Lost.EMPTY: phrase("file: why it is lost", "it is empty"),
    Lost.BROKEN_OFF: phrase("file: why it is lost", "it broke off each time"),
}
_BEFORE = phrase("file", "{told}, sent before on {day}")
_PLACE = phrase("file", "place: {latitude}, {longitude}")
_WITHIN = phrase("file", "{place} (to {metres} m)")


def file_in_words(file: SentFile, zone: ZoneInfo, language: str) -> str:
    kind = worded(_KINDS[file.kind], language, {})
    why = worded(_LOST[Lost(file.problem)], language, {}) if file.state is MediaState.LOST else ""
    facts = {"kind": kind, "n": str(file.number), "why": why}
    told = worded(_STATES[file.state], language, facts)
    if file.sent_before is None:
        return told
    day = file.sent_before.astimezone(zone).date().isoformat()
    return worded(_BEFORE, language, {"told": told, "day": day})


def place_in_words(value: str, language: str) -> str:
    """Of an answer such as "31.2 121.4 0 12": degrees, height and accuracy in metres."""
    latitude, longitude, *more = value.split()
    place = worded(_PLACE, language, {"latitude": latitude, "longitude": longitude})
    accuracy = float(more[1]) if len(more) > 1 else 0.0
    if not accuracy:
        return place
    return worded(_WITHIN, language, {"place": place, "metres": f"{accuracy:.0f}"})
