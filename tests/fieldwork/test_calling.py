"""Calls that wait in the queue: claimed by one worker each, looked at again before they leave."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from fieldwork.book import Book, StoredPause
from fieldwork.calling import CLAIM_LASTS, MUST_LEAVE, Calling
from fieldwork.deciding import Decision
from fieldwork.ports import Ledger, NotPlaced, Outcome, Placed, Uncertain
from fieldwork.queueing import Queueing
from fieldwork.rules import Rules
from inspection.contact import Attempt, AttemptState, Unbegun
from inspection.disposition import Disposition
from inspection.incident import IncidentKind
from inspection.lane.order import Priority
from inspection.lane.price import UNIT, Price, Prices
from inspection.policy import PolicyRow
from inspection.pursuit import Close
from mingcha.clock import SteppedClock, SystemChance
from storage.store import Store
from tests.databases import OpenStore
from tests.exchanges import exchange_over
from tests.fieldwork.queued import (
    NOON,
    ForgetfulCarrier,
    asking_on,
    calling_on,
    queue,
    queue_elsewhere,
)
from tests.storage.test_workers import WORKERS, at_once

SECOND = timedelta(seconds=1)
DUE = 200
"""Calls; a thousand are placed by four processes, in tests/crashes."""


def stores_of_workers(database: str, open_store: OpenStore) -> list[Store]:
    """SQLite has one process, in which all share one store; on PostgreSQL each has its own."""
    if database.startswith("sqlite"):
        return [open_store(database)] * WORKERS
    return [open_store(database) for _ in range(WORKERS)]


def states(store: Store) -> Counter[str]:
    with store.ledger.read() as book:
        contacts = book.contacts.of_inspection(1)
        attempts = [one for c in contacts for one in book.contacts.attempts(c.id)]
    return Counter(str(attempt.state) for attempt in attempts)


def test_four_workers_make_one_request_for_each_call_that_is_due(
    database: str, open_store: OpenStore, caplog: pytest.LogCaptureFixture
) -> None:
    """Of which three of four end ambiguously or not at all: none is made twice, and what the
    carrier took is found."""
    caplog.set_level("ERROR")
    stores = stores_of_workers(database, open_store)
    queue(stores[0], DUE)
    carrier, clock = ForgetfulCarrier(now=NOON), SteppedClock(NOON)

    def work(worker: int) -> None:
        calling = calling_on(stores[worker].ledger, carrier, clock, f"worker {worker}")
        while calling.work(NOON):
            pass

    at_once(work)
    work(0)  # what one of them gave back when the others had ended
    assert len(carrier.requests) == len(set(carrier.requests)) == DUE
    assert states(stores[0])["DUE"] == states(stores[0])["CLAIMED"] == 0
    asking = asking_on(stores[0].ledger, carrier, clock)
    for _ in range(3):
        clock.move_to(clock.now() + timedelta(minutes=3))
        while asking.work(clock.now()):
            pass
    lost = DUE - len(carrier.placed)
    assert states(stores[0]) == {"RINGING": DUE - lost, "FINAL": lost}
    assert len(carrier.placed) == len(set(carrier.placed))
    assert len(carrier.requests) == DUE
    with stores[0].ledger.read() as book:
        assert book.contacts.attempts(1)[0].fence >= 1


def test_no_more_calls_are_under_way_than_the_lane_takes(
    database: str, open_store: OpenStore
) -> None:
    stores = stores_of_workers(database, open_store)
    queue(stores[0], 40, lines=7)
    carrier, clock = ForgetfulCarrier(now=NOON, calm=True), SteppedClock(NOON)

    def work(worker: int) -> None:
        calling = calling_on(stores[worker].ledger, carrier, clock, f"worker {worker}")
        for _ in range(3):
            calling.work(NOON)

    at_once(work)
    assert len(carrier.requests) == 7
    assert states(stores[0]) == {"SENT": 7, "DUE": 33}


def test_who_waits_longest_is_called_first_and_a_retry_before_a_first_try(store: Store) -> None:
    queue(store, 3, lines=1)
    with store.ledger.write() as book:
        second, third = book.contacts.attempt(2), book.contacts.attempt(3)
        book.contacts.save_attempt(replace(second, made_at=NOON - SECOND))
        book.contacts.save_attempt(replace(third, priority=Priority.RETRY))
    carrier, clock = ForgetfulCarrier(now=NOON, calm=True), SteppedClock(NOON)
    calling = calling_on(store.ledger, carrier, clock, "one")
    for attempt in (3, 2, 1):
        assert calling.work(NOON) == 1
        with store.ledger.write() as book:
            over = replace(book.contacts.attempt(attempt), state=AttemptState.FINAL)
            book.contacts.save_attempt(over)
    assert carrier.requests == ["token-of-H3", "token-of-H2", "token-of-H1"]


# -- a worker that was stopped -----------------------------------------------------------------


@dataclass(kw_only=True)
class Interrupted:
    """A ledger: something happens right after the transaction with this number."""

    ledger: Ledger
    after: int
    meanwhile: Callable[[], None]
    written: int = 0

    @contextmanager
    def write(self, patience: float | None = None) -> Iterator[Book]:
        with self.ledger.write(patience) as book:
            yield book
        self.written += 1
        if self.written == self.after:
            self.meanwhile()

    @contextmanager
    def read(self) -> Iterator[Book]:
        with self.ledger.read() as book:
            yield book

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        with self.ledger.at_one_moment():
            yield


@dataclass(kw_only=True)
class SlowCarrier(ForgetfulCarrier):
    """Something happens while a request is under way; the carrier's list knows of no call yet."""

    meanwhile: Callable[[], None]
    outcome: Outcome

    def call(self, number: str, token: str) -> Outcome:
        self.requests.append(token)
        self.meanwhile()
        return self.outcome


