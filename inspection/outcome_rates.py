"""Outcome rates of contacts, as AAPOR defines them (Standard Definitions, 10th edition, 2023).

I complete, P partial, R refused or broken off, NC not reached, O other, U of unknown eligibility
(AAPOR's UH + UO). Not eligible contacts are in no denominator.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from inspection.disposition import MEANINGS, Disposition

Group = Literal["I", "P", "R", "NC", "O", "U", "NE"]

_BY_CODE: Mapping[str, Group] = {
    "1.1": "I",
    "1.2": "P",
    "2.1": "R",
    "2.2": "NC",
    "2.3": "O",
    "3.1": "U",
    "3.9": "U",
    "4.3": "NE",
    "4.5": "NE",
    "4.7": "NE",
}
"""The first digits of a code -> its group."""
_NOT_REACHED: Mapping[Disposition, Group] = {Disposition.ATTEMPTS_EXHAUSTED: "NC"}
"""Nobody picked up in any attempt: 2.30 is among "other", which AAPOR counts as contacted; whoever
was never reached must not make the contact rate look better."""


def group_of(disposition: Disposition) -> Group:
    return _NOT_REACHED.get(disposition) or _BY_CODE[MEANINGS[disposition].aapor[:3]]


@dataclass(frozen=True, kw_only=True)
class OutcomeRates:
    """Counts of closed contacts by group, and what follows; a rate is None where its denominator
    is 0."""

    counts: Mapping[Group, int]

    @classmethod
    def of(cls, dispositions: Iterable[Disposition]) -> "OutcomeRates":
        return cls(counts=Counter(group_of(one) for one in dispositions))

    @property
    def contacts(self) -> int:
        return sum(self.counts.values())

    @property
    def answered(self) -> int:
        return self._of("I", "P")

    @property
    def e(self) -> float | None:
        """The share of those of unknown eligibility that is taken to be eligible: as among those
        that are known (CASRO)."""
        known = self._of("I", "P", "R", "NC", "O")
        return _share(known, known + self._of("NE"))

    @property
    def rr1(self) -> float | None:
        """I / ((I+P) + (R+NC+O) + U): the least that the response can be."""
        return _share(self._of("I"), self._eligible(1.0))

    @property
    def rr2(self) -> float | None:
        """As RR1, partial answers counted as answers."""
        return _share(self.answered, self._eligible(1.0))

    @property
    def rr3(self) -> float | None:
        """As RR1, with e U in place of U."""
        return None if self.e is None else _share(self._of("I"), self._eligible(self.e))

    @property
    def rr4(self) -> float | None:
        """As RR2, with e U in place of U."""
        return None if self.e is None else _share(self.answered, self._eligible(self.e))

    @property
    def coop1(self) -> float | None:
        """I / ((I+P) + R + O): of those who were reached."""
        return _share(self._of("I"), self._of("I", "P", "R", "O"))

    @property
    def con1(self) -> float | None:
        """((I+P) + R + O) / ((I+P) + (R+NC+O) + U)."""
        return _share(self._of("I", "P", "R", "O"), self._eligible(1.0))

    @property
    def ref1(self) -> float | None:
        """R / ((I+P) + (R+NC+O) + U)."""
        return _share(self._of("R"), self._eligible(1.0))

    def as_json(self) -> dict[str, float | int | None]:
        names = ("rr1", "rr2", "rr3", "rr4", "coop1", "con1", "ref1", "e")
        rates = {name: getattr(self, name) for name in names}
        return {"contacts": self.contacts, "answered": self.answered, **rates}

    def _eligible(self, e: float) -> float:
        return self._of("I", "P", "R", "NC", "O") + e * self._of("U")

    def _of(self, *groups: Group) -> int:
        return sum(self.counts.get(group, 0) for group in groups)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
