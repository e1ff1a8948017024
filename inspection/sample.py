"""What estimates are made of: picks with their chances, and how each of their contacts ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from inspection.contact import ContactKind
from inspection.disposition import MEANINGS, Disposition
from inspection.question_set import WHEREABOUTS


@dataclass(frozen=True, kw_only=True, slots=True)
class SampledContact:
    kind: ContactKind
    person: str
    disposition: Disposition
    planned_at: datetime
    in_programme: bool
    """Of a household, when it was called."""
    late: bool
    answers: Mapping[str, str]
    """Question -> the first answer; only questions with given choices."""
    answered_at: datetime | None
    """When the last of them was given."""

    @property
    def answered(self) -> bool:
        """An official said where they are, or a household answered as far as what matters."""
        if self.kind == "official":
            return WHEREABOUTS in self.answers
        return MEANINGS[self.disposition].answered and bool(self.answers)


@dataclass(frozen=True, kw_only=True, slots=True)
class SampledPick:
    """A pick whose contacts are all closed."""

    id: int
    village: str
    pi_ppb: int
    """The unit's chance in its slot, in parts per billion; more than 0."""
    picked_for: datetime
    officials: int
    """Candidates of the unit in the frame: m_i and M_i."""
    households: int
    contacts: tuple[SampledContact, ...]
    """In the order in which they were opened."""

    def of_kind(self, kind: ContactKind) -> tuple[SampledContact, ...]:
        return tuple(contact for contact in self.contacts if contact.kind == kind)

    def candidates(self, kind: ContactKind) -> int:
        return self.officials if kind == "official" else self.households
