"""Our clock against the providers': draws begin by it, and prove nothing if it is wrong."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from statistics import median

import httpx

from fieldwork.clock_watch import EVEN
from inspection.incident import IncidentKind
from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation

_TELEGRAM, _TWILIO = "https://api.telegram.org", "https://api.twilio.com"
_SLIGHT, _GRAVE = 5.0, 60.0
TIME = Subject(
    name="time",
    looks_at="whether the clock of a process jumped lately, so that nobody is drawn or called",
    remedies={
        "jumped": "look at the time of that machine; once it is right, or has run evenly for an"
        " hour, everything goes on by itself",
    },
)
CLOCK = Subject(
    name="clock",
    looks_at="by how many seconds this machine's clock differs from those of others",
    remedies={
        "differs": "let the machine set its clock by itself (chrony or systemd-timesyncd):"
        " `timedatectl` shows whether it does",
        "not compared": "look at the network; or compare the clock by hand",
    },
)


def _clock(installation: Installation) -> Sequence[Line]:
    if installation.settings.clock == "stepped":
        return [CLOCK.skipped("time is stepped")]
    differences = [
        d for d in (_behind(installation, url) for url in _asked(installation)) if d is not None
    ]
    if not differences:
        return [CLOCK.warn("not compared", "nobody told the time")]
    # The middle one: a single provider whose clock is wrong proves nothing.
    seconds = median(differences)
    if abs(seconds) <= _SLIGHT:
        asked = f"compared with {len(differences)} elsewhere"
        return [CLOCK.ok(f"it differs by no more than {_SLIGHT:g} seconds ({asked})")]
    where = "behind" if seconds > 0 else "ahead"
    found = f"{abs(seconds):.0f} seconds {where} (compared with {len(differences)} elsewhere)"
    return [CLOCK.fail("differs", found) if abs(seconds) > _GRAVE else CLOCK.warn("differs", found)]


def _asked(installation: Installation) -> Iterator[str]:
    settings = installation.settings
    yield settings.telegram_api or _TELEGRAM
    if installation.telephone:
        yield settings.twilio_api or _TWILIO
    if settings.beacon == "drand":
        yield from settings.drand_endpoints


def _behind(installation: Installation, url: str) -> float | None:
    """Seconds by which we are behind; None if they did not tell. A Date has whole seconds."""
    try:
        with installation.client(url) as client:
            before = installation.now
            told = client.head("/").headers.get("date", "")
        moment = parsedate_to_datetime(told)
    except (httpx.HTTPError, ValueError):
        return None
    middle = before + (installation.now - before) / 2
    return (_aware(moment) + timedelta(seconds=0.5) - middle).total_seconds()


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _time(installation: Installation) -> Sequence[Line]:
    with installation.read() as book:
        jump = book.incidents.latest(IncidentKind.CLOCK)
    if jump is None or not jump.last_at <= installation.now < jump.last_at + EVEN:
        return [TIME.ok("no clock has jumped within the last hour")]
    until = jump.last_at + EVEN
    return [TIME.warn("jumped", f"a clock jumped; held until {until:%H:%M} UTC at the latest")]


CHECK_TIME = Check(subject=TIME, examine=_time, store=True)
CHECK = Check(subject=CLOCK, examine=_clock, network=True)
