"""One row of the retry table: what follows on one outcome of a try."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from inspection.contact import Attempt
from inspection.disposition import Disposition
from inspection.policy import Policy
from inspection.rulebook import RULES


class Outcome(StrEnum):
    """How a try ended: with a disposition, or with what has none."""

    NON_CONTACT = "NON_CONTACT"
    ANSWERING_MACHINE = "ANSWERING_MACHINE"
    BUSY = "BUSY"
    SILENT = "SILENT"
    BROKE_OFF = "BROKE_OFF"
    LATER = "LATER"
    CARRIER_FAULT = "CARRIER_FAULT"
    HEARD_FAULT = "HEARD_FAULT"
    """Somebody picked up and heard a fault: they were disturbed as by any call."""
    NOT_ATTEMPTED = "NOT_ATTEMPTED"
    OUT_OF_SERVICE = "OUT_OF_SERVICE"
    WRONG_PERSON = "WRONG_PERSON"
    COMPLETE = "COMPLETE"
    PARTIAL = "PARTIAL"
    REFUSED = "REFUSED"
    MOVED = "MOVED"
    LEFT_POST = "LEFT_POST"
    UNANSWERED = "UNANSWERED"
    """A message arrived, and nothing came back."""
    REMINDED = "REMINDED"
    """So did a reminder."""


class Then(StrEnum):
    AGAIN = "the same address"
    NEXT = "the next address"
    REMIND = "one reminder"
    INSIST = "the telephone, or a message where there is none"
    CLOSE = "nobody any more"


@dataclass(frozen=True, kw_only=True)
class Retry:
    """Numbers are named by their rule in the policy, so that an office sets them."""

    then: Then
    waits: tuple[str, ...] = ()
    """Rules of minutes: the longest of them passes first. None: at once, within the hours."""
    other_part: bool = False
    """In a part of the day that was not tried yet."""
    other_day: bool = False
    """On a day that was not tried yet, until there were as many as the policy wants."""
    soon: str = ""
    """A rule: so often in a row after `soon_waits` alone, on whatever day, in whatever part."""
    soon_waits: tuple[str, ...] = ()
    most: str = ""
    """A rule: after so many tries with this outcome the contact is closed."""
    most_an_address: str = ""
    """A rule: after so many tries that count it is the next address's turn."""
    closes: Disposition = Disposition.ATTEMPTS_EXHAUSTED
    """With what it is closed when no further try is possible, as far as the tries bear it out."""

    def minutes(self, policy: Policy) -> int:
        return _longest(policy, self.waits)

    def soon_minutes(self, policy: Policy) -> int:
        return _longest(policy, self.soon_waits)

    def at_most(self, policy: Policy) -> int | None:
        return number_of(policy, self.most) if self.most else None

    def soon_at_most(self, policy: Policy) -> int:
        return number_of(policy, self.soon) if self.soon else 0

    def an_address(self, policy: Policy) -> int | None:
        return number_of(policy, self.most_an_address) if self.most_an_address else None


def _longest(policy: Policy, keys: tuple[str, ...]) -> int:
    return max((number_of(policy, key) for key in keys), default=0)


def number_of(policy: Policy, key: str) -> int:
    value: int = getattr(policy, RULES[key].field)
    return value


def heard_a_fault(attempt: Attempt) -> bool:
    return attempt.disposition is Disposition.CARRIER_FAULT and attempt.confirmed_at is not None


def outcome_of(attempt: Attempt) -> Outcome:
    """Of one that is over, or of a message that arrived."""
    if heard_a_fault(attempt):
        return Outcome.HEARD_FAULT
    if attempt.disposition is None:
        return Outcome.REMINDED if attempt.purpose == "remind" else Outcome.UNANSWERED
    if attempt.disposition is Disposition.OUTAGE:
        return Outcome.CARRIER_FAULT  # a restore gave it up: nobody knows what became of it
    return Outcome(attempt.disposition.value)


Rows = Mapping[Outcome, Retry]
