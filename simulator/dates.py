"""Which days a spoken question is about."""

import re
from datetime import date, timedelta

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "|".join(_MONTHS)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AGO = (
    ("大前天|three days ago", 3),
    ("(?<!大)前天|day before yesterday|two days ago", 2),
    ("昨天|昨日|(?<!before )yesterday", 1),
    ("今天|今日|today", 0),
)


def asked_days(question: str, today: date) -> list[date]:
    """The days named in `question`, earliest first: relative, by weekday or by date.

    A weekday without a date is the latest one up to today, and so is a date.
    """
    text = question.lower()
    days = {today - timedelta(days=ago) for words, ago in _AGO if re.search(words, text)}
    dated = _chinese(text, today) | _english(text, today)
    return sorted(days | (dated or _weekdays(text, today)))


def _weekdays(text: str, today: date) -> set[date]:
    named = {_WEEKDAYS.index(name) for name in re.findall("|".join(_WEEKDAYS), text)}
    chinese = re.findall("(?:星期|周)([一二三四五六日天])", text)
    named |= {min("一二三四五六日天".index(sign), 6) for sign in chinese}
    return {today - timedelta(days=(today.weekday() - weekday) % 7) for weekday in named}


def _chinese(text: str, today: date) -> set[date]:
    """`3月2日和3日`: a day without a month has the month named before it."""
    days, month = set(), today.month
    for named, day in re.findall(r"(?:(\d{1,2})月)?(\d{1,2})[日号]", text):
        month = int(named) if named else month
        days.add(_latest(month, int(day), today))
    return days


def _english(text: str, today: date) -> set[date]:
    """`2 March`, `2 and 3 March`, `March 2`."""
    days = set()
    for numbers, month in re.findall(
        rf"((?:\d{{1,2}}(?:,| and| to)? )*\d{{1,2}}) (?:of )?({_MONTH})", text
    ):
        for number in re.findall(r"\d+", numbers):
            days.add(_latest(_MONTHS.index(month) + 1, int(number), today))
    for month, numbers in re.findall(
        rf"({_MONTH}) (\d{{1,2}}(?:(?:,| and| to)+ \d{{1,2}})*)", text
    ):
        for number in re.findall(r"\d+", numbers):
            days.add(_latest(_MONTHS.index(month) + 1, int(number), today))
    return days


def _latest(month: int, day: int, today: date) -> date:
    named = date(today.year, month, day)
    return named if named <= today else date(today.year - 1, month, day)
