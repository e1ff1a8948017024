"""In place of a carrier where there is none, or no longer: nothing is taken, nothing is told."""

from collections.abc import Sequence
from datetime import datetime

from fieldwork.ports import CallState, CarrierSilent, NotPlaced, Outcome

_GONE = "the lane on which the call was made is not set up any more"


class NoTelephone:
    """No call is planned without a carrier. One that was planned while there was a carrier waits
    for its return until its days are over, and uses up no try."""

    @property
    def takes_synthetic(self) -> bool:
        """Nothing rings here; and a refusal would strike the number out for good."""
        return True

    def call(self, number: str, token: str) -> Outcome:
        return NotPlaced(code="no carrier", operator=True)

    def find(self, number: str, token: str, since: datetime) -> Sequence[CallState]:
        """That nobody is there to be asked does not mean that there was no call."""
        raise CarrierSilent(_GONE)

    def look(self, provider_id: str, token: str) -> CallState | None:
        raise CarrierSilent(_GONE)

    def hang_up(self, provider_id: str) -> None: ...