INTENT = 2
"""The transaction in which a call's intent is committed; the first one claims it."""


@pytest.mark.parametrize("stopped", [True, False])
def test_a_worker_that_was_stopped_after_its_intent_sends_nothing(
    store: Store, stopped: bool
) -> None:
    """The twin, which was not stopped, sends."""
    queue(store, 1)
    carrier, clock = ForgetfulCarrier(now=NOON, calm=True), SteppedClock(NOON)
    takes = MUST_LEAVE + SECOND if stopped else MUST_LEAVE
    ledger = Interrupted(
        ledger=store.ledger, after=INTENT, meanwhile=lambda: clock.move_to(NOON + takes)
    )
    calling_on(ledger, carrier, clock, "stopped").work(NOON)
    assert len(carrier.requests) == (0 if stopped else 1)
    assert states(store) == ({"DUE": 1} if stopped else {"SENT": 1})
    calling_on(store.ledger, carrier, clock, "next").work(clock.now())
    assert len(carrier.requests) == 1


def test_what_a_successor_recorded_stays_when_a_stopped_worker_goes_on(store: Store) -> None:
    """Stopped between intent and request, past the moment when others ask the carrier."""
    queue(store, 1)
    carrier, clock = ForgetfulCarrier(now=NOON, calm=True), SteppedClock(NOON)

    def overtaken() -> None:
        for _ in range(2):
            clock.move_to(clock.now() + timedelta(minutes=3))
            assert asking_on(store.ledger, carrier, clock).work(clock.now()) == 1

    ledger = Interrupted(ledger=store.ledger, after=INTENT, meanwhile=overtaken)
    calling_on(ledger, carrier, clock, "stopped").work(NOON)
    assert carrier.requests == []
    with store.ledger.read() as book:
        attempt = book.contacts.attempt(1)
    assert (attempt.state, attempt.disposition) == ("FINAL", Disposition.CARRIER_FAULT)


@pytest.mark.parametrize(
    "outcome",
    [
        Placed(provider_id="CA1"),
        Uncertain(code="500"),
        NotPlaced(code="21211", disposition=Disposition.OUT_OF_SERVICE),
    ],
)
def test_an_answer_that_comes_after_the_call_was_given_up_changes_nothing(
    store: Store, outcome: Outcome
) -> None:
    queue(store, 1)
    clock = SteppedClock(NOON)
    known: list[Attempt] = []

    def overtaken() -> None:
        for _ in range(2):
            clock.move_to(clock.now() + timedelta(minutes=3))
            assert asking_on(store.ledger, carrier, clock).work(clock.now()) == 1
        with store.ledger.read() as book:
            known.append(book.contacts.attempt(1))

    carrier = SlowCarrier(now=NOON, meanwhile=overtaken, outcome=outcome)
    calling_on(store.ledger, carrier, clock, "slow").work(NOON)
    with store.ledger.read() as book:
        attempt = book.contacts.attempt(1)
        address = book.roster.voice_addresses("household", "H1")[0]
    assert address.usable
    assert replace(attempt, provider_id="", sequence=-1) == known[0]
    assert len(carrier.requests) == 1


