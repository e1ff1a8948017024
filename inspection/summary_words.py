"""The words of summaries and digests."""

from collections.abc import Mapping

from inspection.contact import Unbegun
from inspection.disposition import Disposition
from inspection.finding import FindingKind
from inspection.phrase import Phrase, counted, phrase
from inspection.wording import worded

TEXTS: Mapping[str, Phrase] = {
    "title": phrase("summary", "Inspection {n} · team {team} · {village}"),
    "place": phrase("summary", " ({township})"),
    "why": phrase(
        "summary",
        "Why them: drawn by lot in the slot {day} {start}-{end}; the team's chance was {chance}.",
    ),
    "official": phrase(
        "summary", "Official {name} (number {rank} in the drawn order of {n}): {outcome}"
    ),
    "household": phrase(
        "summary", "Household {number} (number {rank} in the drawn order of {n}): {outcome}"
    ),
    "no texts": phrase(
        "summary",
        "Asked for no more text messages. This refuses no check: those in the chat and by telephone"
        " go on.",
    ),
    "no telephone": phrase(
        "summary",
        "No telephone lane: households were not asked, and the official was asked by chat"
        " alone. Nothing is borne out or contradicted by that.",
    ),
    "late": phrase("summary", " (late)"),
    "open": phrase("summary", "still open"),
    "left out": phrase("summary", "left out"),
    "delivered": phrase("summary", "delivered"),
    "repeated": phrase("summary", " (may have arrived twice)"),
    "person_wanted": phrase("summary", "asked to speak to a person"),
    "recording_agreed": phrase("summary", "agreed to have answers recorded"),
    "recording_left_out": phrase("summary", "left out the questions that are answered by speaking"),
    "stopped": phrase("summary", "ended the call by key"),
    "statement": phrase("summary", "statement: “{value}”"),
    "statement of": phrase("summary", "Inspection {n}: statement of {name}:\n“{value}”"),
    "late answer of": phrase(
        "summary", "Inspection {n}: {name} answered after it was assessed: {said}"
    ),
    "afterwards": phrase("summary", "After this summary:"),
    "disagrees": phrase("summary", "What disagrees:"),
    "agrees": phrase("summary", "Nothing disagrees."),
    "no claim": phrase("summary", "Nothing could be compared: the official did not say where."),
    "no witness": phrase(
        "summary",
        "Nothing could be compared: the official said to be in the village, and no household"
        " said whether it saw the team.",
    ),
    "elsewhere": phrase(
        "summary",
        "Nothing could be compared: the official said to be elsewhere; households were not"
        " compared with it.",
    ),
    "not enough": counted(
        "summary",
        "The official said to be in the village; {n} household saw nobody. It takes {of} that"
        " agree to make a signal: conclude nothing from it.",
        "The official said to be in the village; {n} households saw nobody. It takes {of} that"
        " agree to make a signal: conclude nothing from it.",
    ),
    "divided": counted(
        "summary",
        "The official said to be in the village; {n} household saw nobody, but {seen} saw the"
        " team: conclude nothing from it.",
        "The official said to be in the village; {n} households saw nobody, but {seen} saw the"
        " team: conclude nothing from it.",
    ),
    "other day": counted(
        "summary",
        "The official said to be in the village; {n} household saw nobody. But the official spoke"
        " of another day than it was asked about: conclude nothing from it.",
        "The official said to be in the village; {n} households saw nobody. But the official spoke"
        " of another day than they were asked about: conclude nothing from it.",
    ),
    "too early": counted(
        "summary",
        "The official said to be in the village; {n} household saw nobody. But {early} of them"
        " spoke too early, before the official answered: conclude nothing from it.",
        "The official said to be in the village; {n} households saw nobody. But {early} of them"
        " spoke too early, before the official answered: conclude nothing from it.",
    ),
    "by telephone": counted(
        "summary",
        "“In the village” came by telephone and was not verified: whoever held it may have"
        " pressed the key. {n} household saw nobody; that is no signal.",
        "“In the village” came by telephone and was not verified: whoever held it may have"
        " pressed the key. {n} households saw nobody; that is no signal.",
    ),
    "next": phrase("summary", "What to do next:"),
    "help": phrase(
        "summary",
        "The official reported an emergency: get in touch today and ask what help is needed.",
    ),
    "call back": phrase(
        "summary",
        "Somebody asked to speak to a person: let an inspector from outside the county call"
        " back, never through the village.",
    ),
    "nothing to do": phrase("summary", "Nothing needs to be done."),
    "nothing follows": phrase("summary", "Nothing follows from this check."),
    "degraded": phrase("summary", "The proof of this draw is degraded: {reason}"),
    "digest": phrase("digest", "Digest of {day}"),
    "drawn": phrase("digest", "{inspections}; {contacts}, of which {closed}:"),
    "drawn inspections": counted("digest", "{n} inspection drawn", "{n} inspections drawn"),
    "their contacts": counted("digest", "{n} contact", "{n} contacts"),
    "closed contacts": counted("digest", "{n} is closed", "{n} are closed"),
    "without telephone": counted(
        "digest",
        "In {n} of them there was no telephone lane: households were not asked.",
        "In {n} of them there was no telephone lane: households were not asked.",
    ),
    "assessed": counted(
        "digest",
        "{n} inspection assessed since the last digest:",
        "{n} inspections assessed since the last digest:",
    ),
    "no line": counted(
        "digest",
        "{n} contact was never begun, since no line was free in time",
        "{n} contacts were never begun, since no line was free in time",
    ),
    "no findings": phrase("digest", "  no findings"),
}
ATTEMPTS: Mapping[str, Phrase] = {
    "chat ask": phrase("summary: attempt", "asked in the chat"),
    "chat remind": phrase("summary: attempt", "reminded in the chat"),
    "sms ask": phrase("summary: attempt", "asked by text message"),
    "sms remind": phrase("summary: attempt", "reminded by text message"),
    "voice ask": phrase("summary: attempt", "called"),
}
DISPOSITIONS: Mapping[Disposition, Phrase] = {
    Disposition.COMPLETE: phrase("summary: how it ended", "answered in full"),
    Disposition.PARTIAL: phrase("summary: how it ended", "answered in part"),
    Disposition.REFUSED: phrase("summary: how it ended", "did not want to answer"),
    Disposition.BROKE_OFF: phrase("summary: how it ended", "hung up midway"),
    Disposition.LATER: phrase("summary: how it ended", "asked for a later call"),
    Disposition.NON_CONTACT: phrase("summary: how it ended", "no answer"),
    Disposition.BUSY: phrase("summary: how it ended", "busy"),
    Disposition.ANSWERING_MACHINE: phrase("summary: how it ended", "answering machine"),
    Disposition.ATTEMPTS_EXHAUSTED: phrase("summary: how it ended", "not reached in all attempts"),
    Disposition.SILENT: phrase("summary: how it ended", "picked up but said nothing"),
    Disposition.NOT_ATTEMPTED: phrase("summary: how it ended", "not attempted"),
    Disposition.CARRIER_FAULT: phrase("summary: how it ended", "fault of the carrier"),
    Disposition.OUTAGE: phrase("summary: how it ended", "our own outage"),
    Disposition.OUT_OF_SERVICE: phrase("summary: how it ended", "number not in service"),
    Disposition.WRONG_PERSON: phrase("summary: how it ended", "a stranger's number"),
    Disposition.MOVED: phrase("summary: how it ended", "moved away"),
    Disposition.LEFT_POST: phrase("summary: how it ended", "left the post"),
}
UNBEGUN: Mapping[Unbegun, Phrase] = {
    Unbegun.CAPACITY: phrase("summary: not begun", "no line was free"),
    Unbegun.PAUSED: phrase("summary: not begun", "the region was paused"),
    Unbegun.SPARED: phrase(
        "summary: not begun", "somebody at the same telephone was asked or refused meanwhile"
    ),
    Unbegun.UNREACHABLE: phrase("summary: not begun", "no line reaches the number"),
    Unbegun.PASSED_OVER: phrase(
        "summary: not begun", "everybody in the drawn order was passed over"
    ),
}
KINDS: Mapping[FindingKind, Phrase] = {
    FindingKind.PRESENCE_CONTRADICTED: phrase("finding", "presence contradicted by households"),
    FindingKind.UNREACHABLE: phrase("finding", "official could not be reached"),
    FindingKind.MONEY_ASKED: phrase("finding", "money or gifts were asked for"),
    FindingKind.COACHED: phrase("finding", "answers were coached"),
}
NEXT: Mapping[FindingKind, Phrase] = {
    FindingKind.PRESENCE_CONTRADICTED: phrase(
        "finding: what to do next",
        "Look at leave, trip and meeting records first, then hear the official. Never say"
        " which households were asked. This is a signal, not a verdict.",
    ),
    FindingKind.UNREACHABLE: phrase(
        "finding: what to do next",
        "Check through the office landline whether the number is right, and ask why."
        " Unreachable is not absent.",
    ),
    FindingKind.MONEY_ASKED: phrase(
        "finding: what to do next",
        "Have somebody from outside the county visit several households, never this one alone.",
    ),
    FindingKind.COACHED: phrase(
        "finding: what to do next",
        "Do not rely on this village's answers for now; let other households be drawn.",
    ),
}


def phrased(which: str, language: str, /, **facts: object) -> str:
    """One of TEXTS."""
    return worded(TEXTS[which], language, {key: str(value) for key, value in facts.items()})
