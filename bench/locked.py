"""Whoever is on the telephone while the database is locked for ten seconds: how long until they
hear something. Fifty chats write at the same time, and twelve callers are on the line."""

import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

import sqlalchemy as sa
from twilio.request_validator import RequestValidator

from bench import databases
from bench.door import PUBLIC, SECRET, opened
from bench.intake import posts
from bench.knocking import Knocked, knock, request

LOCKED_SECONDS = 10.0
CALLERS = 12
CHATS = 50
BOUND_SECONDS = 3.0
_CALL = "CallSid=CA00000000000000000000000000000001"


def steps(count: int) -> list[bytes]:
    """Each of another attempt: nobody knows them, but that too only the database can say."""
    asked = []
    for n in range(count):
        path = f"/voice/{n:032x}/0"
        fields = dict([_CALL.split("=")])
        signed = RequestValidator(SECRET).compute_signature(PUBLIC + path, fields)
        kind = ("Content-Type", "application/x-www-form-urlencoded")
        asked.append(request(path, _CALL.encode(), (("X-Twilio-Signature", signed), kind)))
    return asked


@contextmanager
def locked(url: str, seconds: float) -> Iterator[threading.Event]:
    """By another process or program, for so long; the event is set when that is over."""
    over = threading.Event()
    connection = sqlite3.connect(
        sa.make_url(url).database or "", isolation_level=None, check_same_thread=False
    )
    connection.execute("BEGIN IMMEDIATE")

    def release() -> None:
        sleep(seconds)
        connection.execute("ROLLBACK")
        over.set()

    holder = threading.Thread(target=release)
    holder.start()
    yield over
    holder.join()
    connection.close()


def main(seconds: float = LOCKED_SECONDS) -> int:
    answers: list[Knocked] = []
    with databases.sqlite() as url, opened(url) as door:
        knock(door.port, steps(8), 1)
        with locked(url, seconds) as over:
            chats = threading.Thread(target=knock, args=(door.port, posts(0, 3 * CHATS), CHATS))
            chats.start()
            while not over.is_set():
                answers.append(knock(door.port, steps(CALLERS), CALLERS))
        chats.join()
        freed = knock(door.port, steps(200), 1)
    each = sorted(one for answer in answers for one in answer.each)
    p99 = each[min(int(0.99 * len(each)), len(each) - 1)]
    print(
        f"locked for {seconds:.0f} s, {CHATS} chats writing: {len(each)} callers answered,"
        f" p50 {each[len(each) // 2]:.2f} s, p99 {p99:.2f} s, slowest {each[-1]:.2f} s"
        f" (bound {BOUND_SECONDS:.0f} s); free again: p99 {freed.within(0.99):.0f} ms"
    )
    refused = sum(answer.refused for answer in answers)
    return 0 if p99 < BOUND_SECONDS and not refused else 1


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
