from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from fieldwork.book import StoreBusy, StoreDown
from fieldwork.intake import CARRIER, MOST_TRIES, PAUSES, TELEGRAM, TEXT, Intake
from fieldwork.passed_over import PassedOver
from fieldwork.text_conversation import TextConversation
from inspection.chat import ChatEvent, Ignored
from mingcha.clock import SystemChance
from storage.store import Store
from telephony.incoming import read_over, read_sms
from telephony.numbering import PhoneNumbering
from telephony.recordings import read_recording
from telephony.status import read_status, stored_body
from telephony.texts import read_text_status
from tests.shelf import bodies
from tests.storage.samples import NOW

SECOND = timedelta(seconds=1)


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


def intake_with(
    store: Store, problem: Exception, keys: tuple[str, ...] = ("broken", "next")
) -> tuple[Intake, Reading]:
    """Each is in a chat of its own, unless its key begins with that of another one."""
    for key in keys:
        store.inbox.append(TELEGRAM, key, key.encode(), NOW, strand=key.partition(" ")[0])
    reading = Reading(problem=problem)
    intake = Intake(
        ledger=store.ledger,
        chance=SystemChance(),
        numbering=PhoneNumbering(),
        read_chat=reading.chat,
        read_call=read_status,
        read_text=read_text_status,
        read_sms=read_sms,
        read_over=read_over,
        read_recording=read_recording,
        texts=TextConversation(
            chance=SystemChance(), numbering=PhoneNumbering(("CN",), "CN"), lanes={}
        ),
    )
    return intake, reading


@pytest.mark.parametrize("problem", [StoreBusy(), StoreDown()])
def test_a_busy_store_is_no_fault_of_a_delivery(store: Store, problem: Exception) -> None:
    intake, _ = intake_with(store, problem)
    for _ in range(MOST_TRIES + 1):
        with pytest.raises(type(problem)):
            intake.work(NOW)
    with store.ledger.read() as book:
        assert [one.tries for one in book.inbox.listed(["waiting"], 9)] == [0, 0]


def test_a_poison_delivery_is_tried_after_pauses_and_only_its_own_chat_waits(store: Store) -> None:
    keys = ("broken", "broken and behind", "next")
    intake, reading = intake_with(store, LookupError(), keys)
    assert intake.work(NOW) == 2
    assert reading.read == [b"next"]
    assert intake.work(NOW) == 0, "not before its pause is over"
    now = NOW
    for pause in PAUSES:
        assert intake.next_due(now) == now + pause
        assert intake.work(now + pause - SECOND) == 0
        now += pause
        with store.ledger.read() as book:
            assert bodies(book) == [b"broken", b"broken and behind"]
        taken = intake.work(now)
    assert taken == 2, "the last try of the one, and the first of that behind it"
    assert reading.read == [b"next", b"broken and behind"]
    assert intake.next_due(now) is None
    with store.ledger.read() as book:
        assert book.inbox.counts() == {"waiting": 0, "done": 2, "quarantined": 1}


def test_what_does_not_open_any_more_is_set_aside_like_any_other(store: Store) -> None:
    intake, reading = intake_with(store, LookupError(), ("altered",))
    with store.engines.writing() as connection:
        # Sealed too, and for another place.
        connection.exec_driver_sql("UPDATE deliveries SET body = proof FROM seal_checks")
    store.inbox.append(TELEGRAM, "next", b"next", NOW)
    intake.work(NOW)
    assert reading.read == [b"next"]
    with store.ledger.read() as book:
        assert [one.error for one in book.inbox.listed(["waiting"], 9)] == ["SealBroken"]


def test_what_is_not_ours_is_done_and_counted(store: Store) -> None:
    intake, _ = intake_with(store, LookupError(), ("next",))
    tally = PassedOver()
    intake.tally = tally
    call = stored_body("0" * 32, b"CallSid=CA1&CallStatus=ringing")
    text = stored_body("0" * 32, b"MessageSid=SM1&MessageStatus=sent")
    store.inbox.append(CARRIER, "a call", call, NOW)
    store.inbox.append(TEXT, "a text", text, NOW)
    assert intake.work(NOW) == 3
    assert tally.counts() == {
        (TELEGRAM, "a story"): 1,
        (CARRIER, "no call of ours"): 1,
        (TEXT, "no message of ours"): 1,
    }
    with store.ledger.read() as book:
        assert book.inbox.counts() == {"waiting": 0, "done": 3, "quarantined": 0}
