"""What stands in the way of a form, or should be looked at: said so that its author can mend it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

Channel = Literal["chat", "sms", "voice"]


class Code(StrEnum):
    """Documented one by one in docs/forms.md."""

    UNREADABLE = "unreadable"
    CONVERSION = "conversion"
    EXPRESSION = "expression"
    UNSUPPORTED_FUNCTION = "unsupported-function"
    UNSUPPORTED_EXPRESSION = "unsupported-expression"
    UNSUPPORTED_TYPE = "unsupported-type"
    UNSUPPORTED_REPEAT = "unsupported-repeat"
    UNSUPPORTED_LIST = "unsupported-list"
    UNSUPPORTED_METADATA = "unsupported-metadata"
    UNSUPPORTED_ACTION = "unsupported-action"
    CIRCULAR = "circular"
    CHOICES = "choices"
    MEDIA = "media"
    MEDIA_MISSING = "media-missing"
    MEDIA_UNPLAYABLE = "media-unplayable"
    DEFAULT = "default"
    RANGE = "range"
    DISPOSITION = "disposition"
    NO_QUESTION = "no-question"
    TRANSLATION = "translation"
    CHANNEL = "channel"
    NOTICE = "notice"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """`row` counts from 1 with the heading, as a spreadsheet shows it; 0 where none is known."""

    code: Code
    message: str
    remedy: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    name: str = ""
    """Of the question, list or choice."""
    channel: Channel | None = None
    grave: bool = True
    """Whether the form is refused for it."""

    def at(self, sheet: str, row: int, column: str = "") -> "Problem":
        return replace(self, sheet=sheet, row=row, column=column or self.column)

    def __str__(self) -> str:
        where = [part for part in (self.sheet, f"row {self.row}" if self.row else "") if part]
        where += [f"column {self.column}"] if self.column else []
        where += [self.name] if self.name else []
        place = ", ".join(where)
        return f"{place + ': ' if place else ''}{self.message}; {self.remedy} [{self.code}]"


class Refused(ValueError):
    """A form that is not run. `problems` says all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
