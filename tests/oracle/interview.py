"""What a walk needs of whoever conducts an interview: Collect's engine, or ours."""

from typing import Protocol

from tests.oracle.sight import Leaves, Outcome, Sight


class Interview(Protocol):
    @property
    def at_end(self) -> bool:
        """Whether the last question lies behind."""

    def sight(self) -> Sight:
        """The question asked now; not at the end."""

    def answer(self, text: str) -> Outcome:
        """`text` as it would stand in a submission, '' for none; moves on if it is accepted."""

    def keep(self) -> Outcome:
        """Goes on with what stands there; past what is only shown, with nothing."""

    def back(self) -> None:
        """To the question before that can be answered; stays where it is if there is none."""

    def check(self) -> Outcome:
        """At the end: whether everything is in order; if not, back at the first that isn't."""

    def finish(self) -> None:
        """After a check that was ok."""

    def leaves(self) -> Leaves:
        """The submission as it stands."""
