"""The custodian of an embedded installation: one local file, made at the first start."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from fieldwork.ports import Chance
from mingcha.settings import Settings
from witness.local import LocalCustodian

_CHAIN_DAYS = 366


def custodian_of(settings: Settings, chance: Chance, now: datetime) -> LocalCustodian:
    """The chain starts at a half hour in UTC, so that every zone's slots fall on its numbers."""
    path = settings.home / "custodian.json"
    if path.exists():
        return LocalCustodian(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    return LocalCustodian.create(
        path,
        secret=_secret(settings, chance),
        start=_midnight(now),
        insecure=settings.insecure_seed is not None,
    )


def ends_at(custodian: LocalCustodian) -> datetime:
    return custodian.start + timedelta(days=_CHAIN_DAYS)


def _secret(settings: Settings, chance: Chance) -> bytes:
    if settings.insecure_seed is not None:
        return sha256(b"mingcha demo custodian" + settings.insecure_seed.encode()).digest()
    return chance.token(32)


def _midnight(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
