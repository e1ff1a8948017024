"""Recordings and pictures for tests: the smallest that are what they say."""

import struct
from collections.abc import Mapping
from pathlib import Path

MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + b"\x00" * 60
WAV = (
    struct.pack("<4sI4s", b"RIFF", 38, b"WAVE")
    + struct.pack("<4sIHHIIHH", b"fmt ", 16, 7, 1, 8000, 8000, 1, 8)
    + struct.pack("<4sI2s", b"data", 2, b"\xff\xff")
)
"""Mu-law, 8 kHz, two samples of silence."""
AIFF = b"FORM\x00\x00\x00\x04AIFF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 16
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 16

_COLUMNS = (
    *("type", "name", "label::English (en)", "label::中文 (zh)"),
    *("media::audio::English (en)", "media::image::English (en)", "required"),
    "bind::mingcha:needed",
)
_QUESTIONS = (
    *("select_one whereabouts", "whereabouts", "Where are you now?", "您现在在哪里？"),
    *("where.mp3", "where.png", "yes", "SILENT"),
    *("note", "thanks", "Nearly done.", "快好了。", "nearly.wav", "", "", ""),
    *("select_one well", "well", "Are you well?", "您都好吗？", "well.mp3", "", "", ""),
)
RECORDED = f"""\
| survey |
| | {" | ".join(_COLUMNS)} |
| | {" | ".join(_QUESTIONS[:8])} |
| | {" | ".join(_QUESTIONS[8:16])} |
| | {" | ".join(_QUESTIONS[16:])} |
| choices |
| | list_name | name | label::English (en) | label::中文 (zh) | media::audio::English (en) |
| | whereabouts | village | In the village | 在村里 | village.mp3 |
| | whereabouts | trip | On an official trip | 公出 | |
| | whereabouts | leave | On leave | 请假 | |
| | whereabouts | rest | Resting, off duty | 休息 | |
| | whereabouts | emergency | Emergency | 急事 | |
| | well | yes | All is well | 都好 | |
| | well | no | No | 不好 | |
| settings |
| | form_id | form_title | version | default_language | namespaces |
| | recorded | Recorded | 1 | English (en) | mingcha="urn:mingcha:form" |
"""
"""A form for officials whose questions are recorded, and one choice."""
FILES: Mapping[str, bytes] = {
    "where.mp3": MP3,
    "where.png": PNG,
    "nearly.wav": WAV,
    "well.mp3": MP3 + b"well",
    "village.mp3": WAV,
}
"""All that it names."""


def recorded_in(folder: Path, files: Mapping[str, bytes] = FILES, table: str = RECORDED) -> Path:
    """The workbook, with files beside it as ODK's tools keep them."""
    beside = folder / "recorded-media"
    beside.mkdir(parents=True)
    workbook = folder / "recorded.md"
    workbook.write_text(table, encoding="utf-8")
    for name, content in files.items():
        (beside / name).write_bytes(content)
    return workbook
