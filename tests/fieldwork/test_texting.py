"""Texts whose worker is stopped in the middle: none is sent twice, and none emptied is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from fieldwork.book import Text
from fieldwork.exchange import Exchange, Trunk
from fieldwork.lane_gate import LaneGate
from fieldwork.ports import Ledger, NotPlaced, Outcome, Placed, TextReport, Uncertain
from fieldwork.reaching import Reaching
from fieldwork.texting import LOOK_AGAIN, MUST_LEAVE, NOT_LISTED, SENDING_TAKES, Texting
from inspection.lane.lane import TELEPHONE, Lane
from inspection.lane.pace import Limit
from mingcha.clock import SteppedClock
from storage.store import Store
from telephony.numbering import PhoneNumbering
from tests.fieldwork.lines import nothing
from tests.fieldwork.test_calling import Interrupted
from tests.scenarios.town import CALENDAR
from tests.storage.samples import NOW, OFFICIAL_NUMBER, ROSTER

NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday, nine o'clock in Shanghai."""
TOKEN = "token of the text"
INTENT = 1
"""The transaction in which a text's intent is committed."""
LATER = [
    Uncertain(code="500"),
    NotPlaced(code="20429", retry_after=1.0, lane="too fast"),
    NotPlaced(code="21614"),
]


@dataclass(kw_only=True)
class Texter:
    """Takes every text; what happens `meanwhile`, and which texts it has, a test says."""

    outcomes: list[Outcome] = field(default_factory=list)
    meanwhile: Callable[[], object] = nothing
    known: list[TextReport] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    """The words of each request."""
    takes_synthetic: bool = True

    def text(self, number: str, body: str, token: str) -> Outcome:
        assert number == OFFICIAL_NUMBER
        self.sent.append(body)
        happens, self.meanwhile = self.meanwhile, nothing
        happens()
        return self.outcomes.pop(0) if self.outcomes else Placed(provider_id=f"SM{len(self.sent)}")

    def find_texts(
        self, number: str, body: str, token: str, since: datetime
    ) -> Sequence[TextReport]:
        return self.known

    def look_text(self, provider_id: str, token: str) -> TextReport | None:
        return None


def texting_on(ledger: Ledger, texter: Texter, clock: SteppedClock) -> Texting:
    lane = Lane(name=TELEPHONE, limits={"text": Limit(most=1000, seconds=1)}, synthetic=True)
    gate = LaneGate(ledger=ledger, clock=clock, lanes=[lane], holder="one", lasts=None)
    exchange = Exchange(
        gate=gate,
        reaching=Reaching(lanes=(lane,), numbering=PhoneNumbering()),
        trunks={TELEPHONE: cast(Trunk, texter)},
    )
    return Texting(ledger=ledger, exchange=exchange, clock=clock)


@pytest.fixture
def clock(store: Store) -> SteppedClock:
    """One text waits to leave."""
    with store.ledger.write() as book:
        book.policy.set_calendar(CALENDAR)
        book.roster.store(ROSTER, NOW)
        book.chats.invite("official", "O1", "code", NINE + timedelta(days=9), NOW)
        invite = book.chats.open_invite("official", "O1")
        assert invite is not None
        (address,) = book.roster.voice_addresses("official", "O1")
        book.texts.add(
            Text(
                id=0,
                invite=invite.id,
                kind="official",
                person="O1",
                address=address.id,
                body="the link",
                segments=1,
                token=TOKEN,
                state="DUE",
                made_at=NINE,
                next_at=NINE,
            )
        )
    return SteppedClock(NINE)


def text(store: Store) -> Text:
    with store.ledger.read() as book:
        return book.texts.get(1)


def looked_for(store: Store, clock: SteppedClock, carrier: Texter) -> None:
    """Another worker finds twice that the carrier lacks it, and sends it once more."""
    other = texting_on(store.ledger, carrier, clock)
    for pause in (SENDING_TAKES, LOOK_AGAIN):
        clock.move_to(clock.now() + pause)
        while other.work(clock.now()):
            pass


@pytest.mark.parametrize("stopped", [True, False])
def test_a_worker_that_was_stopped_after_its_intent_sends_no_text(
    store: Store, clock: SteppedClock, stopped: bool
) -> None:
    """The twin, which was not stopped for so long, sends."""
    takes = MUST_LEAVE + timedelta(seconds=1) if stopped else MUST_LEAVE
    texter = Texter()
    ledger = Interrupted(
        ledger=store.ledger, after=INTENT, meanwhile=lambda: clock.move_to(NINE + takes)
    )
    texting_on(ledger, texter, clock).work(NINE)
    assert texter.sent == ([] if stopped else ["the link"])
    assert text(store).state == ("DUE" if stopped else "TAKEN")
    texting_on(store.ledger, texter, clock).work(clock.now())
    assert texter.sent == ["the link"]


def test_a_text_that_another_worker_sent_meanwhile_is_not_sent_again(
    store: Store, clock: SteppedClock
) -> None:
    texter = Texter()
    ledger = Interrupted(
        ledger=store.ledger,
        after=INTENT,
        meanwhile=lambda: looked_for(store, clock, texter),
    )
    stopped = texting_on(ledger, texter, clock)
    stopped.work(NINE)
    while stopped.work(clock.now()):
        pass
    assert texter.sent == ["the link"]
    assert (text(store).state, text(store).provider_id) == ("TAKEN", "SM1")


@pytest.mark.parametrize("late", LATER)
def test_a_refusal_that_comes_after_the_text_was_sent_again_changes_nothing(
    store: Store, clock: SteppedClock, late: Outcome
) -> None:
    """The first request hangs until another worker has made the second, which is taken."""
    texter = Texter(meanwhile=lambda: looked_for(store, clock, texter))
    texter.outcomes = [Placed(provider_id="SM2"), late]
    slow = texting_on(store.ledger, texter, clock)
    slow.work(NINE)
    while slow.work(clock.now()):
        pass
    assert texter.sent == ["the link"] * 2
    known = text(store)
    assert (known.state, known.provider_id, known.repeated) == ("TAKEN", "SM2", True)


def test_an_answer_about_a_text_that_was_taken_meanwhile_does_not_fail_it(
    store: Store, clock: SteppedClock
) -> None:
    """Asked about before its number was known, when the carrier's list lagged."""
    texter = Texter(outcomes=[Uncertain(code="500")])
    worker = texting_on(store.ledger, texter, clock)
    worker.work(NINE)

    def taken() -> None:
        with store.ledger.write() as book:
            book.texts.save(replace(book.texts.get(1), state="TAKEN", provider_id="SM1"))

    clock.move_to(NINE + LOOK_AGAIN)
    ledger = Interrupted(ledger=store.ledger, after=1, meanwhile=taken)
    texting_on(ledger, texter, clock).work(clock.now())
    assert text(store).state == "TAKEN"
    assert text(store).why != NOT_LISTED
