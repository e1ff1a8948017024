"""Which ways to people an installation has: the chat always, the telephone where it is set up."""

from dataclasses import dataclass

from mingcha.bots import bots_of
from mingcha.settings import Settings, SettingsRefused
from mingcha.telephones import Telephone, telephones_of

PUBLIC_URL = "MINGCHA_PUBLIC_URL"


@dataclass(frozen=True, kw_only=True)
class Lanes:
    polled: bool
    """Whether the messenger's updates are fetched, since it has no address to deliver them to."""
    missing_for_calls: tuple[str, ...]
    """Settings without which nobody can be called."""
    bots: tuple[str, ...] = ()
    """By lane, that of the settings first."""

    @classmethod
    def of(cls, settings: Settings) -> "Lanes":
        """Raises SettingsRefused with every setting that is missing: the bot's token, and what is
        left out of the carrier's; else with what is wrong in the file of lanes."""
        telephones = _all_of_file(settings)
        carrier = _carrier(settings)
        absent = tuple(name for name, value in carrier.items() if value is None)
        needed = [] if settings.telegram_token is not None else ["MINGCHA_TELEGRAM_TOKEN: not set"]
        if absent and len(absent) < len(carrier):
            given = next(name for name in carrier if name not in absent)
            needed += [f"{name}: not set, though {given} is" for name in absent]
        if needed:
            raise SettingsRefused("\n".join(f"{line}; see docs/settings.md" for line in needed))
        address = () if settings.public_url is not None else (PUBLIC_URL,)
        missing = address if telephones else (*address, *absent)
        return cls(
            polled=settings.public_url is None,
            missing_for_calls=missing,
            bots=tuple(bot.name for bot in bots_of(settings)),
        )

    @property
    def telephone(self) -> bool:
        return not self.missing_for_calls

    def described(self) -> tuple[str, ...]:
        """What works and what does not, a line each."""
        chat = (
            f"chat: updates are fetched from Telegram, since {PUBLIC_URL} is not set"
            if self.polled
            else f"chat: Telegram delivers updates to {PUBLIC_URL}"
        )
        if len(self.bots) > 1:
            chat += f"; {len(self.bots)} bots: {', '.join(self.bots)}"
        if self.telephone:
            return (chat, "telephone: households and silent officials are called")
        return (
            chat,
            "telephone: none, nobody is called and no household is asked, since not set:"
            f" {', '.join(self.missing_for_calls)}; see docs/without-a-public-address.md",
        )


def _all_of_file(settings: Settings) -> tuple[Telephone, ...]:
    """Raises SettingsRefused with what is wrong about telephones and about bots."""
    problems: list[str] = []
    telephones: tuple[Telephone, ...] = ()
    try:
        telephones = telephones_of(settings)
    except SettingsRefused as refused:
        problems += str(refused).splitlines()
    try:
        bots_of(settings)
    except SettingsRefused as refused:
        problems += str(refused).splitlines()
    if problems:
        raise SettingsRefused("\n".join(dict.fromkeys(problems)))
    return telephones


def _carrier(settings: Settings) -> dict[str, object]:
    """In the order in which they are asked for."""
    return {
        "MINGCHA_TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "MINGCHA_TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
        "MINGCHA_CALLER_NUMBER": settings.caller_number,
    }
