"""A process whose database was brought to another version notices it, and says so once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from mingcha.clock import SteppedClock
from mingcha.schema_watch import ASKED_EVERY, SchemaWatch
from storage.migrate import head_revision
from storage.store import Store
from tests.storage.samples import NOW

SOON = timedelta(seconds=ASKED_EVERY)


def becomes(store: Store, revision: str) -> None:
    with store.engines.writing() as connection:
        connection.execute(
            sa.text("UPDATE alembic_version SET version_num = :to"), {"to": revision}
        )


def test_another_schema_is_noticed_and_told_once(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    clock = SteppedClock(NOW)
    watch = SchemaWatch(store=store, clock=clock)
    assert not watch.moved()
    becomes(store, "9999_next")
    assert not watch.moved(), "it is not asked at each beat"
    for _ in range(3):
        clock.move_to(clock.now() + SOON)
        assert watch.moved()
    (told,) = caplog.messages
    assert told.startswith("the database has schema 9999_next, this program needs")
    assert told.endswith("; this process does nothing more but keep what comes in")
    becomes(store, head_revision())
    clock.move_to(clock.now() + SOON)
    assert not watch.moved()
    assert len(caplog.messages) == 2
