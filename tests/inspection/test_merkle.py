import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.digest import sha
from inspection.merkle import holds, proof, root

LEAVES = st.lists(st.binary(max_size=20), min_size=1, max_size=40)


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word: split at the largest power of two below the size."""
    if len(leaves) < 2:
        return sha(b"\0" + leaves[0]) if leaves else sha(b"")
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha(b"\1" + by_definition(leaves[:split]) + by_definition(leaves[split:]))


@given(leaves=LEAVES)
def test_the_root_is_that_of_the_definition(leaves: list[bytes]) -> None:
    assert root(leaves) == by_definition(leaves)


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root([]) == sha(b"")


@given(leaves=LEAVES, data=st.data())
def test_every_leaf_is_proved_and_no_other_in_its_place(
    leaves: list[bytes], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path, head, size = proof(leaves, index), root(leaves), len(leaves)

    def proved(leaf: bytes, at: int, way: tuple[bytes, ...] = path) -> bool:
        return holds(leaf=leaf, index=at, size=size, proof=way, root=head)

    assert proved(leaves[index], index)
    assert not proved(leaves[index] + b"!", index)
    assert not proved(leaves[index], index, (*path, head))
    assert not proved(leaves[index], size)
    if path:
        assert not proved(leaves[index], index, path[:-1])
        assert not proved(leaves[index], index, (sha(b"forged"), *path[1:]))


def test_a_proof_of_a_leaf_outside_the_tree_is_refused() -> None:
    with pytest.raises(IndexError, match="it has 2 leaves"):
        proof([b"a", b"b"], 2)
