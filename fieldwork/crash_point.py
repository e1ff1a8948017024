"""The steps between which a process may end without a word: a power cut, `kill -9`, a full memory.

Every one has its name and is passed by name, so that tests can end a process exactly there and look
at what is left. Outside of tests nothing happens at any of them.
"""

from collections.abc import Callable
from enum import StrEnum


class CrashPoint(StrEnum):
    """In the order of an inspection's way. "Written" is within a transaction, at its end."""

    DELIVERY_WRITTEN = "delivery written"
    DELIVERY_STORED = "delivery stored, not acknowledged"
    UPDATES_FETCHED = "updates fetched, not stored"
    DELIVERY_TAKEN = "delivery taken, not applied"
    EFFECT_WRITTEN = "effect of a delivery written"
    EFFECT_COMMITTED = "effect of a delivery committed"
    RULES_WRITTEN = "news of changed rules written"
    RULES_COMMITTED = "news of changed rules committed"
    PAUSE_WRITTEN = "end of a pause written"
    PAUSE_COMMITTED = "end of a pause committed"
    FRAME_WRITTEN = "frame written"
    FRAME_COMMITTED = "frame committed, no custodian asked"
    SLOT_WITNESSED = "frame witnessed by the custodians"
    CODES_GIVEN = "codes given, not drawn"
    DRAW_WRITTEN = "draw and contacts written"
    DRAW_COMMITTED = "draw committed"
    CLOSING_WRITTEN = "end of a slot written"
    CLOSING_COMMITTED = "end of a slot committed"
    VISIT_WRITTEN = "next step of a visit written"
    VISIT_COMMITTED = "next step of a visit committed"
    STEP_WRITTEN = "next step of a contact written"
    STEP_COMMITTED = "next step of a contact committed"
    CALLS_CLAIMED = "calls claimed"
    CALL_ANNOUNCED = "call announced, not requested"
    CALL_ANSWERED = "call requested, not recorded"
    CALL_WRITTEN = "call's outcome written"
    CALL_RECORDED = "call's outcome committed"
    QUESTION_ANNOUNCED = "silent call taken up, not asked about"
    QUESTION_ANSWERED = "silent call asked about, not recorded"
    QUESTION_RECORDED = "silent call's news committed"
    WORDS_WRITTEN = "key and next words written"
    WORDS_COMMITTED = "key and next words committed, not spoken"
    RECORDING_HEARD = "answer recorded, not taken"
    RECORDING_DELETED = "recording deleted, not recorded"
    LETTERS_CLAIMED = "letters claimed, not requested"
    LETTERS_LEFT = "letters on their way"
    LETTERS_ANSWERED = "letters requested, not recorded"
    LETTERS_WRITTEN = "letters' outcomes written"
    LETTERS_RECORDED = "letters' outcomes committed"
    TEXT_ANNOUNCED = "text message announced, not requested"
    TEXT_ANSWERED = "text message requested, not recorded"
    TEXT_RECORDED = "text message's outcome committed"
    FILE_CLAIMED = "file claimed, not fetched"
    FILE_FETCHED = "file fetched, not stored"
    FINDINGS_WRITTEN = "findings written"
    FINDINGS_COMMITTED = "findings committed"
    REVEAL_WRITTEN = "a slot's reveal written"
    REVEAL_COMMITTED = "a slot's reveal committed"
    SUMMARY_WRITTEN = "summary written"
    SUMMARY_COMMITTED = "summary committed"
    DIGEST_WRITTEN = "digests written"
    DIGEST_COMMITTED = "digests committed"
    ENDINGS_WRITTEN = "warnings of what ends soon written"
    ENDINGS_COMMITTED = "warnings of what ends soon committed"


Reached = Callable[[CrashPoint], None]


def go_on(_point: CrashPoint) -> None:
    """What happens at every point, unless a test wants something else."""
