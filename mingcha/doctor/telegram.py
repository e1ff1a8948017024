"""The bot: its token, and how updates come to us."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.messenger import MessengerRefused
from bot.webhook import path_of
from fieldwork.ports import WebhookState
from inspection.lane.lane import CHAT
from mingcha.bots import BotAccount, bots_of
from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation
from mingcha.foundation import polling_of
from mingcha.logs import redacted
from mingcha.providers import messenger_of

_MANY_WAIT = 100
_LATELY = timedelta(hours=1)
TELEGRAM = Subject(
    name="telegram",
    looks_at="of each bot, whether the token is taken, where updates are delivered, and whether"
    " they arrive",
    remedies={
        "refused": "get the token from BotFather and set MINGCHA_TELEGRAM_TOKEN, or that of the"
        " lane; if it is right,"
        " look at the network between here and api.telegram.org",
        "bot gone": "set the lane up again, or invite its people to another bot: `mingcha invite`"
        " (docs/linking.md)",
        "not set yet": "start `mingcha run`: it tells Telegram where we are",
        "elsewhere": "another program has this bot: stop it, or take a bot of its own; then"
        " restart `mingcha run`",
        "webhook left": "start `mingcha run`: it removes the webhook and fetches what waits",
        "failing": "see to the public address (below) and to the proxy; Telegram tries again for"
        " 24 hours",
        "many wait": "see why they are not taken: is `mingcha run` running?",
        "nobody fetches": "start `mingcha run`; Telegram keeps updates for 24 hours",
    },
)


def _telegram(installation: Installation) -> Sequence[Line]:
    settings = installation.settings
    if settings.telegram_token is None:
        return [TELEGRAM.skipped("there is no token")]
    bots = bots_of(settings)
    lines = [
        line if bot.name == CHAT else replace(line, found=f"{bot.name}: {line.found}")
        for bot in bots
        for line in _of_bot(installation, bot)
    ]
    return [*lines, *_lost(installation, {bot.name for bot in bots})]


def _of_bot(installation: Installation, bot: BotAccount) -> Sequence[Line]:
    public_url = installation.settings.public_url
    with messenger_of(bot, timeout=installation.seconds) as messenger:
        try:
            name, state = messenger.me(), messenger.webhook()
        except MessengerRefused as problem:
            return [TELEGRAM.fail("refused", str(problem))]
    lines = [TELEGRAM.ok(f"the token is taken; the bot is @{name}")]
    if public_url is None:
        return [*lines, *_polled(installation, state, bot.name)]
    return [*lines, *_delivered(installation, state, f"{public_url}{path_of(bot.name)}")]


def _lost(installation: Installation, bots: Collection[str]) -> Iterator[Line]:
    """Accounts at bots that there are no more."""
    if installation.ledger is None:
        return
    with installation.read() as book:
        where = Counter(chat.bot for chat in book.chats.accounts())
    for bot, count in sorted(where.items()):
        if bot not in bots:
            yield TELEGRAM.warn("bot gone", f"{count} accounts are at {bot}, which is no lane")


def _delivered(installation: Installation, state: WebhookState, ours: str) -> Iterator[Line]:
    if not state.url:
        yield TELEGRAM.warn("not set yet", "Telegram delivers updates nowhere yet")
        return
    if state.url != ours:
        yield TELEGRAM.fail("elsewhere", "Telegram delivers updates to another address than ours")
        return
    lately = state.failed_at is not None and installation.now - state.failed_at < _LATELY
    if lately:
        yield TELEGRAM.warn("failing", f"a delivery failed lately: {redacted(state.failure)}")
    if state.waiting > _MANY_WAIT:
        yield TELEGRAM.warn("many wait", f"{state.waiting} updates wait to be delivered")
    if not lately:
        yield TELEGRAM.ok(f"updates are delivered to our address, {state.waiting} wait")


def _polled(installation: Installation, state: WebhookState, bot: str) -> Iterator[Line]:
    if state.url:
        yield TELEGRAM.warn("webhook left", "a webhook is set for the bot, so nothing is fetched")
    if installation.ledger is None:
        return
    with installation.read() as book:
        lease = book.leases.of(polling_of(bot))
    if lease is None or lease.until <= installation.now:
        yield TELEGRAM.warn("nobody fetches", f"nobody fetches updates now, {state.waiting} wait")
    else:
        yield TELEGRAM.ok(f"updates are fetched, {state.waiting} wait")


CHECK = Check(subject=TELEGRAM, examine=_telegram, network=True)
