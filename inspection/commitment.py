"""What a custodian witnesses before a slot opens, and what it gives from the opening on."""

from collections.abc import Mapping
from dataclasses import dataclass


class CustodianRefusal(Exception):
    """A custodian will not do what was asked; the slot cannot be drawn with it."""


class CommitmentRefused(CustodianRefusal):
    """The slot's commitment came twice, too late, or for a slot outside the chain."""


class NeverCommitted(CustodianRefusal):
    """A code was asked for without a commitment."""


class NotYetOpen(CustodianRefusal):
    """A code was asked for before its slot opened."""


class OpeningFalse(CustodianRefusal):
    """What came as a custodian's answer is not what it must be, by its anchor, key or witness."""


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """Everything about a slot's draw that is settled before its key exists; digests are raw."""

    draw: str
    slot: str
    root: bytes
    policy_hash: bytes
    inside_commitment: bytes
    log_head: bytes

    def fields(self) -> dict[str, str]:
        """The commitment as it is signed and kept: digests in hex."""
        return {
            "draw": self.draw,
            "slot": self.slot,
            "root": self.root.hex(),
            "policy": self.policy_hash.hex(),
            "inside_commitment": self.inside_commitment.hex(),
            "log_head": self.log_head.hex(),
        }


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A custodian's code, with the Ed25519 signature over the canonical JSON of `witness`: the
    commitment that it saw, its own name, the code and the code's number."""

    code: bytes
    witness: Mapping[str, str | int]
    signature: bytes
    public_key: bytes

    def witnesses(self, commitment: Commitment, *, name: str, k: int) -> bool:
        """Whether custodian `name` says of exactly this commitment that its code is number k."""
        expected = {**commitment.fields(), "custodian": name, "k": k, "code": self.code.hex()}
        return dict(self.witness) == expected
