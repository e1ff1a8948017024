"""A custodian elsewhere. What it answers is used only once it fits its anchor and its key, which
were published before and come from another source than the answer."""

from datetime import datetime

from fieldwork.ports import CustodianSilent
from inspection.chain import code_is_of
from inspection.commitment import Commitment, CustodianRefusal, Opening, OpeningFalse
from witness import wire
from witness.asking import Answer, NoAnswer, ask, client
from witness.roll import Entry
from witness.signature import signature_holds

SECONDS = 5.0
_REASON = 300


class CustodianDeclines(CustodianRefusal):
    """It will not talk to us: another token, or other words than ours."""


class RemoteCustodian:
    def __init__(self, entry: Entry, *, seconds: float = SECONDS) -> None:
        self._entry = entry
        self._seconds = seconds
        self._client = client(entry.url, seconds=seconds)

    def __repr__(self) -> str:
        return f"RemoteCustodian({self.name!r}, {self._entry.url!r})"

    @property
    def name(self) -> str:
        return self._entry.name

    @property
    def n(self) -> int:
        return self._entry.n

    @property
    def start(self) -> datetime:
        return self._entry.start

    @property
    def anchor(self) -> bytes:
        return self._entry.anchor

    @property
    def degraded(self) -> str:
        return ""

    def commit(self, commitment: Commitment) -> None:
        """Raises CustodianRefusal, CustodianSilent."""
        self._ask("/commit", wire.commitment_body(commitment))

    def open(self, draw: str, slot_label: str, k: int, now: datetime) -> Opening:
        """Its own clock decides, not `now`. Raises OpeningFalse for an answer that is not this
        custodian's, other CustodianRefusals, and CustodianSilent."""
        answer = self._ask("/open", wire.question_body(draw, slot_label, k))
        try:
            opening = wire.read_opening(answer)
        except wire.Malformed as fault:
            raise OpeningFalse(f"{self.name} answers in other words than agreed: {fault}") from None
        if opening.public_key != self._entry.public_key:
            raise OpeningFalse(f"{self.name} signs with another key than it published")
        if not signature_holds(opening.witness, opening.signature, self._entry.public_key):
            raise OpeningFalse(f"the signature of {self.name} does not hold")
        if not code_is_of(self.anchor, k, opening.code):
            raise OpeningFalse(f"the code of {self.name} is not number {k} of its anchor")
        return opening

    def close(self) -> None:
        self._client.close()

    def _ask(self, path: str, body: bytes) -> bytes:
        headers = {
            "authorization": f"Bearer {self._entry.token}",
            "content-type": "application/json",
        }
        try:
            answer = ask(
                self._client, "POST", path, seconds=self._seconds, body=body, headers=headers
            )
        except NoAnswer as silence:
            raise CustodianSilent(f"{self.name}: {silence}") from None
        if answer.status != 200:
            raise self._refusal(answer)
        return answer.body

    def _refusal(self, answer: Answer) -> Exception:
        """What is not in a custodian's own words comes from something in between: silence."""
        try:
            said = wire.read_object(answer.body)
        except wire.Malformed:
            said = {}
        word, reason = said.get("refused"), said.get("reason")
        if not isinstance(word, str) or not isinstance(reason, str) or answer.status >= 500:
            return CustodianSilent(f"{self.name} answers with status {answer.status}")
        told = "".join(filter(str.isprintable, reason))[:_REASON]
        return wire.REFUSAL_OF.get(word, CustodianDeclines)(f"{self.name}: {told}")
