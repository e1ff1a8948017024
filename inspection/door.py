"""Whether what people write reaches us, by what the messenger says of the address it delivers to.

A door may stand open here and lead nowhere from outside: a certificate that ended, a proxy, another
program that has taken the bot.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LATELY = timedelta(minutes=3)
"""The messenger tries again after two minutes at most: a failure that is older is over."""
MANY = 20
"""Updates that wait. Fewer may just be on their way."""


class Unreached(StrEnum):
    ELSEWHERE = "delivered elsewhere"
    FAILING = "deliveries fail"
    PILING = "more and more wait"


@dataclass(frozen=True, kw_only=True)
class DoorLook:
    """What the messenger said."""

    url: str
    """"" for none."""
    waiting: int
    failed_at: datetime | None
    """When a delivery failed last; it stays when later ones arrive."""
    at: datetime


def unreached(ours: str, look: DoorLook, before: DoorLook | None) -> Unreached | None:
    """`before`: the look before this one. A delivery that failed and came through since is no
    trouble: then nothing waits."""
    if look.url != ours:
        return Unreached.ELSEWHERE
    if look.waiting and _failed_since(look, before):
        return Unreached.FAILING
    more = before is not None and look.waiting > before.waiting
    return Unreached.PILING if more and look.waiting >= MANY else None


def _failed_since(look: DoorLook, before: DoorLook | None) -> bool:
    if look.failed_at is None:
        return False
    if before is not None:
        return look.failed_at != before.failed_at
    return look.at - look.failed_at <= LATELY
