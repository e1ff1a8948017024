"""The demo week as anybody may watch it, and the same week with the product killed in it."""

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from fieldwork.book import Book
from fieldwork.issue import CALLS
from inspection.contact import Attempt, AttemptState
from mingcha.demo.plan import SEED, invented
from mingcha.demo.score import inspections_of
from mingcha.demo.show import play, report
from mingcha.demo.week import DemoWeek
from mingcha.foundation import Foundation
from mingcha.stepping import RemoteProduct
from simulator import World
from tests.contract.specs import ABSENT, published
from tests.contract.traffic import check_traffic

pytestmark = pytest.mark.timeout(600)

EVE, END = invented().eve, invented().end

Picks = list[tuple[str, str]]
"""(slot, unit)."""


@dataclass
class Watched:
    week: DemoWeek
    shown: str
    picks: Picks


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """The week, undisturbed, on SQLite."""
    page = io.StringIO()
    console = Console(file=page, width=200, highlight=False, soft_wrap=True)
    with World(start=EVE, seed=SEED) as world:
        world.traffic.recording = True
        week = DemoWeek(home=tmp_path_factory.mktemp("week"), world=world)
        play(console, week, full=False)
        report(console, week)
        yield Watched(week, page.getvalue(), picks_of(week))


def picks_of(week: DemoWeek) -> Picks:
    with Foundation.of(week.settings()) as foundation, foundation.ledger.read() as book:
        return sorted(
            (o.dossier.slot_label, o.dossier.team) for o in inspections_of(book, EVE, END)
        )


def test_the_week_shows_findings_with_evidence_and_a_summary(watched: Watched) -> None:
    assert watched.shown.count("  why: ") >= 3
    assert watched.shown.count("  evidence: ") >= 6
    assert "One summary as its inspector got it" in watched.shown
    assert "What to do next:" in watched.shown
    assert "Absent officials who were drawn while away: " in watched.shown
    assert 25 <= len(watched.picks) <= 40


def test_the_transcript_shows_a_check_and_a_call_word_for_word(watched: Watched) -> None:
    for words in (
        "Unannounced check, drawn by lot.",
        "→ In the village",
        "hears: Choose your language. For English, press 2.",
        "hears: Thank you, your answers were recorded. Goodbye.",
    ):
        assert words in watched.shown


def test_nothing_on_the_wire_departs_from_the_published_specifications(watched: Watched) -> None:
    specs = published()
    if specs is None:
        pytest.skip(ABSENT)
    assert check_traffic(watched.week.world, specs) == []


def test_no_name_or_number_is_in_the_log_or_the_database(watched: Watched) -> None:
    home = watched.week.home
    raw = b"".join(p.read_bytes() for p in home.glob("mingcha.db*"))
    raw += (home / "product.log").read_bytes()
    people = watched.week.county.roster
    for official in people.officials.values():
        assert official.number.encode() not in raw
        assert official.name.encode() not in raw
    for household in people.households.values():
        for number in household.numbers:
            assert number.encode() not in raw


@dataclass
class Restarting:
    """The product, which is started again whenever somebody killed it."""

    week: DemoWeek
    remote: RemoteProduct
    starts: int = 0

    def step(self, now: datetime) -> datetime | None:
        for _ in range(3):
            if not self.week.product.running:
                self.week.product.start()
                self.starts += 1
            try:
                return self.remote.step(now)
            except httpx.TransportError:
                if not self.week.product.ended():
                    raise
        raise AssertionError("the product dies again and again")


@pytest.fixture(params=["sqlite", "postgresql"])
def killed(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[DemoWeek, Restarting, list[str]]]:
    """The week, in which the product is killed (a) while a message, (b) while a call is on its way
    to the provider, which took both, and (c) after an update was acknowledged and before it was
    applied."""
    url = None
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    with ExitStack() as closing:
        world = closing.enter_context(World(start=EVE, seed=SEED))
        world.traffic.recording = True
        week = DemoWeek(home=tmp_path, world=world, database_url=url)
        week.prepare()
        product = Restarting(week, closing.enter_context(week.remote()))
        conductor = week.conductor(product)
        kills: list[str] = []

        def kill(where: str) -> None:
            kills.append(where)
            week.product.kill()

        world.on_request("telegram.sendMessage", 260, lambda: kill("message"))
        world.on_request("twilio.calls.create", 20, lambda: kill("call"))
        original = world.run_next

        def run_next() -> bool:
            ran = original()
            if ran and world.counts.webhooks["telegram.update"] == 200 and len(kills) == 2:
                kill("update")
            return ran

        world.run_next = run_next  # type: ignore[method-assign]
        try:
            conductor.run_until(END)
            yield week, product, kills
        finally:
            if week.product.running:
                assert week.product.stop() == 0


