"""How far everybody's invitation has come."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fieldwork.book import Book, Text, TextState
from fieldwork.enrol import MOST_TRIES
from fieldwork.invitees import Invitee, invitees
from inspection.region import COUNTY_DIGITS

Stage = Literal[
    "not invited",
    "invited",
    "waiting",
    "unclear",
    "sent",
    "delivered",
    "failed",
    "expired",
    "closed",
    "blocked",
    "bot gone",
    "linked",
]
STAGES: tuple[Stage, ...] = (
    *("not invited", "invited", "waiting", "unclear", "sent", "delivered", "failed"),
    *("expired", "closed", "blocked", "bot gone", "linked"),
)
_OF_TEXT: Mapping[TextState, Stage] = {
    "DUE": "waiting",
    "SENDING": "waiting",
    "UNCERTAIN": "unclear",
    "TAKEN": "sent",
    "SENT": "sent",
    "DELIVERED": "delivered",
    "FAILED": "failed",
    "CANCELLED": "invited",
}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One person's."""

    to: Invitee
    stage: Stage
    since: datetime | None
    why: str
    segments: int
    repeated: bool


def standings(book: Book, now: datetime, bots: Collection[str] | None = None) -> Sequence[Standing]:
    """`bots`: as `invitees` has it."""
    texts = book.texts.latest()
    return [
        _standing(one, texts.get(one.invite.id) if one.invite else None, now)
        for one in invitees(book, now, bots)
    ]


def by_region(found: Sequence[Standing]) -> Mapping[str, Mapping[str, int]]:
    """County (or a wider region of an inspector) -> stage -> people."""
    regions = sorted({county(one) for one in found})
    counts = {region: Counter[str]() for region in regions}
    for one in found:
        counts[county(one)][one.stage] += 1
    return counts


def county(one: Standing) -> str:
    return one.to.region[:COUNTY_DIGITS]


def _standing(one: Invitee, text: Text | None, now: datetime) -> Standing:
    stage, since, why = _stage(one, text, now)
    return Standing(
        to=one,
        stage=stage,
        since=since,
        why=why,
        segments=text.segments if text else 0,
        repeated=text is not None and text.repeated,
    )


def _stage(one: Invitee, text: Text | None, now: datetime) -> tuple[Stage, datetime | None, str]:
    invite = one.invite
    if one.has_account:
        return ("linked" if one.account == "linked" else "blocked"), None, ""
    if one.lost and (invite is None or invite.used):
        return "bot gone", None, ""
    if invite is None:
        return "not invited", None, ""
    if invite.tries >= MOST_TRIES:
        return "closed", invite.made_at, f"{invite.tries} foreign contacts"
    if invite.expires_at <= now:
        return "expired", invite.expires_at, ""
    if text is None:
        return "invited", invite.made_at, ""
    return _OF_TEXT[text.state], text.ended_at or text.sent_at or text.made_at, text.why
