"""What a report of estimates says in words, and the small picture of an interval."""

from collections.abc import Mapping

from inspection.estimate import Estimate
from inspection.phrase import Phrase, phrase
from inspection.question_set import WHEREABOUTS, question_set
from inspection.questionnaire.saying import choice_said
from inspection.topic import LATE, UNSUPPORTED
from inspection.wording import worded

TITLES: Mapping[str, Phrase] = {
    "attendance": phrase("estimate", "Where officials are, as they say themselves"),
    "seen": phrase("estimate", "The household saw the team on the two days"),
    "helper": phrase("estimate", "The household knows its official"),
    "visits": phrase("estimate", "Visits or calls in thirty days"),
    "needs": phrase("estimate", "Most urgent need"),
    "answered": phrase("estimate", "A problem raised was answered"),
    "fair": phrase("estimate", "The choosing of beneficiaries was fair"),
    "posted": phrase("estimate", "The list was posted"),
    "money": phrase("estimate", "Somebody asked for money or gifts"),
    "coached": phrase("estimate", "Somebody told them how to answer"),
}
_CLAIMS: Mapping[str, Phrase] = {
    "present": phrase("estimate", "present, as claimed"),
    UNSUPPORTED: phrase("estimate", "  of these: in the village, but no household saw the team"),
    LATE: phrase("estimate", "  of these: said so late"),
    "village": phrase("estimate", "  of these: in the village"),
    "trip": phrase("estimate", "  of these: on an official trip"),
}
TEXTS: Mapping[str, Phrase] = {
    "head": phrase(
        "estimate", "Estimates for {where}, {first} to {last}. Inspections that are over: {picks}."
    ),
    "everywhere": phrase("estimate", "all regions"),
    "unsettled": phrase(
        "estimate",
        "{n} more are not over and are left out. Whoever answers at once comes in first, so"
        " wait for them before you rely on this.",
    ),
    "none": phrase(
        "estimate",
        "No inspection of this region and period is over: there is nothing to estimate from.",
    ),
    "nobody": phrase("estimate", "nobody answered"),
    "hidden": phrase("estimate", "hidden"),
    "why hidden": phrase(
        "estimate",
        "Hidden: fewer than {people} people answered, or another hidden figure would follow"
        " from it, or a village's last answer is not {days} days old.",
    ),
    "more": phrase(
        "estimate", "not enough evidence for +-{margin} points: about {n} more contacts"
    ),
    "enough": phrase("estimate", "evidence enough for +-{margin} points"),
    "not said": phrase(
        "estimate",
        "What these figures cannot say: each answer stands for those of the same county and"
        " part of the day who gave none. If people who are away answer less, presence looks too"
        " good: if they answer half as often, an absence of 30 % comes out as 18 %. Presence is"
        " what people claim. Regions stand in order of their codes: this is no ranking, and no"
        " judgement of a village, a team or a person.",
    ),
    "rates": phrase(
        "estimate",
        "Outcomes of contacts (AAPOR Standard Definitions, 10th edition; e = share of those"
        " of unknown eligibility taken to be eligible)",
    ),
    "official": phrase("estimate", "officials"),
    "household": phrase("estimate", "households"),
    "region": phrase("estimate", "region"),
    "answer": phrase("estimate", "answer"),
    "share": phrase("estimate", "share"),
    "interval": phrase("estimate", "95 % interval"),
    "answers": phrase("estimate", "n"),
    "effective": phrase("estimate", "n_eff"),
    "contacts": phrase("estimate", "contacts"),
    "who": phrase("estimate", "who"),
}
_DOT, _LINE, _LEFT, _RIGHT, _POINT = "·", "─", "├", "┤", "●"


def label(topic: str, value: str, language: str) -> str:
    """A line of a topic's result."""
    if topic == "attendance":
        words = _CLAIMS.get(value)
        if words is not None:
            return worded(words, language, {})
        return choice_said(question_set("official"), WHEREABOUTS, value, language)
    return choice_said(question_set("villager"), topic, value, language)


def picture(estimate: Estimate, width: int = 25) -> str:
    """The interval and the share on a line from 0 to 1, `width` signs wide."""
    low, share, high = (
        round(x * (width - 1))
        for x in (estimate.interval.low, estimate.share, estimate.interval.high)
    )
    signs = [_LINE if low <= at <= high else _DOT for at in range(width)]
    signs[low], signs[high] = _LEFT, _RIGHT
    signs[share] = _POINT
    return "".join(signs)
