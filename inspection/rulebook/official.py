"""How officials are asked."""

from dataclasses import dataclass

from inspection.hours import Hours
from inspection.rule import Rule, flag, hours, number


@dataclass(frozen=True, kw_only=True)
class OfficialValues:
    official_hours: Hours
    official_answer_minutes: int
    official_reminder_minutes: int
    official_voice_attempts: int
    official_least_attempts: int
    official_least_days: int
    official_least_parts: int
    official_contacts_a_month: int
    official_ask_by_text: bool


RULES: tuple[Rule, ...] = (
    hours(
        "official.hours", "08:00-18:00", "Officials are asked in these hours of working days.",
        told=True,
    ),
    number(
        "official.answer_minutes", 240, 5, 2880, "minutes of working time",
        "An answer within this time is in time; a later one is kept and marked late.", told=True,
    ),
    number(
        "official.reminder_minutes", 120, 1, 2880, "minutes of working time",
        "The one reminder is sent when nothing was answered for so long.", told=True,
    ),
    number(
        "official.voice_attempts", 1, 0, 10, "calls",
        "An official silent in chat is called so often before the contact closes.", told=True,
    ),
    number(
        "official.least_attempts", 3, 1, 20, "attempts",
        "Nobody is called unreachable after fewer attempts.", told=True,
    ),
    number(
        "official.least_days", 2, 1, 10, "days",
        "Nobody is called unreachable unless the attempts lie on so many days.", told=True,
    ),
    number(
        "official.least_parts", 2, 1, 4, "parts of the day",
        "Nobody is called unreachable unless the attempts lie in so many parts of the day.",
        told=True,
    ),
    number(
        "official.contacts_a_month", 2, 1, 31, "contacts",
        "No official is checked more often in a month, over all draws.", told=True,
    ),
    flag(
        "official.ask_by_text", "no",
        "An official without a chat is asked by text message before anybody calls.", told=True,
    ),
)  # fmt: skip
