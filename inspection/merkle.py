"""The Merkle tree of RFC 6962: one root for a frame, and a short proof for each of its rows."""

from collections.abc import Sequence
from hashlib import sha256

_LEAF, _NODE = sha256(b"\0"), sha256(b"\1")


def root(leaves: Sequence[bytes]) -> bytes:
    """The tree head (RFC 6962, 2.1); of no leaves at all it is the hash of nothing."""
    level = _hashed(leaves)
    while len(level) > 1:
        level = _next(level)
    return level[0] if level else sha256(b"").digest()


def proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The audit path of a leaf (RFC 6962, 2.1.1), from the leaf upward."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"leaf {index} is not in this tree: it has {len(leaves)} leaves")
    level, path = _hashed(leaves), []
    while len(level) > 1:
        if (sibling := index ^ 1) < len(level):
            path.append(level[sibling])
        level, index = _next(level), index // 2
    return tuple(path)


def holds(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that `leaf` is number `index` of the `size` leaves under `root`."""
    if not 0 <= index < size:
        return False
    node, last, path = sha256(b"\0" + leaf).digest(), size - 1, list(proof)
    while last:
        # The last node of an odd level has no sibling and moves up unchanged.
        if index ^ 1 <= last:
            if not path:
                return False
            sibling = path.pop(0)
            pair = sibling + node if index & 1 else node + sibling
            node = sha256(b"\1" + pair).digest()
        index, last = index // 2, last // 2
    return not path and node == root


def _hashed(leaves: Sequence[bytes]) -> list[bytes]:
    found = []
    for leaf in leaves:
        state = _LEAF.copy()
        state.update(leaf)
        found.append(state.digest())
    return found


def _next(level: list[bytes]) -> list[bytes]:
    nodes = iter(level)
    above = []
    for left, right in zip(nodes, nodes, strict=False):
        state = _NODE.copy()
        state.update(left + right)
        above.append(state.digest())
    if len(level) & 1:
        above.append(level[-1])
    return above
