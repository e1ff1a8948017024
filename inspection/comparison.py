"""What the households' answers say about the official's answer, and whether that is a signal."""

from dataclasses import dataclass
from functools import cached_property

from inspection.dossier import Answer, ContactFile, Dossier
from inspection.question_set import IN_VILLAGE, SEEN, WHEREABOUTS

CONTRADICTING_HOUSEHOLDS = 2
"""So many independent households must have seen nobody; one alone may have looked elsewhere."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    dossier: Dossier

    @cached_property
    def claim(self) -> Answer | None:
        """The official's answer, if it was "in the village": nothing else is compared."""
        answer = self.dossier.official.answer(WHEREABOUTS)
        return answer if answer is not None and answer.value == IN_VILLAGE else None

    @cached_property
    def saw_nobody(self) -> tuple[ContactFile, ...]:
        return self._who_said("no")

    @cached_property
    def saw_team(self) -> tuple[ContactFile, ...]:
        return self._who_said("yes")

    @cached_property
    def contradicting(self) -> tuple[ContactFile, ...]:
        """Who saw nobody and said so after the claim: a household that spoke at noon knows nothing
        of an official who came at two."""
        claim = self.claim
        return tuple(
            file
            for file in self.saw_nobody
            if claim is not None and (said := file.answer(SEEN)) and said.at >= claim.at
        )

    @property
    def possible(self) -> bool:
        return self.claim is not None and bool(self.saw_nobody or self.saw_team)

    @property
    def contradicts(self) -> bool:
        return (
            not self.of_another_day
            and not self.by_telephone
            and not self.saw_team
            and len(self.contradicting) >= CONTRADICTING_HOUSEHOLDS
        )

    @property
    def by_telephone(self) -> bool:
        """Whoever holds the telephone may press the key or write the text: that is nobody's proven
        word."""
        return self.claim is not None and self.claim.channel in ("voice", "sms")

    @property
    def of_another_day(self) -> bool:
        """ "Here now", said days later, is about another day than the households were asked
        about."""
        if self.claim is None:
            return False
        said_on = self.claim.at.astimezone(self.dossier.zone).date()
        return said_on not in self.dossier.asked_days

    def _who_said(self, value: str) -> tuple[ContactFile, ...]:
        return tuple(f for f in self.dossier.household_files if f.said(SEEN) == value)
