"""The bots of an installation: that of the settings, and those of the file of lanes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from inspection.lane.chat_pace import OVERALL
from inspection.lane.lane import CHAT, Lane
from inspection.lane.pace import Limit
from mingcha.lane_file import LaneEntry
from mingcha.lane_setup import lane_entries, lanes_refused, mark_of, secret_of
from mingcha.settings import Settings, is_bot_token, is_loopback

_AS_SET = LaneEntry()


@dataclass(frozen=True, kw_only=True)
class BotAccount:
    lane: Lane
    token: str = field(repr=False)
    address: str | None
    """Another server than api.telegram.org."""

    @property
    def name(self) -> str:
        return self.lane.name

    @property
    def here(self) -> bool:
        """Whether it is simulated, on this machine."""
        return is_loopback(urlsplit(self.address).hostname) if self.address else False


def bots_of(settings: Settings) -> tuple[BotAccount, ...]:
    """That of the settings first, where it is set. Raises SettingsRefused."""
    problems: list[str] = []
    found = [*_of_settings(settings)]
    for name, entry in lane_entries(settings).items():
        if entry.kind == "bot" and name != CHAT:
            token = secret_of(settings.lanes, name, entry, problems)
            if token and not is_bot_token(token):
                problems.append(
                    f"{settings.lanes}, lane {name}, token: expected it as BotFather gave it,"
                    " digits and a colon first"
                )
            found.append(_account(name, entry, token, entry.address or settings.telegram_api))
    problems += _twice(settings.lanes, found)
    if settings.has_toys and not all(bot.here for bot in found if bot.name != CHAT):
        problems.append(
            "clock=stepped and insecure_seed are for demo and tests: they need bots on the"
            " loopback address 127.0.0.1"
        )
    if problems:
        raise lanes_refused(problems)
    return tuple(found)


def serving(bots: Sequence[BotAccount], region: str) -> BotAccount:
    """The bot that people of a place are invited to: whose region is the narrowest, else the
    first."""
    serve = [
        (len(begins), bot)
        for bot in bots
        for begins in bot.lane.regions
        if region.startswith(begins)
    ]
    return max(serve, key=lambda found: found[0])[1] if serve else bots[0]


def _of_settings(settings: Settings) -> Iterator[BotAccount]:
    if settings.telegram_token is not None:
        token = settings.telegram_token.get_secret_value()
        entry = lane_entries(settings).get(CHAT, _AS_SET)
        yield _account(CHAT, entry, token, settings.telegram_api)


def _account(name: str, entry: LaneEntry, token: str, address: str | None) -> BotAccount:
    most = entry.letters_a_second or OVERALL.most
    lane = Lane(
        name=name,
        limits={"chat": Limit(most=most, seconds=1)},
        setup=mark_of(token, address or ""),
        regions=entry.regions,
    )
    return BotAccount(lane=lane, token=token, address=address)


def _twice(file: Path | None, bots: Sequence[BotAccount]) -> list[str]:
    """One bot is one lane: two would go twice as fast as it may, and fetch each other's updates.
    Its number stays when its token is renewed."""
    problems = []
    whose: dict[str, str] = {}
    regions: dict[str, str] = {}
    for bot in bots:
        number = bot.token.partition(":")[0]
        if number and whose.setdefault(number, bot.name) != bot.name:
            problems.append(
                f"{file}, lane {bot.name}, token: lane {whose[number]} has this bot"
                " already; expected a bot of its own"
            )
        problems += [
            f"{file}, lane {bot.name}, regions: {region} is lane {regions[region]}'s already;"
            " expected one bot for each"
            for region in bot.lane.regions
            if regions.setdefault(region, bot.name) != bot.name
        ]
    return problems
