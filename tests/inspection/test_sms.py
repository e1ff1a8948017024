from datetime import date

import pytest

from inspection.invitation import text_message
from inspection.sms import segments

LINK = "https://t.me/mingcha_simulated_bot?start=0123456789abcdef0123"


@pytest.mark.parametrize(
    ("text", "encoding", "units", "count"),
    [
        ("", "GSM-7", 0, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        ("a" * 152 + "€" + "a" * 153, "GSM-7", 307, 3),  # the euro sign is not divided
        ("字" * 70, "UCS-2", 70, 1),
        ("字" * 71, "UCS-2", 71, 2),
        ("字" * 134, "UCS-2", 134, 2),
        ("字" * 135, "UCS-2", 135, 3),
        ("a" * 69 + "字", "UCS-2", 70, 1),
        ("𠮷" * 35, "UCS-2", 70, 1),
        ("𠮷" * 67, "UCS-2", 134, 3),  # 33 of them fit, and one unit stays empty
        ("a\u00a0b", "UCS-2", 3, 1),  # a space that does not break costs as much as a character
    ],
)
def test_segments_are_counted_as_they_are_billed(
    text: str, encoding: str, units: int, count: int
) -> None:
    counted = segments(text)
    assert (counted.encoding, counted.units, counted.count) == (encoding, units, count)


@pytest.mark.parametrize(
    ("language", "number", "encoding", "most"),
    [
        ("zh", "", "UCS-2", 2),
        ("zh", "+8687112345", "UCS-2", 2),
        ("en", "", "GSM-7", 1),
        ("en", "+8687112345", "GSM-7", 2),
    ],
)
def test_an_invitation_fits_into_few_segments(
    language: str, number: str, encoding: str, most: int
) -> None:
    text = text_message(language, link=LINK, until=date(2026, 12, 23), public_number=number)
    assert LINK in text
    assert number in text
    assert (segments(text).encoding, segments(text).count <= most) == (encoding, True)
