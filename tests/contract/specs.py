"""The published specifications that `MINGCHA_SPECS` names."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.contract.telegram import FILE as TELEGRAM
from tests.contract.telegram import BotApi
from tests.contract.twilio import FILE as TWILIO
from tests.contract.twilio import TwilioApi

VARIABLE = "MINGCHA_SPECS"
ABSENT = (
    f"{VARIABLE} is not set; expected the folder with the published specifications "
    f"{TELEGRAM} and {TWILIO}"
)


@dataclass(frozen=True, kw_only=True)
class Specs:
    bot_api: BotApi
    twilio: TwilioApi


def published(environment: Mapping[str, str] = os.environ) -> Specs | None:
    """None if no folder is named. Raises FileNotFoundError if the named one has no such files."""
    folder = environment.get(VARIABLE, "")
    return _read(Path(folder)) if folder else None


@cache
def _read(folder: Path) -> Specs:
    for name in (TELEGRAM, TWILIO):
        if not (folder / name).is_file():
            raise FileNotFoundError(f"{VARIABLE} names {folder}, which has no {name}; {ABSENT}")
    return Specs(bot_api=BotApi.read(folder), twilio=TwilioApi.read(folder))
