"""What a beat costs while a million of everything waits, station by station.

First nothing is due until tomorrow: each station is asked for work, and finds none. Then it is
tomorrow, and all of the million are due: what does it cost to find those that come first? Against
a bare `SELECT 1` on the same database in the same run.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import sqlalchemy as sa

from bench.databases import postgresql, sqlite
from bench.waiting import LATER, NOW, fill
from documents.calendar import calendar_of
from fieldwork.book import Book
from inspection.policy import PolicyRow
from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from mingcha.product import Product

ROWS = 1_000_000
BEATS = 15
WANTED = 20.0
"""Milliseconds of a beat, at most."""
LIMIT = 30
_DATABASES = {"SQLite": sqlite, "PostgreSQL": postgresql}
_LOOKS: dict[str, Callable[[Book], object]] = {
    "messages": lambda book: book.messages.due(LATER, LIMIT),
    "contacts": lambda book: book.contacts.due(LATER, LIMIT),
    "texts": lambda book: book.texts.due(LATER, LIMIT),
    "deliveries": lambda book: book.inbox.due(LATER),
}


def main(rows: int = ROWS) -> int:
    missed = False
    for name, database in _DATABASES.items():
        with ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench")))
            url = stack.enter_context(database())
            product = stack.enter_context(closing(_product(home, url)))
            began = perf_counter()
            fill(product.foundation.store, rows)
            print(f"### {name}: {rows:,} of each made in {perf_counter() - began:.0f} s")
            missed |= _measured(product)
    return int(missed)


def _measured(product: Product) -> bool:
    floor = _milliseconds(_select_one(product))
    print(f"a bare SELECT 1 {floor:.2f} ms")
    beat = 0.0
    for station in product.engine.stations:
        assert station.work(NOW) == 0, f"{station.name} has nothing to do"
        cost = _milliseconds(partial(station.work, NOW))
        beat += cost
        print(f"  {station.name:<12} {cost:7.2f} ms", flush=True)
    plan = _milliseconds(lambda: product.engine.next_due(NOW))
    print(f"  a beat of all {beat:6.2f} ms, {beat / floor:.0f} times the SELECT 1", end="")
    print(f" (wanted: under {WANTED:.0f} ms); what comes next {plan:.2f} ms")
    missed = beat > WANTED
    for queue, look in _LOOKS.items():
        cost = _milliseconds(partial(_looked, product, look))
        missed |= cost > WANTED
        print(f"  all are due: the first {LIMIT} {queue} {cost:6.2f} ms", flush=True)
    return missed


def _looked(product: Product, look: Callable[[Book], object]) -> object:
    with product.foundation.ledger.read() as book:
        return look(book)


def _select_one(product: Product) -> Callable[[], object]:
    reader = product.foundation.store.engines.reader

    def select() -> object:
        with reader.connect() as connection:
            return connection.execute(sa.text("SELECT 1")).scalar()

    return select


def _milliseconds(call: Callable[[], object]) -> float:
    took = []
    for _ in range(BEATS):
        began = perf_counter()
        call()
        took.append((perf_counter() - began) * 1000)
    return median(took)


def _product(home: Path, url: str) -> Product:
    """Nobody is asked anything: no address leads anywhere."""
    settings = read_settings(
        {
            "MINGCHA_HOME": str(home),
            "MINGCHA_DATABASE_URL": url,
            "MINGCHA_PUBLIC_URL": "https://mingcha.example.org",
            "MINGCHA_CLOCK": "stepped",
            "MINGCHA_CLOCK_START": NOW.isoformat(),
            "MINGCHA_INSECURE_SEED": "bench",
            "MINGCHA_TELEGRAM_API": "http://127.0.0.1:9",
            "MINGCHA_TELEGRAM_TOKEN": "501:bench",
            "MINGCHA_TWILIO_API": "http://127.0.0.1:9",
            "MINGCHA_TWILIO_ACCOUNT_SID": "AC" + 32 * "0",
            "MINGCHA_TWILIO_AUTH_TOKEN": 32 * "0",
            "MINGCHA_CALLER_NUMBER": "+8619900009999",
        }
    )
    foundation = Foundation.of(settings)
    with foundation.ledger.write() as book:
        book.policy.set_calendar(calendar_of(range(2025, 2028)))
        never = PolicyRow(
            region="", key="draw.hours", value="23:00-23:30", valid_from=date(2026, 1, 1)
        )
        book.policy.set(never)
    return Product.of(foundation)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
