from datetime import date

import pytest

from inspection.notice import Sheet, sheets
from inspection.notice_words import OFFICIALS, TITLES, VILLAGERS, VILLAGERS_NOT_CALLED
from inspection.policy import Policy

NUMBER = {"public_number": "+8687168812345"}
DAY = date(2026, 3, 2)


def made(language: str = "en", place: str = "Luquan (530128)", **rules: str) -> tuple[Sheet, Sheet]:
    policy = Policy.of(NUMBER | {key.replace("_", ".", 1): value for key, value in rules.items()})
    return sheets(policy, version="abc123", day=DAY, place=place, language=language)


def text(sheet: Sheet) -> str:
    said = [sheet.title, sheet.lead, sheet.footer, sheet.number_label, sheet.number]
    for section in sheet.sections:
        said += [section.heading, *section.paragraphs]
    return "\n".join(said)


def test_officials_read_how_often_when_by_whom_and_their_rights() -> None:
    officials, _ = made(official_contacts_a_month="3", official_hours="08:00-12:00,14:00-18:00")
    notice = text(officials)
    for part in (
        "Luquan (530128)",
        "At most 3 checks a person in thirty days",
        "08:00–12:00 and 14:00–18:00",
        "within 4 hours of working time; one reminder comes after 2 hours",
        "after 3 attempts, on 2 days, in 2 parts of the day",
        "2 drawn households are asked by telephone",
        "To explain: within 5 working days. To appeal",
        "dial +8687168812345 first",
        "ID card or bank numbers",
        "Version of the rules: abc123 · 2026-03-02 (Monday 2 March)",
    ):
        assert part in notice


def test_villagers_read_in_plain_words_when_they_are_called_and_that_they_may_refuse() -> None:
    _, villagers = made(household_hours_restday="")
    poster = text(villagers)
    for part in (
        "Working days: 12:00–13:30 and 18:00–20:30. Days of rest: no calls.",
        "left alone for 30 days; at most 4 answered calls a year",
        "Neither the village nor the team learns whom we called",
        "Whoever asks for these is a fraud",
    ):
        assert part in poster


def test_where_no_household_is_called_the_poster_says_so() -> None:
    _, villagers = made(household_calls="0")
    assert "does not call villagers at present" in text(villagers)
    assert "three minutes" not in text(villagers)


def test_in_chinese_as_well() -> None:
    officials, villagers = made("zh", place="")
    assert "每人三十天内最多2次" in text(officials)
    assert "（全部地区）" in text(officials)
    assert "不想答，挂断就行" in text(villagers)


def test_without_a_public_number_there_is_no_notice() -> None:
    with pytest.raises(ValueError, match="public_number is not set"):
        sheets(Policy.of({}), version="v", day=DAY, place="", language="en")


def test_every_section_has_a_title() -> None:
    for texts in (OFFICIALS, VILLAGERS, VILLAGERS_NOT_CALLED):
        assert set(texts) <= set(TITLES)
