"""The providers' clients, as the settings say."""

from collections.abc import Mapping
from datetime import timedelta

from bot.file_sender import Find, nothing_found
from bot.messenger import TelegramMessenger
from bot.webhook import path_of
from fieldwork.exchange import Exchange
from fieldwork.lane_gate import LaneGate
from fieldwork.reaching import Reaching
from mingcha.bots import BotAccount, bots_of
from mingcha.foundation import Foundation
from mingcha.health.meters import Meters
from mingcha.health.timed import TimedTrunk
from mingcha.settings import Settings, SettingsRefused
from mingcha.telephones import Telephone, telephones_of
from telephony.carrier import TwilioCarrier
from telephony.numbering import PhoneNumbering

PROVIDER_SECONDS = 10.0
"""Real time for each phase of a request to a provider."""


def carrier_of(
    settings: Settings, telephone: Telephone, *, timeout: float = PROVIDER_SECONDS
) -> TwilioCarrier:
    """For settings with a public address. Raises SettingsRefused."""
    assert settings.public_url is not None, "required"
    try:
        return TwilioCarrier(
            account_sid=telephone.account,
            auth_token=telephone.token,
            caller_number=telephone.number,
            public_url=settings.public_url,
            base_url=telephone.address,
            timeout=timeout,
        )
    except ValueError as error:
        raise SettingsRefused(str(error)) from None


def chat_address(settings: Settings, bot: str) -> str:
    """Where the messenger delivers what people write to the bot of that lane, for settings with a
    public address."""
    assert settings.public_url is not None, "required"
    return f"{settings.public_url}{path_of(bot)}"


def messenger_of(
    bot: BotAccount, *, timeout: float = PROVIDER_SECONDS, files: Find = nothing_found
) -> TelegramMessenger:
    base = f"{bot.address}/bot" if bot.address else None
    return TelegramMessenger(token=bot.token, base_url=base, timeout=timeout, files=files)


def messengers_of(
    settings: Settings, *, files: Find = nothing_found
) -> Mapping[str, TelegramMessenger]:
    """By lane, that of the settings first; each must be closed. `files` has what letters name.
    Raises SettingsRefused."""
    return {bot.name: messenger_of(bot, files=files) for bot in bots_of(settings)}


def exchange_of(foundation: Foundation, *, telephone: bool, meters: Meters) -> Exchange:
    """Without trunks unless there is a `telephone`. Raises SettingsRefused."""
    settings = foundation.settings
    telephones = telephones_of(settings) if telephone else ()
    lanes = tuple(one.lane for one in telephones)
    # With stepped time there is one process, and leases would be renewed at each step.
    lasts = timedelta(seconds=settings.lease_seconds) if settings.clock == "real" else None
    return Exchange(
        gate=LaneGate(
            ledger=foundation.ledger,
            clock=foundation.clock,
            lanes=(*lanes, *(bot.lane for bot in bots_of(settings))),
            holder=foundation.holder,
            lasts=lasts,
        ),
        reaching=Reaching(lanes=lanes, numbering=PhoneNumbering(settings.countries)),
        trunks={
            one.lane.name: TimedTrunk(
                inner=carrier_of(settings, one), lane=one.lane.name, meters=meters
            )
            for one in telephones
        },
    )
