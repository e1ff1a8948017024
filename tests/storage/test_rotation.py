"""Another key: everything is sealed anew, and found again as before."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.engine import Engines
from storage.rotation import rotate
from storage.seal import Seal, SealBroken
from storage.store import Store
from storage.tables import addresses, metadata
from tests.databases import KEY, OpenStore, entropy
from tests.storage.samples import NOW, ROSTER, contact_of, message_to, open_inspection
from tests.storage.test_media import PHOTO, here, photo_of

NEW, NEWER = bytes(range(1, 33)), bytes(range(2, 34))


def filled(store: Store) -> None:
    with store.ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        chat = book.chats.meet("4711", NOW).id
        for n in range(1200):
            book.messages.post(message_to(chat, key=str(n)))
        contact = book.contacts.open(contact_of(open_inspection(book))).id
        for n in (1, 2, 3):
            file = book.media.want(photo_of(contact, f"u{n}", f"roof-{n}.jpg"))
            assert book.media.keep(here(file, PHOTO + bytes([n])), PHOTO + bytes([n]))
        book.chats.invite("official", "O1", "CODE", NOW + timedelta(days=1), NOW)
    store.inbox.append("telegram", "1", b"a body", NOW)


def reads_everything(store: Store) -> None:
    """What is sealed opens, and what is looked for by its hash is found."""
    with store.ledger.write() as book:
        (address,) = book.roster.voice_addresses("household", "H1")[:1]
        assert book.roster.number(address.id).startswith("+86")
        assert book.roster.same_number(address.id)[0] == address.id
        chat = book.chats.meet("4711", NOW)
        assert chat.id == 1, "found by its hash, not met anew"
        assert book.chats.address(chat.id) == "4711"
        assert book.messages.get(1200).letter.text
        assert book.contacts.get(1).dialogue
        assert [book.media.content(n) for n in (1, 2, 3)] == [PHOTO + bytes([n]) for n in (1, 2, 3)]
        same = book.media.want(photo_of(1, "u2", "roof-4.jpg"))
        assert same.before == 2, "found by its hash"
        book.media.erase(same.id, NOW)
        assert book.audit.broken_at() is None


def test_with_the_new_key_everything_is_there_and_with_the_old_one_nothing(
    database: str, open_store: OpenStore
) -> None:
    filled(open_store(database))
    engines = Engines(database)
    assert rotate(engines, old=KEY, new=NEW, entropy=entropy) > 1200
    with pytest.raises(SealBroken, match="does not belong to this store"):
        Store.open(database, key=KEY, entropy=entropy)
    again = Store.open(database, key=NEW, entropy=entropy)
    reads_everything(again)
    again.close()
    assert sealed_with(engines, KEY) == 0

    rotate(engines, old=NEW, new=NEWER, entropy=entropy)
    third = Store.open(database, key=NEWER, entropy=entropy)
    reads_everything(third)
    third.close()
    engines.dispose()


def test_a_damaged_value_stops_it_and_nothing_is_changed(
    database: str, open_store: OpenStore
) -> None:
    store = open_store(database)
    filled(store)
    with store.engines.writing() as connection:
        whole = connection.execute(sa.select(addresses.c.number).limit(1)).scalar_one()
        connection.execute(addresses.update().values(number=bytes(whole)[:-1] + b"?"))
    with pytest.raises(SealBroken, match=r"addresses\.number does not open"):
        rotate(store.engines, old=KEY, new=NEW, entropy=entropy)
    assert sealed_with(store.engines, NEW) == 0
    Store.open(database, key=KEY, entropy=entropy).close()


def test_another_key_rotates_nothing(database: str, open_store: OpenStore) -> None:
    store = open_store(database)
    filled(store)
    with pytest.raises(SealBroken, match="does not belong to this store"):
        rotate(store.engines, old=NEW, new=NEWER, entropy=entropy)


def sealed_with(engines: Engines, key: bytes) -> int:
    """How many values in all tables carry the key's seal."""
    seal, found = Seal.from_key(key, entropy=entropy), 0
    with engines.reading() as connection:
        for table in metadata.sorted_tables:
            for column in table.c:
                if isinstance(column.type, sa.LargeBinary):
                    values = connection.execute(sa.select(column)).scalars()
                    found += sum(v is not None and seal.has_sealed(bytes(v)) for v in values)
    return found
