"""Whether `mingcha run` does its work, as itself and the store say."""

import json
from datetime import timedelta
from pathlib import Path

from mingcha.clock import SteppedClock, SystemClock
from mingcha.doctor import running
from mingcha.health.pulse import beat_of
from mingcha.role import Role
from tests.mingcha.doctor.answering import Said, answering
from tests.mingcha.doctor.patients import patient, said, started

NOBODY = {"port": "9", "host": "127.0.0.1"}


def told(home: Path, health: object, status: int = 200) -> list[tuple[str, str]]:
    body = health if isinstance(health, str) else json.dumps(health)

    def answer(path: str) -> Said:
        return Said(status=status, body=body) if path == "/health/ready" else Said(status=404)

    with answering(answer) as port:
        lines = said(running.CHECK, patient(home, {"port": str(port), "host": "0.0.0.0"}))  # noqa: S104
        return [(level, found.replace(str(port), "PORT")) for level, found in lines]


def test_what_is_red_is_told_with_the_same_words(home: Path) -> None:
    stands = "station dispatch: no pass was completed for 60 seconds"
    holds = "lane carrier, voice: too many errors"
    red = {"ready": False, "reasons": [stands], "warnings": [holds], "inbox": {}}
    assert told(home, red, 503) == [("fail", stands), ("warn", holds)]
    green = {"ready": True, "reasons": [], "warnings": [], "inbox": {}}
    assert told(home, green) == [("ok", "ready, at 0.0.0.0 port PORT")]


def test_another_program_at_the_port_is_told(home: Path) -> None:
    for page in ("<html>", "{}", "[]", '{"reasons": 1, "warnings": 2}'):
        assert told(home, page) == [("warn", "another program answers at 0.0.0.0 port PORT")]


def test_before_the_first_start_nothing_runs_and_nothing_is_wrong(home: Path) -> None:
    assert said(running.CHECK, patient(home, NOBODY)) == [
        ("skipped", "nothing runs at 127.0.0.1 port 9")
    ]


def test_who_works_elsewhere_is_known_from_the_store_and_who_stopped_too(home: Path) -> None:
    with started(home, NOBODY) as (foundation, installation):
        now = SystemClock().now()
        with foundation.ledger.write() as book:
            book.outages.beat(beat_of(Role.WORKER), now)
        assert said(running.CHECK, installation)[1:] == [
            ("ok", "processes elsewhere complete their cycles")
        ]
    later = SteppedClock(now + timedelta(minutes=5))
    with started(home, NOBODY, clock=later) as (_, installation):
        ((level, found),) = said(running.CHECK, installation)[1:]
        assert level == "fail"
        assert found.startswith("no worker has completed a cycle since ")
