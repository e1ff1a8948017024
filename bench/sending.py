"""Sending through the product, against the messenger library's bare loop on the same server.

Each round sends the same letters three times: by the library alone, through the product on SQLite,
and through it on PostgreSQL; with the same number of requests at the same time. The product's way
holds all that the bare loop does not: letters are sealed, claimed before they leave and recorded
afterwards. The pace that the messenger allows is off here.
"""

import asyncio
import sys
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from time import perf_counter, process_time

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.request import HTTPXRequest

from bench.databases import postgresql, sqlite, store_on
from bench.stand_in import stand_in
from bot.messenger import AT_ONCE, TelegramMessenger
from fieldwork.book import Message
from fieldwork.post import Post
from inspection.chat import Button, Letter
from inspection.lane.chat_pace import ChatPace
from inspection.lane.pace import Limit
from mingcha.clock import SystemClock
from storage.store import Store

LETTERS = 1000
ROUNDS = 5
WANTED = 0.8
TOKEN = "501:bench"  # noqa: S105
_NONE = Limit(most=1_000, seconds=0.001)
_BUTTONS = ("In the village", "On a trip", "On leave", "At rest", "Emergency")
LETTER = Letter(
    text="Unannounced check. " + "Where are you now? Please press one of the buttons below. " * 4,
    buttons=tuple(Button(text=text, data=f"c:0123456789abcdef:w:{text[:4]}") for text in _BUTTONS),
)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """All letters of a round; `rate`: a second. `work`: milliseconds of this process's processor
    time a letter, which other programs on the machine do not change."""

    rate: float
    work: float


def main() -> int:
    shares: dict[str, list[float]] = defaultdict(list)
    with ExitStack() as stack:
        base = stack.enter_context(stand_in())
        stores = {
            "SQLite": stack.enter_context(store_on(stack.enter_context(sqlite()))),
            "PostgreSQL": stack.enter_context(store_on(stack.enter_context(postgresql()))),
        }
        messenger = stack.enter_context(TelegramMessenger(token=TOKEN, base_url=base))
        for number in range(ROUNDS):
            bare = by_the_bare_loop(base)
            print(f"round {number + 1}: bare loop {bare.rate:5.0f}/s, {bare.work:.2f} ms", end="")
            for name, store in stores.items():
                sent = by_the_product(store, messenger, number)
                shares[name].append(sent.rate / bare.rate)
                print(f"; {name} {sent.rate:5.0f}/s, {sent.work:.2f} ms", end="", flush=True)
            print()
    print(f"\n{LETTERS} letters a round, {AT_ONCE} requests at a time; median of the rounds:")
    for name, each in shares.items():
        print(f"  {name:<10} {median(each):4.0%} of the bare loop (wanted: {WANTED:.0%})")
    return int(any(median(each) < WANTED for each in shares.values()))


def by_the_bare_loop(base: str) -> Sent:
    """The library's own `send_message`."""

    async def all_of_them() -> Sent:
        request = HTTPXRequest(connection_pool_size=AT_ONCE, httpx_kwargs={"trust_env": False})
        bot = Bot(TOKEN, base_url=base, request=request)
        numbers = iter(range(LETTERS))
        keyboard = InlineKeyboardMarkup(
            [[InlineKeyboardButton(one.text, callback_data=one.data)] for one in LETTER.buttons]
        )
        preview = LinkPreviewOptions(is_disabled=True)

        async def one_after_another() -> None:
            for number in numbers:
                await bot.send_message(
                    str(number), LETTER.text, reply_markup=keyboard, link_preview_options=preview
                )

        began, work = perf_counter(), process_time()
        await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
        sent = _sent(perf_counter() - began, process_time() - work)
        await request.shutdown()
        return sent

    return asyncio.run(all_of_them())


def by_the_product(store: Store, messenger: TelegramMessenger, number: int) -> Sent:
    clock, now = SystemClock(), datetime.now(UTC)
    with store.ledger.write() as book:
        for n in range(LETTERS):
            chat = book.chats.meet(str(n), now).id
            book.messages.post(_message(chat, f"{number}:{n}", now))
    pace = ChatPace(overall=_NONE, chat=_NONE)
    post = Post(
        ledger=store.ledger, messenger=messenger, clock=clock, at_once=4 * AT_ONCE, pace=pace
    )
    letters = 0
    began, work = perf_counter(), process_time()
    while taken := post.work(clock.now()):
        letters += taken
    sent = _sent(perf_counter() - began, process_time() - work)
    with store.ledger.read() as book:
        assert book.messages.next_due() is None, "all of them were sent"
    assert letters == LETTERS
    return sent


def _sent(took: float, work: float) -> Sent:
    return Sent(rate=LETTERS / took, work=work / LETTERS * 1000)


def _message(chat: int, key: str, now: datetime) -> Message:
    return Message(
        id=0,
        chat=chat,
        kind="notice",
        letter=LETTER,
        key=key,
        state="DUE",
        next_at=now,
        tries=0,
        repeated=False,
    )


if __name__ == "__main__":
    sys.exit(main())
