"""Amounts: numbers with their unit, as people write them."""

from inspection.phrase import counted, phrase
from inspection.wording import worded

_CHECKS = counted("amount", "{n} check", "{n} checks")
_WORKING_DAYS = counted("amount", "{n} working day", "{n} working days")
_DAYS = counted("amount", "{n} day", "{n} days")
_HOURS = counted("amount", "{n} hour", "{n} hours")
_MINUTES = counted("amount", "{n} minute", "{n} minutes")
_PERCENT = phrase("amount", "{number} %")
_POINT = phrase("amount: between whole number and decimals", ".")


def checks(number: int, language: str) -> str:
    return worded(_CHECKS, language, {"n": str(number)})


def working_days(number: int, language: str) -> str:
    return worded(_WORKING_DAYS, language, {"n": str(number)})


def days(number: int, language: str) -> str:
    return worded(_DAYS, language, {"n": str(number)})


def span(minutes: int, language: str) -> str:
    """In hours if they are whole."""
    unit, number = (_MINUTES, minutes) if minutes % 60 else (_HOURS, minutes // 60)
    return worded(unit, language, {"n": str(number)})


def percent(share: float, language: str) -> str:
    """Two decimals; `share` is a part of 1."""
    number = f"{share * 100:.2f}".replace(".", worded(_POINT, language, {}))
    return worded(_PERCENT, language, {"number": number})
