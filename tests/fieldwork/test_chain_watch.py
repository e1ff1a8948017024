"""A chain that ends soon is told in time, and not more often than people can bear."""

import logging
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from fieldwork.chain_watch import ChainWatch
from witness.local import LocalCustodian

START = datetime(2026, 1, 1, tzinfo=UTC)
END = START + timedelta(days=366)


@pytest.fixture
def watch(tmp_path: Path) -> ChainWatch:
    secret = sha256(b"a secret of a test").digest()
    path = tmp_path / "ministry.json"
    return ChainWatch(
        custodians=[LocalCustodian.create(path, secret=secret, start=START, name="ministry")]
    )


def test_a_chain_that_ends_within_thirty_days_is_warned_of_once_a_day(
    watch: ChainWatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    watch.look(END - timedelta(days=30, minutes=1))
    assert not caplog.messages
    for hours in (0, 1, 24):
        watch.look(END - timedelta(days=30) + timedelta(hours=hours))
    assert [line.partition(";")[0] for line in caplog.messages] == [
        "custodian ministry has codes until 2027-01-02T00:00+00:00 only (30 days)",
        "custodian ministry has codes until 2027-01-02T00:00+00:00 only (29 days)",
    ]


def test_a_chain_that_has_ended_has_no_days_left(
    watch: ChainWatch, caplog: pytest.LogCaptureFixture
) -> None:
    watch.look(END + timedelta(days=3))
    assert "(0 days)" in caplog.text
