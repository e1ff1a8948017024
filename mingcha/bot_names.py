"""Under which name people find the bot that they are invited to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from bot.messenger import MessengerRefused
from mingcha.bots import BotAccount, bots_of, serving
from mingcha.providers import messenger_of
from mingcha.settings import Settings


@dataclass(frozen=True, kw_only=True)
class BotNames:
    given: str = ""
    """One for everybody, whatever the settings say."""
    bots: Sequence[BotAccount] = ()
    names: Mapping[str, str | MessengerRefused] = field(default_factory=dict)
    """By lane; or why the messenger did not say it."""

    @classmethod
    def of(cls, settings: Settings, given: str = "") -> Self:
        """As given, else as the messenger says. Raises SettingsRefused."""
        if given or settings.telegram_token is None:
            return cls(given=given.lstrip("@"))
        bots = bots_of(settings)
        return cls(bots=bots, names={bot.name: _name_of(bot) for bot in bots})

    @property
    def known(self) -> bool:
        return bool(self.given or self.bots)

    def serving(self, region: str) -> str:
        """ "" where no bot is known. Raises MessengerRefused if the messenger did not say the name
        of the one whose region it is."""
        if not self.bots:
            return self.given
        name = self.names[serving(self.bots, region).name]
        if isinstance(name, MessengerRefused):
            raise name
        return name


def bots_that_are(settings: Settings) -> frozenset[str] | None:
    """Their lanes; None where nobody can say which there are. Raises SettingsRefused."""
    if settings.telegram_token is None:
        return None
    return frozenset(bot.name for bot in bots_of(settings))


def _name_of(bot: BotAccount) -> str | MessengerRefused:
    try:
        with messenger_of(bot) as messenger:
            return messenger.me()
    except MessengerRefused as problem:
        # Its people alone cannot be invited.
        words = f"lane {bot.name}: {problem}; nobody was invited"
        return MessengerRefused(words, of_account=problem.of_account)
