from storage.compiled import COMPILED
from tests.databases import OpenStore
from tests.storage.samples import NOW


def test_a_second_store_of_the_same_kind_compiles_nothing_again(
    database: str, open_store: OpenStore
) -> None:
    stores = [open_store(database) for _ in range(2)]
    compiled = []
    for store in stores:
        with store.ledger.write() as book:
            book.chats.meet("1", NOW)
        with store.ledger.read() as book:
            assert book.chats.get(1).id == 1
        compiled.append(set(COMPILED))
    assert compiled[0] == compiled[1]


def test_databases_of_two_kinds_share_no_statement(
    sqlite_url: str, postgresql_url: str, open_store: OpenStore
) -> None:
    for url in (sqlite_url, postgresql_url):
        with open_store(url).ledger.read() as book:
            assert book.inbox.counts()["waiting"] == 0
    kinds = {key[0].name for key in COMPILED}
    assert kinds == {"sqlite", "postgresql"}
