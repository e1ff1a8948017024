from dataclasses import dataclass, field

import pytest

from fieldwork.book import StoreBusy, StoreDown
from fieldwork.intake import MOST_TRIES, TELEGRAM, Intake
from inspection.chat import ChatEvent, Ignored
from mingcha.clock import SystemChance
from storage.store import Store
from telephony.numbering import PhoneNumbering
from telephony.status import read_status
from telephony.texts import read_text_status
from tests.storage.samples import NOW


@dataclass(kw_only=True)
class Reading:
    """Breaks on one delivery."""

    problem: Exception
    read: list[bytes] = field(default_factory=list)

    def chat(self, body: bytes) -> ChatEvent:
        if body == b"broken":
            raise self.problem
        self.read.append(body)
        return Ignored(reason="a story")


def intake_with(store: Store, problem: Exception) -> tuple[Intake, Reading]:
    for key in ("broken", "next"):
        store.inbox.append(TELEGRAM, key, key.encode(), NOW)
    reading = Reading(problem=problem)
    intake = Intake(
        ledger=store.ledger,
        chance=SystemChance(),
        numbering=PhoneNumbering(("CN",), "CN"),
        read_chat=reading.chat,
        read_call=read_status,
        read_text=read_text_status,
    )
    return intake, reading


@pytest.mark.parametrize("problem", [StoreBusy(), StoreDown()])
def test_a_busy_store_is_no_fault_of_a_delivery(store: Store, problem: Exception) -> None:
    intake, _ = intake_with(store, problem)
    for _ in range(MOST_TRIES + 1):
        with pytest.raises(type(problem)):
            intake.work(NOW)
    with store.ledger.read() as book:
        assert [delivery.tries for delivery in book.inbox.waiting(9)] == [0, 0]


def test_a_poison_delivery_is_counted_and_the_next_is_applied(store: Store) -> None:
    intake, reading = intake_with(store, LookupError())
    intake.work(NOW)
    assert reading.read == [b"next"]
    with store.ledger.read() as book:
        assert [delivery.tries for delivery in book.inbox.waiting(9)] == [1]
    for _ in range(MOST_TRIES):
        intake.work(NOW)
    with store.ledger.read() as book:
        assert book.inbox.counts() == {"waiting": 0, "done": 1, "quarantined": 1}
