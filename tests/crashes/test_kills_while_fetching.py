"""A photo and a recording are sent, and the product dies around the fetching of each."""

from collections.abc import Sequence

import pytest

from documents.xlsform import convert
from fieldwork.forms import add_form, use_form
from inspection.media import MediaFile
from mingcha.foundation import Foundation
from simulator.messenger import drawn
from tests.crashes import plan
from tests.crashes.conftest import Copies, Prepared
from tests.crashes.day import Day, Kill
from tests.crashes.life import ForkedLives
from tests.crashes.township import MORNING
from tests.scenarios.office_form import WITH_A_PHOTO

POINTS = ("FILE_CLAIMED", "FILE_FETCHED", "EFFECT_COMMITTED")

HANDED_IN = "well"
"""The question of the photo that somebody hands in at noon on every day here."""


@pytest.fixture(scope="module")
def copies(sqlite_copies: Copies) -> Copies:
    return sqlite_copies


def put_to_use(store: Foundation) -> None:
    made = convert(WITH_A_PHOTO)
    with store.ledger.write() as book:
        stored = add_form(book, made.form, made.xml, WITH_A_PHOTO.name, MORNING).stored
        use_form(book, "official", stored, made.form, MORNING)


def files(store: Foundation) -> Sequence[MediaFile]:
    with store.ledger.read() as book:
        sent = reversed(book.media.latest(9))
        return [file for file in sent if file.question != HANDED_IN]


def content(store: Foundation, number: int) -> bytes:
    with store.ledger.read() as book:
        return book.media.content(number)


def test_wherever_the_product_dies_each_file_is_kept_once_and_named_by_one_answer(
    prepared: Prepared,
) -> None:
    assert "FILE_CLAIMED" in plan.POINTS
    with prepared.morning() as (environment, store):
        put_to_use(store)
        chat_alone = {k: v for k, v in environment.items() if k != "MINGCHA_PUBLIC_URL"}
        log = prepared.home.with_name("log")
        lives = ForkedLives(nursery=prepared.nursery, environment=chat_alone, log=log)
        kills = [Kill(at=point) for point in POINTS]
        day = Day(world=prepared.world, begin=lives, kills=kills, closed=lambda: True)
        day.live()
        assert day.done == kills
        photo, story = files(store)
        assert [photo.state, story.state] == ["HERE", "HERE"]
        assert content(store, photo.id) == drawn.photo()
        assert content(store, story.id) == drawn.voice()
        with store.ledger.read() as book:
            said = [reply.value for reply in book.contacts.replies(photo.contact)]
        assert said.count(photo.name) == said.count(story.name) == 1
        # Three files; only what was fetched and not stored is asked for twice.
        assert prepared.world.counts.requests["telegram.getFile"] == 4
