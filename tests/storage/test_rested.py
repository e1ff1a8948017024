from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from storage.rested import REST, ask_after_a_rest
from tests.databases import OpenStore

_END_OTHERS = sa.text(
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_WHO = sa.text("SELECT pg_backend_pid()")


@pytest.fixture
def address(postgresql_url: str) -> sa.URL:
    return sa.make_url(postgresql_url).set(drivername="postgresql+psycopg")


@pytest.fixture
def other(address: sa.URL) -> Iterator[sa.Engine]:
    made = sa.create_engine(address)
    yield made
    made.dispose()


@pytest.mark.parametrize("rest", [0.0, REST], ids=["rested", "in use a moment ago"])
def test_a_connection_that_the_server_ended_is_replaced_before_it_is_used(
    address: sa.URL, other: sa.Engine, rest: float
) -> None:
    engine = sa.create_engine(address, pool_size=1)
    ask_after_a_rest(engine, rest=rest)
    pids = []
    for ended in (False, True):
        if ended:
            with other.connect() as connection:
                connection.execute(_END_OTHERS)
        with engine.connect() as connection:
            pids.append(connection.execute(_WHO).scalar_one())
    engine.dispose()
    assert pids[0] != pids[1]


def test_a_connection_that_is_well_is_used_again(address: sa.URL) -> None:
    for rest in (0.0, REST):
        engine = sa.create_engine(address, pool_size=1)
        ask_after_a_rest(engine, rest=rest)
        pids = set()
        for _ in range(3):
            with engine.connect() as connection:
                pids.add(connection.execute(_WHO).scalar_one())
        engine.dispose()
        assert len(pids) == 1


def test_a_store_survives_a_server_that_threw_everybody_out(
    postgresql_url: str, open_store: OpenStore, other: sa.Engine
) -> None:
    store = open_store(postgresql_url)
    with store.ledger.read() as book:
        assert book.inbox.counts()["waiting"] == 0
    with other.connect() as connection:
        connection.execute(_END_OTHERS)
    with store.ledger.read() as book:
        assert book.inbox.counts()["waiting"] == 0
