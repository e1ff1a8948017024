from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from fieldwork.book import Book, LaneRequest
from fieldwork.forgetting import AT_ONCE, KEPT, REQUESTS_KEPT, Forgetting
from fieldwork.intake import CARRIER, TELEGRAM
from fieldwork.ports import Ledger
from inspection.lane.budget import Span, period_of
from inspection.policy import PolicyRow
from storage.store import Store
from tests.shelf import taken
from tests.storage.samples import NOW, ROSTER
from tests.storage.test_media import PHOTO, here, wanted

SECOND = timedelta(seconds=1)
MINUTE = period_of(Span.MINUTE, NOW)


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


def test_requests_on_lanes_are_forgotten_after_two_months_and_what_was_spent_stays(
    store: Store,
) -> None:
    def made(token: str, at: datetime) -> LaneRequest:
        return LaneRequest(
            lane="north", channel="voice", token=token, minute=MINUTE, cost=100, made_at=at
        )

    with store.ledger.write() as book:
        book.lanes.spend(made("settled", NOW))
        assert book.lanes.settle_call("settled", 60, NOW) == "north"
        book.lanes.spend(made("never heard of", NOW))
        book.lanes.spend(made("later", NOW + SECOND))
    forgetting = Forgetting(ledger=store.ledger)
    assert forgetting.work(NOW + REQUESTS_KEPT) == 0
    late = NOW + REQUESTS_KEPT + timedelta(minutes=10)
    with store.ledger.write() as book:
        book.lanes.spend(made("recent", late))
    assert forgetting.work(late) == 3
    with store.ledger.read() as book:
        known = [book.lanes.lane_of(one) for one in ("settled", "never heard of", "recent")]
        assert known == [None, None, "north"]
        assert book.lanes.spent("north", NOW)[Span.MONTH].requests == 4


def test_files_are_erased_after_as_many_days_as_the_policy_says(store: Store) -> None:
    with store.ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        file = wanted(book)
        assert book.media.keep(here(file), PHOTO)
        forever = PolicyRow(
            region="", key="media.keep_days", value="0", valid_from=NOW.date() + timedelta(days=100)
        )
        book.policy.set(forever)
    forgetting = Forgetting(ledger=store.ledger)
    assert forgetting.work(NOW + timedelta(days=99)) == 0
    assert forgetting.work(NOW + timedelta(days=999)) == 0
    with store.ledger.write() as book:
        book.policy.set(replace(forever, value="200", valid_from=NOW.date() + timedelta(days=1000)))
    assert forgetting.work(NOW + timedelta(days=1001)) == 1
    assert forgetting.work(NOW + timedelta(days=1002)) == 0
    with store.ledger.read() as book:
        assert book.media.get(file.id).state == "ERASED"


@dataclass
class Watched:
    """A ledger that notes how many files each of its transactions erased."""

    inner: Ledger
    erased: list[int] = field(default_factory=list)

    def read(self) -> AbstractContextManager[Book]:
        return self.inner.read()

    def at_one_moment(self) -> AbstractContextManager[None]:
        return self.inner.at_one_moment()

    @contextmanager
    def write(self, patience: float | None = None) -> Iterator[Book]:
        with self.inner.write(patience) as book:
            before = _erased(book)
            yield book
            self.erased.append(_erased(book) - before)


def _erased(book: Book) -> int:
    return sum(file.state == "ERASED" for file in book.media.latest(99))


def test_files_are_erased_one_in_a_transaction_so_that_nobody_else_waits_long(
    store: Store,
) -> None:
    with store.ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        for number in (1, 2, 3):
            file = wanted(book, f"u{number}", f"roof-{number}.jpg")
            assert book.media.keep(here(file), PHOTO)
    ledger = Watched(store.ledger)
    assert Forgetting(ledger=ledger).work(NOW + timedelta(days=999)) == 3
    assert sorted(ledger.erased) == [0, 1, 1, 1]
