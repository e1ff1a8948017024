"""All rules a policy is made of, by topic: each key with its default, unit, range and reason."""

from difflib import get_close_matches
from typing import Any

from inspection.hours import HoursUnreadable
from inspection.rule import PolicyError, Rule
from inspection.rulebook import (
    absence,
    attendance,
    call,
    care,
    draw,
    due_process,
    household,
    lane,
    leave,
    media,
    official,
    programme,
    retry,
    team,
    visit,
)
from inspection.rulebook.amount import AmountUnreadable
from inspection.rulebook.approvals import ApprovalsUnreadable

_TOPICS = (
    draw, visit, official, household, call, retry, programme, lane, due_process, team, attendance,
    leave, absence, care, media,
)  # fmt: skip
RULES: dict[str, Rule] = {rule.key: rule for topic in _TOPICS for rule in topic.RULES}
_SPEAKING = (HoursUnreadable, AmountUnreadable, ApprovalsUnreadable)


def rule_of(key: str) -> Rule:
    """Raises PolicyError on an unknown key."""
    rule = RULES.get(key)
    if rule is None:
        near = get_close_matches(key, RULES, n=3)
        raise PolicyError(
            f"there is no rule {key!r}"
            + (f"; near it are {', '.join(near)}" if near else "")
            + "; `mingcha policy show --all` lists the rules"
        )
    return rule


def read_value(key: str, text: str) -> Any:
    """The typed value of a policy row's text. Raises PolicyError on an unknown key or bad value."""
    rule = rule_of(key)
    try:
        return rule.read(text)
    except ValueError as fault:
        detail = f" ({fault})" if isinstance(fault, _SPEAKING) else ""
        unit = f" {rule.unit}" if rule.unit else ""
        raise PolicyError(
            f"{key} cannot be {text!r}{detail}; allowed: {rule.allowed}{unit},"
            f" for example {key} = {rule.default or '+8610123456'}"
        ) from None
