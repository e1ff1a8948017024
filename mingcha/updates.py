"""What people write to the bots reaches us: webhooks are announced, or updates are fetched."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.messenger import MessengerRefused
from mingcha.product import Product
from mingcha.role import Role

_log = logging.getLogger(__name__)


@contextmanager
def updates(product: Product) -> Iterator[None]:
    """Until the end of the block. Raises MessengerRefused."""
    if not product.lanes.polled:
        if Role.WEB in product.roles:
            announce_webhooks(product)
        yield
        return
    if Role.WORKER not in product.roles:
        yield
        return
    # A token that is refused is told at the start, as with a webhook.
    _each(product, lambda bot: product.messengers[bot].me())
    pollers = product.pollers()
    for poller in pollers:
        poller.start()
    try:
        yield
    finally:
        for poller in pollers:
            poller.halt()
        for poller in pollers:
            poller.stop()


def announce_webhooks(product: Product) -> None:
    """Raises MessengerRefused."""
    _each(product, product.announce_webhook)


def _each(product: Product, act: Callable[[str], object]) -> None:
    """With one bot that is refused the others go on. Raises MessengerRefused if all are, or if the
    messenger cannot be reached."""
    refused: dict[str, MessengerRefused] = {}
    for bot in product.messengers:
        try:
            act(bot)
        except MessengerRefused as problem:
            if not problem.of_account:
                raise
            refused[bot] = problem
    if len(refused) == len(product.messengers):
        raise next(iter(refused.values()))
    for bot, why in refused.items():
        _log.error("bot %s is left out until the next start: %s", bot, str(why))
