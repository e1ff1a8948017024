"""The words about visits."""

from collections.abc import Mapping

from inspection.assignment import AssignmentState, Why
from inspection.phrase import Phrase, counted, phrase
from inspection.visit import Outcome, Unvisited
from inspection.visit_button import Act

TEXTS: Mapping[str, Phrase] = {
    "told": phrase(
        "visit",
        "Visit {n}, drawn by lot for today, {day}.\nTeam {team}, village {village}, {township},"
        " {county}.\nPlease look: who of the team is in the village; what they are working on, and"
        " what was promised and is not done; ask one or two households of your own choice what"
        " they need.\nPlease tell nobody beforehand, neither the team nor the village nor the"
        " county.\nPlease accept or decline by {answer_by}; then the next in the drawn order is"
        " told. Declining is not held against you.",
    ),
    "accepted": phrase(
        "visit",
        "Thank you, visit {n} is yours. Press a button when you were there, by {report_by}.",
    ),
    "together": phrase("visit", "You make visit {n} together with {name}."),
    "why not": phrase("visit", "Why can you not make visit {n}? The reason is kept with it."),
    "write why not": phrase("visit", "Please write the reason in your own words."),
    "declined": phrase(
        "visit",
        "Noted, visit {n} goes to the next in the drawn order. Please keep the place to yourself.",
    ),
    "write report": phrase(
        "visit",
        "Please write what you found on visit {n}, in as many messages as you like. Press the"
        " button, or write /done, when it is complete.",
    ),
    "kept": phrase("visit", "Kept. Write on, or finish the report."),
    "write first": phrase("visit", "Please write at least one sentence before you finish."),
    "write hindrance": phrase("visit", "Please write what made visit {n} impossible."),
    "done": phrase("visit", "Thank you, the report on visit {n} is complete and was passed on."),
    "failed": phrase("visit", "Noted: visit {n} was not possible. The reason is kept with it."),
    "title": phrase("visit", "Visit {n} · team {team} · {village} ({township}) · {day}"),
    "nobody sent": phrase(
        "visit",
        "Visit {n}, drawn for {day}, was not made, since nobody was sent: {why} The draw stands,"
        " and is not made again.",
    ),
    "digest": counted("visit", "{n} visit ended:", "{n} visits ended:"),
    "in digest": phrase("visit", "{n} · {village} · {outcome}"),
    "inspector": phrase("visit", "Inspector {name} (number {rank} in the drawn order): {state}"),
    "words": phrase("visit", "“{words}”"),
    "noted": phrase("visit", "Noted"),
}
BUTTONS: Mapping[Act | Why, Phrase] = {
    "accept": phrase("visit: button", "Accept"),
    "decline": phrase("visit: button", "Decline"),
    "visited": phrase("visit: button", "Visited"),
    "hindered": phrase("visit: button", "Not possible"),
    "done": phrase("visit: button", "Report is complete"),
    Why.ILL: phrase("visit: button", "Ill"),
    Why.LEAVE: phrase("visit: button", "On leave"),
    Why.KIN: phrase("visit: button", "Kin or a friend there"),
    Why.WORK: phrase("visit: button", "Other work"),
    Why.OTHER: phrase("visit: button", "Another reason"),
}
REASONS: Mapping[Why, Phrase] = {
    Why.NO_ACCOUNT: phrase("visit: why not", "has no linked account"),
    Why.VISIT_TODAY: phrase("visit: why not", "was already told of another visit that day"),
    Why.LEFT: phrase("visit: why not", "is no inspector any more"),
    Why.ILL: phrase("visit: why not", "ill"),
    Why.LEAVE: phrase("visit: why not", "on leave"),
    Why.KIN: phrase("visit: why not", "kin or a friend there"),
    Why.WORK: phrase("visit: why not", "other work"),
    Why.OTHER: phrase("visit: why not", "another reason"),
    Why.NO_ANSWER: phrase("visit: why not", "no answer in time"),
    Why.NOT_POSSIBLE: phrase("visit: why not", "was not possible"),
    Why.NO_REPORT: phrase("visit: why not", "nothing was reported in time"),
}
STATES: Mapping[AssignmentState, Phrase] = {
    AssignmentState.PASSED: phrase("visit: state", "passed over"),
    AssignmentState.TOLD: phrase("visit: state", "was told, has not answered yet"),
    AssignmentState.ACCEPTED: phrase("visit: state", "has accepted"),
    AssignmentState.DECLINED: phrase("visit: state", "declined"),
    AssignmentState.EXPIRED: phrase("visit: state", "did not answer"),
    AssignmentState.DONE: phrase("visit: state", "visited and reported"),
    AssignmentState.FAILED: phrase("visit: state", "accepted, did not visit"),
}
OUTCOMES: Mapping[Outcome, Phrase] = {
    Outcome.VISITED: phrase("visit: outcome", "The visit was made."),
    Outcome.FAILED: phrase("visit: outcome", "The visit was accepted and not made."),
    Outcome.NOT_ATTEMPTED: phrase("visit: outcome", "Nobody was sent: {why}"),
}
UNVISITED: Mapping[Unvisited, Phrase] = {
    Unvisited.NO_CANDIDATE: phrase(
        "visit: nobody", "there is no inspector who may visit this team."
    ),
    Unvisited.NOBODY_FREE: phrase(
        "visit: nobody", "no inspector in the drawn order was free and had a linked account."
    ),
    Unvisited.NOBODY_ACCEPTED: phrase("visit: nobody", "nobody accepted in time."),
    Unvisited.PAUSED: phrase("visit: nobody", "the region was paused."),
}
OPEN = phrase("visit: outcome", "The visit is not over yet.")
