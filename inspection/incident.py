"""Incidents: what the program needs an administrator for, said once each."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from inspection.chat import Letter
from inspection.phrase import Phrase, phrase
from inspection.wording import worded

QUIET = timedelta(hours=36)
"""What does not happen again for so long is over; the next time is told again."""


class IncidentKind(StrEnum):
    MISSED = "slot missed"
    CARRIER = "carrier refuses"
    MESSENGER = "messenger refuses"
    CUSTODIAN = "custodian silent"
    DELIVERY = "delivery set aside"
    CALENDAR = "calendar ends"
    CHAIN = "custodian's chain ends"
    GUESSING = "codes guessed"
    LETTER = "letter damaged"
    LANE_HALTED = "lane halted"
    LANE_BROKEN = "lane broken"
    LANE_AGAIN = "lane goes again"
    BUDGET_NEARLY = "budget nearly used up"
    BUDGET_USED = "budget used up"
    SECOND_CALL = "second call"
    LOST = "calls lost"
    UNHEARD = "news of calls missing"
    UNFETCHED = "words of calls missing"
    DOOR = "door unreached"
    TAKEN = "updates taken"
    CLOCK = "clock jumped"
    OUTAGE = "program was down"


TEXTS: Mapping[IncidentKind, Phrase] = {
    IncidentKind.MISSED: phrase(
        "incident",
        "A slot was missed: {about}. Nobody was drawn in it, and it is not drawn later. While the"
        " reason stays, every further slot is missed too; the log names them.",
    ),
    IncidentKind.CARRIER: phrase(
        "incident",
        "The carrier refuses our requests (code {about}): a matter of the account or its settings."
        " Calls and text messages wait until it is put right. Look the code up in the carrier's"
        " console.",
    ),
    IncidentKind.MESSENGER: phrase(
        "incident",
        "The messenger refuses our messages (code {about}): the bot's token is not valid, or"
        " another program uses it. Whoever is linked at that bot gets nothing until it is put"
        " right.",
    ),
    IncidentKind.CUSTODIAN: phrase(
        "incident",
        "The draw waits for somebody who does not answer: {about}. Slots are missed while that is"
        " so. Please ask whoever runs it.",
    ),
    IncidentKind.DELIVERY: phrase(
        "incident",
        "Something that came in ({about}) could not be applied three times and was set aside."
        " It is kept; please tell whoever maintains the program.",
    ),
    IncidentKind.CALENDAR: phrase(
        "incident",
        "The calendar of working days ends on {about}. After it nobody can be drawn. Please"
        " restart the program, or update it, so that the next year is known.",
    ),
    IncidentKind.CHAIN: phrase(
        "incident",
        "The chain of codes of a custodian ends soon: {about}. After it every slot is missed."
        " Please arrange a new one with whoever runs it.",
    ),
    IncidentKind.GUESSING: phrase(
        "incident",
        "Somebody tries invitation codes: {about} wrong ones from one chat, which is no longer"
        " answered. No account was connected.",
    ),
    IncidentKind.LETTER: phrase(
        "incident",
        "A message in the store (number {about}) cannot be read any more and was sent to nobody."
        " What is stored was altered or damaged: please tell whoever keeps the database. There may"
        " be further ones; the log names them.",
    ),
    IncidentKind.LANE_HALTED: phrase(
        "incident",
        "An operator has stopped the lane {about}. Nothing leaves on it until it is resumed.",
    ),
    IncidentKind.LANE_BROKEN: phrase(
        "incident",
        "The lane {about} fails too often and pauses: the provider cannot be reached, or does not"
        " say what became of our requests. It is tried again by itself, and you are told when it"
        " works.",
    ),
    IncidentKind.LANE_AGAIN: phrase("incident", "The lane {about} works again."),
    IncidentKind.BUDGET_NEARLY: phrase(
        "incident",
        "Four fifths of the budget are used up ({about}). When all of it is, calls and text"
        " messages stop.",
    ),
    IncidentKind.BUDGET_USED: phrase(
        "incident",
        "The budget is used up ({about}). Calls and text messages stop until the next day or month"
        " begins, or somebody raises the budget in the policy.",
    ),
    IncidentKind.SECOND_CALL: phrase(
        "incident",
        "The carrier made two calls for one request (attempt {about}). Whoever answered the second"
        " one heard an apology, and nothing they pressed was kept. If it happens again, please ask"
        " the carrier.",
    ),
    IncidentKind.LOST: phrase(
        "incident",
        "The carrier took a call (attempt {about}) and does not know it any more. It counts against"
        " nobody, and the person is tried again later. If it happens again, please ask the"
        " carrier.",
    ),
    IncidentKind.UNHEARD: phrase(
        "incident",
        "The carrier did not tell us how a call ended (attempt {about}); we learnt it by asking."
        " Please run `mingcha doctor`: perhaps our public address cannot be reached.",
    ),
    IncidentKind.UNFETCHED: phrase(
        "incident",
        "Somebody answered a call of ours and heard nothing of it (attempt {about}): the carrier"
        " could not fetch what we say. It counts against nobody. Please run `mingcha doctor`:"
        " perhaps our public address cannot be reached.",
    ),
    IncidentKind.DOOR: phrase(
        "incident",
        "What people write to the bot does not reach us: {about} messages wait at the messenger."
        " Officials answer, and we do not hear it. Please look at the public address, its"
        " certificate and the proxy; `mingcha doctor` says more.",
    ),
    IncidentKind.TAKEN: phrase(
        "incident",
        "What people write to the bot goes to another address than ours ({about} messages wait):"
        " another program has taken the bot. Stop it, or change the bot's token, and restart this"
        " program.",
    ),
    IncidentKind.CLOCK: phrase(
        "incident",
        "The clock of this machine jumped by {about} minutes. Nobody is drawn, called or asked"
        " until it is put right, or has run evenly for an hour. Please look at its time.",
    ),
    IncidentKind.OUTAGE: phrase(
        "incident",
        "The program was down for {about} hours. Whoever could not be reached because of it is"
        " closed as our outage, and it counts against nobody.",
    ),
}


def letter(kind: IncidentKind, about: str, language: str) -> Letter:
    """`about` names nobody: a slot, a code, a day, a custodian."""
    return Letter(text=worded(TEXTS[kind], language, {"about": about}))
