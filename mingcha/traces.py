"""Where something broke, without what it said: the text of an exception may quote a row.

Places and kinds are told. The words of an exception are left out, but for kinds of ours that
promise never to hold anything of anybody: a name cannot be told from other words afterwards.
"""

import traceback
from collections.abc import Iterator
from types import TracebackType

from bot.messenger import MessengerRefused
from fieldwork.book import StoreDown
from fieldwork.ports import BeaconSilent, CarrierSilent, CustodianSilent, StoreBusy
from mingcha.settings import SettingsRefused
from storage.failure import StoreRefused
from storage.seal import SealBroken
from storage.store import SchemaDiffers
from witness.log import CustodianDamaged

IMPERSONAL: tuple[type[Exception], ...] = (
    BeaconSilent,
    CarrierSilent,
    CustodianDamaged,
    CustodianSilent,
    MessengerRefused,
    SchemaDiffers,
    SealBroken,
    SettingsRefused,
    StoreBusy,
    StoreDown,
    StoreRefused,
)
_MOST = 20
"""Exceptions of one chain; a longer one is cut."""
_CAUSED = "which was the direct cause of:"
_DURING = "while it was handled another one came:"


def traced(error: BaseException) -> str:
    """The whole chain, oldest first, as Python shows one."""
    return "\n".join(part.rstrip() for part in _chain(error, _MOST))


def told(error: BaseException) -> str:
    """The kind alone, or with its words where they are nobody's."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return f"{kind}: {error}" if isinstance(error, IMPERSONAL) else kind


def _chain(error: BaseException, left: int) -> Iterator[str]:
    if left == 0:
        yield "..."
        return
    if error.__cause__ is not None:
        yield from (*_chain(error.__cause__, left - 1), _CAUSED)
    elif error.__context__ is not None and not error.__suppress_context__:
        yield from (*_chain(error.__context__, left - 1), _DURING)
    yield from _alone(error, error.__traceback__)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from ("of these:", *_chain(one, left - 1))


def _alone(error: BaseException, trace: TracebackType | None) -> Iterator[str]:
    yield "Traceback (most recent call last):"
    yield from traceback.format_tb(trace)
    yield told(error)
