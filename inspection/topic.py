"""Topics: what a share is estimated of. Where officials are, and each question to households."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspection.contact import ContactKind
from inspection.questions import (
    IN_VILLAGE,
    TRIP,
    VILLAGER,
    VILLAGER_ALWAYS,
    VILLAGER_DRAWN,
    VILLAGER_KEYED,
    VILLAGER_OUTSIDE,
    WHEREABOUTS,
)
from inspection.sample import SampledContact, SampledPick

LATE, UNSUPPORTED = "late", "unsupported"
PRESENT = (IN_VILLAGE, TRIP, UNSUPPORTED, LATE)
"""Presence as claimed: in the village or on an official trip; what speaks against a claim is shown
apart, and takes nothing from it."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    name: str
    kind: ContactKind
    values: Mapping[str, tuple[str, ...]]
    """Line of the result -> the answers that count for it."""

    def value(self, pick: SampledPick, contact: SampledContact) -> str | None:
        """What this contact says about it, if anything."""
        if not contact.answered:
            return None
        if self.kind == "official":
            return _claim(pick, contact)
        return contact.answers.get(self.name)

    def chance(self, contact: SampledContact) -> float:
        """How likely this question was to be drawn for this person, more than 0."""
        if self.kind == "official" or self.name in VILLAGER_ALWAYS:
            return 1.0
        pool = VILLAGER_DRAWN if contact.in_programme else VILLAGER_OUTSIDE
        return min(1.0, (VILLAGER_KEYED - len(VILLAGER_ALWAYS)) / len(pool))


def _claim(pick: SampledPick, contact: SampledContact) -> str:
    """Where the official said to be; of a claim of presence also whether it came late, or nobody
    of the households that were there saw the team."""
    said = contact.answers[WHEREABOUTS.name]
    if said in (IN_VILLAGE, TRIP) and contact.late:
        return LATE
    seen = [one.answers.get("seen") for one in pick.of_kind("household")]
    if said == IN_VILLAGE and "no" in seen and "yes" not in seen:
        return UNSUPPORTED
    return said


def _attendance() -> Topic:
    elsewhere = [c.name for c in WHEREABOUTS.choices if c.name not in (IN_VILLAGE, TRIP)]
    lines = {"present": PRESENT} | {name: (name,) for name in (*PRESENT, *elsewhere)}
    return Topic(name="attendance", kind="official", values=lines)


def _asked(name: str) -> Topic:
    choices = VILLAGER.questions[name].choices
    return Topic(
        name=name, kind="household", values={choice.name: (choice.name,) for choice in choices}
    )


TOPICS: Mapping[str, Topic] = {
    topic.name: topic
    for topic in (_attendance(), *map(_asked, (*VILLAGER_ALWAYS, *VILLAGER_DRAWN)))
}
