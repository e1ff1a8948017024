"""Commitments as a test makes them: digests of nothing in particular."""

from hashlib import sha256

from inspection.commitment import Commitment

SLOT = "2026-03-02T09:00:00+08:00/PT30M"
ROOT, POLICY, INSIDE, HEAD = (sha256(name).digest() for name in (b"r", b"p", b"b", b"h"))


def commitment(
    *, draw: str = "calls", slot: str = SLOT, root: bytes = ROOT, policy_hash: bytes = POLICY
) -> Commitment:
    return Commitment(
        draw=draw,
        slot=slot,
        root=root,
        policy_hash=policy_hash,
        inside_commitment=INSIDE,
        log_head=HEAD,
    )
