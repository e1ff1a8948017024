"""Installations to be looked at, and what was said of them."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from fieldwork.ports import Clock
from mingcha.clock import SystemChance, SystemClock
from mingcha.doctor.check import Check
from mingcha.doctor.installation import Installation
from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from mingcha.keys import known_keys
from simulator import World
from tests.mingcha.installation import environment, opened

NO_CARRIER = {"twilio_account_sid": "", "twilio_auth_token": "", "caller_number": ""}
ALONE = {**NO_CARRIER, "public_url": ""}


_NOTHING: Mapping[str, str] = {}


def patient(
    home: Path,
    settings: Mapping[str, str] = _NOTHING,
    *,
    clock: Clock | None = None,
    trust: ssl.SSLContext | None = None,
) -> Installation:
    """Without a store, as before the first start."""
    read = read_settings(environment(home, **settings))
    return Installation(
        settings=read,
        clock=clock or SystemClock(),
        keys=known_keys(read),
        token=SystemChance().token,
        seconds=2.0,
        trust=trust or ssl.create_default_context(),
    )


@contextmanager
def started(
    home: Path, settings: Mapping[str, str] = _NOTHING, *, clock: Clock | None = None
) -> Iterator[tuple[Foundation, Installation]]:
    """With its store, which the foundation may fill."""
    read = read_settings(environment(home, **settings))
    with opened(read) as foundation:
        yield (
            foundation,
            Installation(
                settings=read,
                clock=clock or SystemClock(),
                keys=foundation.keys,
                token=SystemChance().token,
                ledger=foundation.ledger,
                seconds=2.0,
            ),
        )


def of_world(world: World) -> dict[str, str]:
    """The settings that lead to the simulated providers."""
    return {
        "telegram_api": world.telegram.base_url.removesuffix("/bot"),
        "telegram_token": world.telegram.token,
        "twilio_api": world.twilio.base_url,
        "twilio_account_sid": world.twilio.account_sid,
        "twilio_auth_token": world.twilio.auth_token,
        "caller_number": world.twilio.caller_number,
    }


def said(check: Check, installation: Installation) -> list[tuple[str, str]]:
    """Level and finding of each line."""
    return [(line.level, line.found) for line in check.examine(installation)]
