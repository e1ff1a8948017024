"""Somebody speaks an answer into the telephone, and the product dies before it is taken, before it
is fetched, and after it was deleted at the carrier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from fieldwork.rules import Rules
from inspection.media import MediaFile
from inspection.policy import PolicyRow, values_of
from mingcha.foundation import Foundation
from simulator.carrier.call import Call
from simulator.carrier.callee import Answers, Decision, Press, Silence
from simulator.listening import Listening, pressing
from simulator.spoken import choices
from simulator.understanding import topic
from tests.crashes.conftest import Copies, Prepared
from tests.crashes.day import Day, Kill
from tests.crashes.ending import all_closed
from tests.crashes.life import ForkedLives
from tests.crashes.plan import RECORDING
from tests.crashes.township import MORNING, TEAMS, number_of

POINTS = ("RECORDING_HEARD", "RECORDING_DELETED")


@pytest.fixture(scope="module")
def copies(sqlite_copies: Copies) -> Copies:
    return sqlite_copies


def let_answers_be_recorded(store: Foundation) -> None:
    """Everybody was told."""
    with store.ledger.write() as book:
        row = PolicyRow(region="", key="call.recordings", value="yes", valid_from=date(2026, 1, 1))
        book.policy.set(row)
        rules = Rules.at(book, MORNING, "53")
        book.announcements.keep(rules.version, values_of(rules.policy))
        for team in TEAMS:
            book.announcements.add(
                f"O{team}", rules.version, how="sent", from_day=MORNING.date(), at=MORNING
            )


class _Speaking(Listening):
    """Agrees to everything, and says something whenever words are wanted."""

    def __init__(self) -> None:
        super().__init__(speaks=4.0)

    def answers(self, text: str) -> Decision:
        offered = choices(text)
        if not offered:
            return Silence()
        asked = topic(text) or ""
        return pressing(text, asked, "yes", after=2) or Press(digits=offered[0][1], after=2)


@dataclass(kw_only=True)
class _Telephone:
    def rings(self, _: Call) -> Answers:
        return Answers(listener=_Speaking(), after=6)


def files(store: Foundation) -> Sequence[MediaFile]:
    with store.ledger.read() as book:
        return [file for file in reversed(book.media.latest(9)) if file.attempt is not None]


def test_wherever_the_product_dies_one_recording_is_kept_and_none_is_left_at_the_carrier(
    prepared: Prepared,
) -> None:
    assert set(POINTS) == {point.name for point in RECORDING}
    with prepared.morning() as (environment, store):
        let_answers_be_recorded(store)
        log = prepared.home.with_name("log")
        lives = ForkedLives(nursery=prepared.nursery, environment=environment, log=log)
        kills = [Kill(at=point) for point in POINTS]
        day = Day(world=prepared.world, begin=lives, kills=kills, closed=lambda: all_closed(store))
        prepared.world.stage.after(
            0, lambda: prepared.world.settle_in(number_of("O2"), _Telephone())
        )
        day.live()
        assert [kill.at for kill in day.done] == list(POINTS)
        spoken = files(store)
        assert {file.state for file in spoken} == {"HERE"}
        recordings = prepared.world.twilio.exchange.recordings
        assert recordings.there == {}
        with store.ledger.read() as book:
            said = [r.value for r in book.contacts.replies(spoken[0].contact)]
        assert all(said.count(file.name) == 1 for file in spoken)
        # What was said when the product died was asked for once more, and deleted unheard.
        assert len(recordings.deleted) == len(spoken) + 1
