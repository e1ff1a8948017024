"""Dispositions: the coded outcomes of attempts and contacts, with their AAPOR codes.

Codes follow AAPOR Standard Definitions (10th edition, 2023); those that AAPOR does not know
(an official's answer, a call-back that was asked for) stand beside the nearest of its groups.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Disposition(StrEnum):
    COMPLETE = "COMPLETE"
    PARTIAL = "PARTIAL"
    REFUSED = "REFUSED"
    BROKE_OFF = "BROKE_OFF"
    LATER = "LATER"
    NON_CONTACT = "NON_CONTACT"
    BUSY = "BUSY"
    ANSWERING_MACHINE = "ANSWERING_MACHINE"
    ATTEMPTS_EXHAUSTED = "ATTEMPTS_EXHAUSTED"
    SILENT = "SILENT"
    NOT_ATTEMPTED = "NOT_ATTEMPTED"
    CARRIER_FAULT = "CARRIER_FAULT"
    OUTAGE = "OUTAGE"
    OUT_OF_SERVICE = "OUT_OF_SERVICE"
    WRONG_PERSON = "WRONG_PERSON"
    MOVED = "MOVED"
    LEFT_POST = "LEFT_POST"


@dataclass(frozen=True, kw_only=True)
class Meaning:
    aapor: str
    answered: bool = False
    """Something was learnt from the person."""
    final_for_address: bool = False
    """Nobody tries this address again within the contact."""
    counts: bool = True
    """An attempt that ended so counts as one: the provider confirms that it dialled or delivered,
    and the carrier is not to blame."""


MEANINGS: Mapping[Disposition, Meaning] = {
    Disposition.COMPLETE: Meaning(aapor="1.1", answered=True),
    Disposition.PARTIAL: Meaning(aapor="1.2", answered=True),
    Disposition.REFUSED: Meaning(aapor="2.11"),
    Disposition.BROKE_OFF: Meaning(aapor="2.12"),
    Disposition.LATER: Meaning(aapor="2.21"),
    Disposition.NON_CONTACT: Meaning(aapor="2.20"),
    Disposition.BUSY: Meaning(aapor="2.20"),
    Disposition.ANSWERING_MACHINE: Meaning(aapor="2.22"),
    Disposition.ATTEMPTS_EXHAUSTED: Meaning(aapor="2.30"),
    Disposition.SILENT: Meaning(aapor="2.36"),
    Disposition.NOT_ATTEMPTED: Meaning(aapor="3.11", counts=False),
    Disposition.CARRIER_FAULT: Meaning(aapor="3.16", counts=False),
    Disposition.OUTAGE: Meaning(aapor="3.16", counts=False),
    Disposition.OUT_OF_SERVICE: Meaning(aapor="4.32", final_for_address=True, counts=False),
    Disposition.WRONG_PERSON: Meaning(aapor="4.51", final_for_address=True),
    Disposition.MOVED: Meaning(aapor="4.70"),
    Disposition.LEFT_POST: Meaning(aapor="4.70"),
}


def of_dialogue(ended: str, answers: Mapping[str, str], *, enough: str) -> Disposition:
    """What a call was worth that a person answered.

    `ended` is the dialogue's end ("" when the line was cut midway); `enough` names the question
    whose answer makes a dialogue that was cut off PARTIAL and not BROKE_OFF.
    """
    if ended and ended != Disposition.BROKE_OFF:
        if ended == Disposition.COMPLETE and enough not in answers:
            return Disposition.PARTIAL if answers.get("consent") == "yes" else Disposition.SILENT
        return Disposition(ended)
    if enough in answers:
        return Disposition.PARTIAL
    return Disposition.BROKE_OFF if answers else Disposition.SILENT
