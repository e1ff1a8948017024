"""Whether anything can come in: whoever takes in what people write leaves signs of life, and the
first that is back finds how long nobody did.

While nobody listens nobody is asked and nobody given up: the answer may lie before a closed door.
Where one bot alone is not listened to, this holds for whoever was asked there.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from fieldwork.alerts import alert
from fieldwork.book import Book
from fieldwork.heartbeat import SHORTEST
from fieldwork.ports import Ledger
from inspection.incident import IncidentKind
from inspection.pause import Standstill, merged

_log = logging.getLogger(__name__)
EAR = "intake"
"""One name for all who listen: as long as one of them does, what people write comes in."""
BEATS_EVERY = timedelta(seconds=20)
SHORT = timedelta(minutes=1)
"""A silence that is longer is noted. Shorter ones are within `inspection.lateness.ON_ITS_WAY`."""
DEAF = timedelta(minutes=3)
"""After so long the others wait: longer than a restart takes."""
LOOK_AGAIN = timedelta(minutes=1)
GONE = timedelta(days=1)
"""So long the messenger keeps what was written to a bot. Nobody waits longer for one that nobody
listens to: it may have been given up for good."""


def heard(ledger: Ledger, now: datetime, bots: Collection[str] = ()) -> None:
    """By whoever could have taken something in right now, that was written to one of `bots` for
    instance. Notes the silence before it, if there was one. Raises StoreBusy, StoreDown."""
    ears = {EAR: "", **{_ear_of(bot): bot for bot in bots}}
    with ledger.read() as book:
        if all(_is_fresh(book.outages.sign(ear), now) for ear in ears):
            return
    with ledger.write() as book:
        ended = _ended(book, ears, now)
        for bot, silence in ended.items():
            _note(book, silence, bot, now)
        for ear in ears:
            book.outages.beat(ear, now)
    for bot, silence in ended.items():
        if bot:
            _log.warning("nothing came in for bot %s for %.0f minutes", bot, _minutes(silence))
        else:
            _log.warning("nothing came in for %.0f minutes", _minutes(silence))


def silence(book: Book, now: datetime) -> Standstill | None:
    """One that has not ended yet, or that nobody has noted yet."""
    return _silence(book.outages.sign(EAR), now, SHORT)


def silences(book: Book, bots: Collection[str], now: datetime) -> tuple[Standstill, ...]:
    """The same of these bots."""
    found = (_silence_of_bot(book.outages.sign(_ear_of(bot)), now) for bot in bots)
    return tuple(one for one in found if one is not None)


def deaf_until(book: Book, now: datetime, bots: Collection[str] = ()) -> datetime | None:
    """When to look again whether somebody listens, and listens to all of `bots`; None if they do,
    or nobody ever did."""
    if _silence(book.outages.sign(EAR), now, DEAF):
        return now + LOOK_AGAIN
    return now + LOOK_AGAIN if any(is_deaf(book, bot, now, within=GONE) for bot in bots) else None


def is_deaf(book: Book, bot: str, now: datetime, *, within: timedelta | None = None) -> bool:
    """Whether nobody listens to this bot, and has done so no longer than `within` ago."""
    last = book.outages.sign(_ear_of(bot))
    return last is not None and now - last > DEAF and (within is None or now - last <= within)


def _ear_of(bot: str) -> str:
    return f"{EAR} {bot}"


def _is_fresh(last: datetime | None, now: datetime) -> bool:
    # One that lies ahead is of a clock that was put back.
    return last is not None and timedelta(0) <= now - last < BEATS_EVERY


def _ended(book: Book, ears: Mapping[str, str], now: datetime) -> dict[str, Standstill]:
    """Bot, "" for everybody -> the silence that ends now. A bot's is none of its own where nobody
    listened to anything."""
    found: dict[str, Standstill] = {}
    whole = _silence(book.outages.last_beat(EAR), now, SHORT)
    if whole is not None:
        found[""] = whole
    for ear, bot in ears.items():
        own = _silence_of_bot(book.outages.last_beat(ear), now) if bot else None
        if own is not None and not _covered(book, own, whole):
            found[bot] = own
    return found


def _covered(book: Book, own: Standstill, whole: Standstill | None) -> bool:
    noted = [*book.outages.since(own.start), *([whole] if whole is not None else ())]
    return any(
        one.start - own.start <= SHORT and own.end - one.end <= SHORT for one in merged(noted)
    )


def _silence_of_bot(last: datetime | None, now: datetime) -> Standstill | None:
    return None if last is None else _silence(last, min(now, last + GONE), SHORT)


def _silence(last: datetime | None, now: datetime, longest: timedelta) -> Standstill | None:
    return Standstill(last, now) if last is not None and now - last > longest else None


def _note(book: Book, silence: Standstill, bot: str, now: datetime) -> None:
    """Administrators hear of it where somebody waited, and not of every restart."""
    book.outages.note(silence, bot)
    about = f"bot {bot}: " if bot else ""
    book.audit.note(now, "intake", "nothing came in", f"{about}{_minutes(silence):.0f} minutes")
    if silence.end - silence.start > SHORTEST and book.contacts.next_due() is not None:
        hours = f"{_minutes(silence) / 60:.1f}"
        alert(book, IncidentKind.OUTAGE, hours, now)


def _minutes(silence: Standstill) -> float:
    return (silence.end - silence.start) / timedelta(minutes=1)
