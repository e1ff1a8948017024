"""drand's own signatures, where the extra `drand` is installed."""

import re
from collections.abc import Callable

from inspection.beacon import QUICKNET_SCHEME, BeaconChain
from inspection.proof import anchors
from inspection.proof.verdict import BeaconHolds

try:
    import drand_verify
except ImportError:  # it has no wheels for every Python
    drand_verify = None

SignatureCheck = Callable[[int, bytes], bool]
_KEY = re.compile(r"[0-9a-f]{192}")


def signature_check(chain: BeaconChain) -> SignatureCheck | None:
    """Whether a signature (48 bytes) is the chain's own of that round; None if nobody here can
    tell: the extra is not installed, or the chain signs in another way than quicknet."""
    verifier = drand_verify
    if verifier is None or chain.scheme != QUICKNET_SCHEME or not _KEY.fullmatch(chain.public_key):
        return None

    def holds(round: int, signature: bytes) -> bool:
        try:
            verifier.verify_quicknet(round, signature.hex(), chain.public_key)
        except ValueError:
            return False
        except BaseException as panic:
            # A key that is no point ends in Rust's panic, which is no Exception.
            if type(panic).__name__ != "PanicException":
                raise
            return False
        return True

    return holds


def beacon_judge() -> BeaconHolds | None:
    """Judges the signatures of any chain that signs as quicknet does; None if the extra is not
    installed."""
    if drand_verify is None:
        return None

    def holds(round: int, signature: bytes, published: anchors.BeaconChain) -> bool | None:
        check = signature_check(
            BeaconChain(
                hash=published.chain_hash.hex(),
                public_key=published.public_key.hex(),
                period=published.period,
                genesis=published.genesis,
                scheme=published.scheme,
            )
        )
        return None if check is None else check(round, signature)

    return holds
