from datetime import timedelta

from fieldwork.forgetting import AT_ONCE, KEPT, Forgetting
from fieldwork.intake import CARRIER, TELEGRAM
from storage.store import Store
from tests.shelf import taken
from tests.storage.samples import NOW

SECOND = timedelta(seconds=1)


def applied(store: Store, source: str, *keys: str) -> None:
    for key in keys:
        store.inbox.append(source, key, b"{}", NOW)
    with store.ledger.write() as book:
        for _ in keys:
            book.inbox.done(taken(book, NOW).id, NOW)


def test_what_was_applied_is_forgotten_when_no_repeat_of_it_can_come(store: Store) -> None:
    applied(store, TELEGRAM, "1")
    applied(store, CARRIER, "1")
    for at, left in ((KEPT[CARRIER], 2), (KEPT[CARRIER] + SECOND, 1), (KEPT[TELEGRAM] + SECOND, 0)):
        Forgetting(ledger=store.ledger).work(NOW + at)
        with store.ledger.read() as book:
            assert book.inbox.counts()["done"] == left
    assert store.inbox.append(TELEGRAM, "1", b"{}", NOW), "an old id may mean a new update"


def test_it_looks_every_ten_minutes_and_goes_on_while_there_is_more(store: Store) -> None:
    forgetting = Forgetting(ledger=store.ledger)
    late = NOW + KEPT[TELEGRAM] + SECOND
    assert forgetting.work(late) == 0
    applied(store, TELEGRAM, *map(str, range(AT_ONCE + 1)))
    assert forgetting.work(late + timedelta(minutes=9)) == 0
    assert forgetting.work(late + timedelta(minutes=10)) == AT_ONCE
    assert forgetting.work(late + timedelta(minutes=10)) == 1
    assert forgetting.work(late + timedelta(minutes=10)) == 0