def test_kill_9_in_the_middle_of_the_week_loses_nothing_and_does_nothing_twice(
    killed: tuple[DemoWeek, Restarting, list[str]], watched: Watched
) -> None:
    week, product, kills = killed
    world = week.world
    assert sorted(kills) == ["call", "message", "update"]
    assert product.starts == 1 + len(kills)
    assert world.problems == []  # two live calls to one number would stand here
    with Foundation.of(week.settings()) as foundation, foundation.ledger.read() as book:
        _every_slot_was_drawn_once(book)
        _every_delivery_was_applied(book, week)
        _calls_and_attempts_match_one_to_one(book, week)
        _messages_were_sent_once(book, week)
        _every_answered_step_is_stored(book, week)
    assert picks_of(week) == watched.picks


def _every_slot_was_drawn_once(book: Book) -> None:
    counts = dict(book.slots.counts(CALLS))
    assert counts.keys() <= {"CLOSED", "REVEALED"}
    assert sum(counts.values()) == 100


def _every_delivery_was_applied(book: Book, week: DemoWeek) -> None:
    counts = book.inbox.counts()
    assert counts.get("waiting", 0) == counts.get("quarantined", 0) == 0
    taken = {
        (exchange.api, str(exchange.params.get("update_id")))
        for exchange in week.world.traffic.exchanges
        if exchange.api == "telegram.update" and exchange.status == 200
    }
    callbacks = {
        (exchange.url, exchange.params["CallStatus"], exchange.params["SequenceNumber"])
        for exchange in week.world.traffic.exchanges
        if exchange.api == "twilio.status" and exchange.status is not None
    }
    texts = {
        (exchange.params["MessageSid"], exchange.params.get("MessageStatus", ""))
        for exchange in week.world.traffic.exchanges
        if exchange.api in ("twilio.incoming_message", "twilio.message_status")
    }
    # Those that the providers cannot send again any more are forgotten once they are applied.
    assert 0 < counts["done"] <= len(taken) + len(callbacks) + len(texts)


def _calls_and_attempts_match_one_to_one(book: Book, week: DemoWeek) -> None:
    attempts = [a for a in _attempts(book) if a.channel == "voice" and a.provider_id]
    calls = week.world.twilio.exchange.calls
    placed = [sid for sid, call in calls.items() if not call.incoming]
    assert Counter(a.provider_id for a in attempts) == Counter(placed)
    assert all(attempt.state is AttemptState.FINAL for attempt in attempts)


def _messages_were_sent_once(book: Book, week: DemoWeek) -> None:
    """One message may have arrived twice: that whose request was cut off, and it is marked."""
    people = week.world.telegram.people().values()
    arrived = sum(message.from_bot for person in people for message in person.chat.messages)
    sent = [m for chat in _chats(book, week) for m in book.messages.sent_to(chat)]
    letters = [m for m in sent if not m.letter.acknowledges and m.state == "SENT"]
    marked = [m for m in letters if m.repeated]
    assert len(marked) == 1
    assert arrived == len(letters) + len(marked)


def _every_answered_step_is_stored(book: Book, week: DemoWeek) -> None:
    heard = 0
    for exchange in week.world.traffic.exchanges:
        if exchange.api != "twilio.twiml" or exchange.status != 200:
            continue
        if "/voice/in" in exchange.url:
            assert book.incoming.find(exchange.params["CallSid"]) is not None
            continue
        token, step = exchange.url.split("/voice/")[1].split("/")[:2]
        attempt = book.contacts.attempt_by_token(token)
        assert attempt is not None
        assert book.contacts.turn(attempt.id, int(step)) is not None
        heard += 1
    assert heard > 300


def _attempts(book: Book) -> list[Attempt]:
    inspections = book.inspections.between(EVE, END + timedelta(days=1))
    return [
        attempt
        for inspection in inspections
        for contact in book.contacts.of_inspection(inspection.id)
        for attempt in book.contacts.attempts(contact.id)
    ]


def _chats(book: Book, week: DemoWeek) -> list[int]:
    officials = week.county.roster.officials
    chats = [c.id for o in officials for c in book.chats.of_person("official", o)]
    inspectors = week.county.roster.inspectors
    return chats + [c.id for i in inspectors for c in book.chats.of_person("inspector", i)]
