"""docs/retries.md, written from the retry table."""

from collections.abc import Iterator

from inspection.contact import Channel, ContactKind
from inspection.disposition import MEANINGS, Disposition
from inspection.policy import Policy
from inspection.retry import Outcome, Retry, Rows, Then, number_of
from inspection.retry_table import NEXT_PERSON, TABLE

_HEAD = """\
# Trying again

What follows when somebody was not reached, or not quite. This is the table that the program itself
reads (`inspection/retry_table.py`); nothing else decides whether and when anybody is tried again.
Numbers are rules of the [policy](policy.md), here with their defaults: an office sets them for its
region.

Always, and before any row: only within the person's own hours; never twice at the same time on one
telephone; not during a pause or an absence on file; not after the contact's last day. Only a try
counts of which the provider says that it rang or arrived. Whoever waits for us (a later call, a
call that was cut off) comes before whoever was tried before, and those before first tries.

If no further try is possible the contact is closed with the word in the last column, as far as the
tries bear it out: an official is said to be unreachable only after `official.least_attempts` tries
that count, on `official.least_days` days, in `official.least_parts` parts of the day. Whoever lost
their hours to an outage of the program is closed `OUTAGE` ([why](decisions/outage.md)).
"""
_TITLES: dict[tuple[ContactKind, Channel], str] = {
    ("household", "voice"): "A household, called",
    ("official", "voice"): "An official, called",
    ("official", "chat"): "An official, written to",
    ("official", "sms"): "An official, asked by text message",
}
_WORDS: dict[Outcome, str] = {
    Outcome.HEARD_FAULT: "somebody picked up and heard a fault",
    Outcome.NOT_ATTEMPTED: "the provider refused for the time being; it says for how long",
    Outcome.UNANSWERED: "arrived, no answer",
    Outcome.REMINDED: "reminded, no answer",
}


def retries_page() -> str:
    policy = Policy.of({})
    lines = [_HEAD]
    for place, rows in TABLE.items():
        lines += [f"## {_TITLES[place]}\n", *_table(rows, policy), ""]
    words = ", ".join(f"`{one}`" for one in Disposition if one in NEXT_PERSON)
    lines += [
        "## Another household\n",
        "The next household in the drawn order is asked in place of one that was closed"
        f" {words}.\n",
    ]
    return "\n".join(lines)


def _table(rows: Rows, policy: Policy) -> Iterator[str]:
    yield "| it ended | next | after | day and part of the day | at most | closes with |"
    yield "|---|---|---|---|---|---|"
    alike: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for outcome, retry in rows.items():
        ends = (_outcome(outcome), f"`{retry.closes}`")
        alike.setdefault(_cells(retry, policy), []).append(ends)
    for cells, found in alike.items():
        outcomes, closes = (", ".join(dict.fromkeys(part)) for part in zip(*found, strict=True))
        yield f"| {' | '.join((outcomes, *cells, closes))} |"


def _cells(retry: Retry, policy: Policy) -> tuple[str, ...]:
    at_once = "" if retry.then is Then.CLOSE else "at once"
    return (
        retry.then.value,
        _numbers(retry.waits, policy, " min") or at_once,
        _when(retry, policy),
        _most(retry, policy),
    )


def _outcome(outcome: Outcome) -> str:
    if outcome in _WORDS:
        return _WORDS[outcome]
    meaning = MEANINGS[Disposition(outcome.value)]
    return f"`{outcome}` ({meaning.aapor})"


def _when(retry: Retry, policy: Policy) -> str:
    said = [
        *(["another part of the day"] if retry.other_part else []),
        *(["another day until there were enough"] if retry.other_day else []),
    ]
    if retry.soon:
        soon = _numbers(retry.soon_waits, policy, " min")
        said.append(f"before that {_numbers((retry.soon,), policy)} time after {soon} alone")
    return ", ".join(said)


def _most(retry: Retry, policy: Policy) -> str:
    said = []
    if retry.most:
        said.append(f"{_numbers((retry.most,), policy)} so")
    if retry.most_an_address:
        said.append(f"{_numbers((retry.most_an_address,), policy)} a number")
    return ", ".join(said)


def _numbers(keys: tuple[str, ...], policy: Policy, unit: str = "") -> str:
    return ", ".join(f"{number_of(policy, key)}{unit} (`{key}`)" for key in keys)
