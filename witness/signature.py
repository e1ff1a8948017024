"""A custodian's signature under what it witnessed."""

from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspection.digest import canonical


def signed(witness: Mapping[str, str | int], key: Ed25519PrivateKey) -> bytes:
    """Ed25519 over the canonical JSON: 64 bytes."""
    return key.sign(canonical(dict(witness)))


def signature_holds(witness: Mapping[str, str | int], signature: bytes, public_key: bytes) -> bool:
    """Whether the raw 32-byte public key signed exactly this witness."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(signature, canonical(dict(witness)))
    except (InvalidSignature, ValueError):
        return False
    return True
