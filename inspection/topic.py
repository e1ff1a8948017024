"""Topics: what a share is estimated of. Where officials are, and each question to households."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspection.contact import ContactKind
from inspection.plan import HOUSEHOLD_QUESTIONS
from inspection.question_draw import QuestionDraw
from inspection.question_set import IN_VILLAGE, SEEN, TRIP, WHEREABOUTS, question_set
from inspection.questionnaire.form import Form
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
        if self.kind == "official":
            return 1.0
        return _DRAWS[contact.in_programme].chance(self.name)


def _claim(pick: SampledPick, contact: SampledContact) -> str:
    """Where the official said to be; of a claim of presence also whether it came late, or nobody
    of the households that were there saw the team."""
    said = contact.answers[WHEREABOUTS]
    if said in (IN_VILLAGE, TRIP) and contact.late:
        return LATE
    seen = [one.answers.get(SEEN) for one in pick.of_kind("household")]
    if said == IN_VILLAGE and "no" in seen and "yes" not in seen:
        return UNSUPPORTED
    return said


def _attendance() -> Topic:
    places = _choices("official", WHEREABOUTS)
    elsewhere = [name for name in places if name not in (IN_VILLAGE, TRIP)]
    lines = {"present": PRESENT} | {name: (name,) for name in (*PRESENT, *elsewhere)}
    return Topic(name="attendance", kind="official", values=lines)


def _choices(form: str, question: str) -> tuple[str, ...]:
    own = question_set(form)
    return own.choice_names(own.question(question))


def _asked(name: str) -> Topic:
    values = {choice: (choice,) for choice in _choices("villager", name)}
    return Topic(name=name, kind="household", values=values)


_DRAWS = {
    member: QuestionDraw.of(question_set("villager"), HOUSEHOLD_QUESTIONS, in_programme=member)
    for member in (True, False)
}
TOPICS: Mapping[str, Topic] = {
    topic.name: topic
    for topic in (_attendance(), *map(_asked, (*_DRAWS[True].always, *_DRAWS[True].pool)))
}


def comparable(form: Form) -> bool:
    """Whether its questions are drawn like the programme's own: then answers to both can be weighed
    together."""
    own = question_set("villager")
    alike = all(
        QuestionDraw.of(form, HOUSEHOLD_QUESTIONS, in_programme=member).drawn == draw.drawn
        for member, draw in _DRAWS.items()
    )
    return alike and all(
        set(form.choice_names(form.question(name))) == set(own.choice_names(own.question(name)))
        for name in _DRAWS[True].drawn
    )
