"""drand's own signatures, where the extra `drand` is installed."""

import re
from collections.abc import Callable

from inspection.beacon import QUICKNET_SCHEME, BeaconChain

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
