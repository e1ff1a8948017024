"""An installation under test: its settings, and its people."""

from datetime import timedelta
from pathlib import Path

from mingcha.foundation import Foundation
from mingcha.inviting import invite_unlinked
from mingcha.provision import make_ready, seed_calendar
from mingcha.settings import Settings
from tests.scenarios.town import small_roster

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
AUTH_TOKEN = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
NOWHERE = "http://127.0.0.1:9"
"""Nobody answers there."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """Complete settings of a real clock; `more` without the prefix, such as port="80"."""
    return {
        "MINGCHA_HOME": str(home),
        "MINGCHA_PUBLIC_URL": "https://mingcha.example.org",
        "MINGCHA_TELEGRAM_API": NOWHERE,
        "MINGCHA_TELEGRAM_TOKEN": TOKEN,
        "MINGCHA_TWILIO_API": NOWHERE,
        "MINGCHA_TWILIO_ACCOUNT_SID": "AC00112233445566778899aabbccddeeff",
        "MINGCHA_TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "MINGCHA_CALLER_NUMBER": "+8610655500001",
    } | {f"MINGCHA_{name.upper()}": value for name, value in more.items()}


STEPPED = {"clock": "stepped", "clock_start": "2026-03-01T09:00:00+08:00", "insecure_seed": "tests"}


def opened(settings: Settings) -> Foundation:
    """Its foundation, made ready as a command makes it; to be closed."""
    make_ready(settings)
    foundation = Foundation.of(settings)
    seed_calendar(foundation.ledger, foundation.clock.now(), settings.countries[0])
    return foundation


def people_invited(foundation: Foundation) -> dict[str, str]:
    """Registers the small town's people and gives their codes."""
    now = foundation.clock.now()
    with foundation.ledger.write() as book:
        book.roster.store(small_roster(), now)
    invitations = invite_unlinked(
        foundation.ledger, foundation.chance, now=now, lasts=timedelta(days=14)
    )
    return {one.person: one.code for one in invitations}
