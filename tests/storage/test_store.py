import pytest

from storage.engine import Engines
from storage.seal import SealBroken
from storage.store import Store
from tests.databases import KEY, OpenStore, entropy
from tests.shelf import bodies
from tests.storage.samples import NOW

OTHER_KEY = bytes(32)


def test_a_store_is_bound_to_the_key_that_opened_it_first(
    database: str, open_store: OpenStore
) -> None:
    store = open_store(database)
    store.inbox.append("telegram", "1", b"{}", NOW)
    with pytest.raises(SealBroken, match="the key does not belong to this store"):
        Store.open(database, key=OTHER_KEY, entropy=entropy)
    with open_store(database).ledger.read() as book:
        assert bodies(book) == [b"{}"]


def test_opening_with_a_wrong_key_changes_nothing(database: str) -> None:
    Store.open(database, key=OTHER_KEY, entropy=entropy).close()
    with pytest.raises(SealBroken):
        Store.open(database, key=KEY, entropy=entropy)
    Store.open(database, key=OTHER_KEY, entropy=entropy).close()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://root:pa55word@host/db", "kind 'mysql' is not supported"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("pa55word", "cannot be read"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_and_not_repeated(url: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as caught:
        Engines(url)
    assert "pa55word" not in str(caught.value)
    assert "expected sqlite:///FILE or postgresql://" in str(caught.value)