def test_what_a_worker_claimed_and_never_began_is_free_when_its_lease_ends(store: Store) -> None:
    queue(store, 2)
    with store.ledger.write() as book:
        waiting = [one.id for one in book.contacts.waiting("voice", NOON, 9)]
        held = book.contacts.claim(waiting, "dead", NOON + CLAIM_LASTS)
    assert [attempt.state for attempt in held] == [AttemptState.CLAIMED] * 2
    carrier, clock = ForgetfulCarrier(now=NOON, calm=True), SteppedClock(NOON)
    calling = calling_on(store.ledger, carrier, clock, "alive")
    assert calling.work(NOON) == 0
    assert calling.next_due(NOON) == NOON + CLAIM_LASTS
    clock.move_to(NOON + CLAIM_LASTS)
    assert calling.work(clock.now()) == 2
    assert len(carrier.requests) == 2


def test_a_call_that_was_withdrawn_while_its_worker_was_stopped_is_nobodys_fault(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """Its claim ended, the region was paused, and whoever looked at the contact withdrew it."""
    queue(store, 2)
    carrier, clock = ForgetfulCarrier(now=NOON, calm=True), SteppedClock(NOON)

    def withdrawn() -> None:
        clock.move_to(NOON + CLAIM_LASTS)
        with store.ledger.write() as book:
            book.contacts.released(clock.now())
            assert book.contacts.withdraw(book.contacts.attempt(1))

    ledger = Interrupted(ledger=store.ledger, after=1, meanwhile=withdrawn)
    assert calling_on(ledger, carrier, clock, "stopped").work(NOON) == 2
    assert carrier.requests == []
    assert caplog.records == []
    assert calling_on(store.ledger, carrier, clock, "next").work(clock.now()) == 1
    assert states(store) == {"SENT": 1}


def test_a_try_that_a_worker_has_claimed_meanwhile_is_not_replaced(store: Store) -> None:
    """Somebody looked at the contact when its try still waited."""
    queue(store, 1)
    clock = SteppedClock(NOON)
    exchange = exchange_over(store.ledger, clock, ForgetfulCarrier(now=NOON))
    with store.ledger.write() as book:
        queued = book.contacts.attempt(1)
        book.contacts.claim([1], "one", NOON + CLAIM_LASTS)
        contact = book.contacts.get(1)
        over = Close(disposition=Disposition.NOT_ATTEMPTED, reason="the days for it are over")
        decision = Decision(step=over, rules=Rules.at(book, NOON))
        queueing = Queueing(book=book, exchange=exchange, chance=SystemChance(), now=NOON)
        assert not queueing.instead(contact, queued, decision)
        assert queueing.instead(contact, book.contacts.attempt(1), decision)
        assert book.contacts.get(1).closed


# -- looked at again right before it leaves ----------------------------------------------------


def leaves(store: Store, at: datetime) -> tuple[int, datetime | None]:
    """How many calls leave at that moment, and when somebody looks at the first contact again."""
    carrier = ForgetfulCarrier(now=at, calm=True)
    calling_on(store.ledger, carrier, SteppedClock(at), "one").work(at)
    with store.ledger.read() as book:
        return len(carrier.requests), book.contacts.get(1).next_at


@pytest.mark.parametrize("minutes", [59, 60])
def test_a_call_that_waited_past_the_closing_hour_waits_for_the_next_opening(
    store: Store, minutes: int
) -> None:
    """Villagers are called from 12:00 to 13:30 and from 18:00 on."""
    queue(store, 1)
    left, next_at = leaves(store, NOON + timedelta(minutes=minutes))
    assert left == (1 if minutes == 59 else 0)
    if not left:
        assert next_at == NOON + timedelta(hours=5, minutes=30)
        assert states(store) == {}
        with store.ledger.read() as book:
            assert book.contacts.get(1).why is Unbegun.CAPACITY


@pytest.mark.parametrize("paused", [True, False])
def test_a_pause_that_was_declared_while_a_call_waited_holds_it(store: Store, paused: bool) -> None:
    queue(store, 1)
    if paused:
        with store.ledger.write() as book:
            began = NOON - SECOND
            pause = StoredPause(id=0, region="530128", reason="flood", began_at=began, until=None)
            book.pauses.begin(pause)
    left, _ = leaves(store, NOON)
    assert left == (0 if paused else 1)


def test_a_contact_that_was_closed_while_its_call_waited_is_not_called(store: Store) -> None:
    queue(store, 2)
    with store.ledger.write() as book:
        book.contacts.save(book.contacts.get(1).close(Disposition.REFUSED, NOON))
    assert leaves(store, NOON)[0] == 1
    assert states(store) == {"SENT": 1}


def test_nothing_leaves_while_an_answer_waits_to_be_applied(store: Store) -> None:
    queue(store, 1)
    store.inbox.append("telegram", "1", b"{}", NOON - SECOND)
    assert leaves(store, NOON)[0] == 0
    assert states(store) == {"DUE": 1}
    assert leaves(store, NOON + timedelta(minutes=2))[0] == 1


def test_a_row_that_breaks_is_left_alone_and_the_others_are_called(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    queue(store, 2)

    class Breaking(ForgetfulCarrier):
        def call(self, number: str, token: str) -> Outcome:
            if token == "token-of-H1":
                raise LookupError("secret words")
            return super().call(number, token)

    carrier, clock = Breaking(now=NOON, calm=True), SteppedClock(NOON)
    assert calling_on(store.ledger, carrier, clock, "one").work(NOON) == 2
    assert states(store) == {"SENDING": 1, "SENT": 1}
    assert [record.getMessage() for record in caplog.records] == [
        "call 1 could not be placed: LookupError"
    ]


def test_a_township_with_many_calls_does_not_starve_one_with_few(store: Store) -> None:
    queue(store, 10, further=2)
    queue_elsewhere(store, [11, 12], at=NOON + timedelta(minutes=5))
    carrier, clock = ForgetfulCarrier(now=NOON, calm=True), SteppedClock(NOON)
    calling = calling_on(store.ledger, carrier, clock, "one", calls_a_second=1)
    for second in range(4):
        clock.move_to(NOON + timedelta(minutes=6, seconds=second))
        while calling.work(clock.now()):
            pass
        assert len(carrier.placed) == second + 1
    elsewhere = {f"+86199{n:08d}" for n in (11, 12)}
    assert [number in elsewhere for number in carrier.placed] == [False, True, False, True]


@pytest.mark.parametrize("unpriced", [True, False])
def test_a_number_without_a_price_holds_nobody_but_itself(store: Store, unpriced: bool) -> None:
    """Money is limited. The first call in the queue goes to a number that no price is known of; of
    the twin's numbers all have one."""
    queue(store, 3)
    with store.ledger.write() as book:
        limit = PolicyRow(
            region="", key="lane.money_a_day", value="1000", valid_from=date(2026, 1, 1)
        )
        book.policy.set(limit)
    carrier, clock = ForgetfulCarrier(now=NOON, calm=True), SteppedClock(NOON)
    known = ("+8619900000002", "+8619900000003") if unpriced else ("+86",)
    prices = Prices(currency="CNY", by_prefix={prefix: Price(call=1_000) for prefix in known})
    exchange = exchange_over(store.ledger, clock, carrier, calls_a_second=1, prices=prices)
    calling = Calling(
        ledger=store.ledger, exchange=exchange, chance=SystemChance(), clock=clock, holder="one"
    )
    for second in range(4):
        clock.move_to(NOON + timedelta(seconds=second))
        while calling.work(clock.now()):
            pass
    assert len(carrier.placed) == (2 if unpriced else 3)
    assert states(store) == ({"SENT": 2, "DUE": 1} if unpriced else {"SENT": 3})


@pytest.mark.parametrize("dear", [True, False])
def test_a_dear_number_near_the_end_of_a_budget_holds_nobody_but_itself(
    store: Store, dear: bool
) -> None:
    """What is left of the day's money is enough for two calls at the common price. The first call
    in the queue costs more; of the twin's none does, and the third waits with its lane."""
    queue(store, 3)
    with store.ledger.write() as book:
        limit = PolicyRow(region="", key="lane.money_a_day", value="2", valid_from=date(2026, 1, 1))
        book.policy.set(limit)
    carrier, clock = ForgetfulCarrier(now=NOON, calm=True), SteppedClock(NOON)
    by_prefix = {"+86": Price(call=UNIT), "+8619900000001": Price(call=3 * UNIT if dear else UNIT)}
    prices = Prices(currency="CNY", by_prefix=by_prefix)
    exchange = exchange_over(store.ledger, clock, carrier, calls_a_second=1, prices=prices)
    calling = Calling(
        ledger=store.ledger, exchange=exchange, chance=SystemChance(), clock=clock, holder="one"
    )
    for second in range(4):
        clock.move_to(NOON + timedelta(seconds=second))
        while calling.work(clock.now()):
            pass
    assert len(carrier.placed) == 2
    assert ("+8619900000001" in carrier.placed) is not dear
    with store.ledger.read() as book:
        told = book.incidents.latest(IncidentKind.BUDGET_USED)
    assert (told is None) is dear, "to the one call that does not fit nobody says that all is spent"
