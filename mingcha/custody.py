"""The custodians and the beacon of an installation: those of its settings, or, where there are
none, one local file that is made at the first start."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from fieldwork.ports import Beacon, Chance, Custodian
from inspection.beacon import QUICKNET, BeaconChain, drand_source
from inspection.chain import chain_end
from inspection.proof.anchors import Anchor, Anchors
from inspection.proof.anchors import BeaconChain as ProvedChain
from mingcha.settings import Settings, SettingsRefused
from witness.beacon import NoBeacon
from witness.bls import signature_check
from witness.client import RemoteCustodian
from witness.drand import DrandBeacon
from witness.local import LocalCustodian
from witness.roll import Entry, RollRefused, read_roll


@dataclass(frozen=True, kw_only=True)
class Custody:
    custodians: tuple[Custodian, ...]
    beacon: Beacon

    @classmethod
    def of(cls, settings: Settings, chance: Chance, now: datetime) -> "Custody":
        """Raises SettingsRefused, CustodianDamaged."""
        beacon = _beacon(settings)
        if settings.custodians is None:
            return cls(custodians=(custodian_of(settings, chance, now),), beacon=beacon)
        return cls(custodians=_elsewhere(settings, settings.custodians), beacon=beacon)

    @classmethod
    def nobody(cls) -> "Custody":
        """Of a process that draws nothing: it makes and reads no custodian's file."""
        return cls(custodians=(), beacon=NoBeacon())

    def close(self) -> None:
        for one in (*self.custodians, self.beacon):
            if isinstance(one, RemoteCustodian | DrandBeacon):
                one.close()


def anchors_of(settings: Settings, chance: Chance, now: datetime) -> Anchors:
    """What an auditor needs of this installation's custodians and beacon.

    Raises SettingsRefused, CustodianDamaged."""
    chain = None if settings.beacon == "none" else ProvedChain.of(drand_chain(settings))
    if settings.custodians is None:
        return Anchors(custodians=(_anchor(custodian_of(settings, chance, now)),), beacon=chain)
    return Anchors(
        custodians=tuple(_anchor(one) for one in _roll(settings.custodians)), beacon=chain
    )


def _anchor(one: LocalCustodian | Entry) -> Anchor:
    return Anchor(
        name=one.name, n=one.n, start=one.start, anchor=one.anchor, public_key=one.public_key
    )


def custodian_of(settings: Settings, chance: Chance, now: datetime) -> LocalCustodian:
    """The chain starts at a half hour in UTC, so that every zone's slots fall on its numbers."""
    path = settings.home / "custodian.json"
    if path.exists():
        return LocalCustodian(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return LocalCustodian.create(
            path,
            secret=_secret(settings, chance),
            start=_midnight(now),
            insecure=settings.insecure_seed is not None,
        )
    except FileExistsError:
        return LocalCustodian(path)  # another process was quicker


def ends_at(custodian: Custodian) -> datetime:
    """When its last code's half hour ends: slots from then on are MISSED."""
    return chain_end(custodian.start, custodian.n)


def beacon_source(settings: Settings) -> str:
    """The beacon that a slot's commitment names where no fallback is declared."""
    return "none" if settings.beacon == "none" else drand_source(drand_chain(settings).hash)


def _elsewhere(settings: Settings, path: Path) -> tuple[Custodian, ...]:
    roll = _roll(path)
    if settings.has_toys and not all(entry.here for entry in roll):
        raise SettingsRefused(
            "MINGCHA_CUSTODIANS: clock=stepped and insecure_seed are for demo and tests: they need"
            " custodians on the loopback address 127.0.0.1"
        )
    return tuple(RemoteCustodian(entry) for entry in roll)


def _roll(path: Path) -> tuple[Entry, ...]:
    try:
        return read_roll(path)
    except RollRefused as refusal:
        raise SettingsRefused(f"MINGCHA_CUSTODIANS: {refusal}") from None


def _beacon(settings: Settings) -> Beacon:
    if settings.beacon == "none":
        return NoBeacon()
    chain = drand_chain(settings)
    return DrandBeacon(settings.drand_endpoints, check=signature_check(chain), chain=chain)


def drand_chain(settings: Settings) -> BeaconChain:
    return QUICKNET if settings.drand_chain is None else _chain(settings.drand_chain)


def _chain(path: Path) -> BeaconChain:
    """A chain of one's own, as in a simulation."""
    try:
        given = json.loads(path.read_bytes())
        return BeaconChain(
            hash=bytes.fromhex(given["hash"]).hex(),
            public_key=bytes.fromhex(given["public_key"]).hex(),
            period=_positive(given["period"]),
            genesis=_positive(given["genesis"]),
            scheme=str(given["scheme"]),
        )
    except OSError as error:
        raise SettingsRefused(
            f"MINGCHA_DRAND_CHAIN: {path} cannot be read ({error.strerror})"
        ) from None
    except (KeyError, TypeError, ValueError):
        raise SettingsRefused(
            f"MINGCHA_DRAND_CHAIN: {path} is no chain; expected JSON with hash and public_key in"
            " hex, period and genesis in seconds, and scheme"
        ) from None


def _positive(value: object) -> int:
    if type(value) is not int or value < 1:
        raise ValueError("not a positive whole number")
    return value


def _secret(settings: Settings, chance: Chance) -> bytes:
    if settings.insecure_seed is not None:
        return sha256(b"mingcha demo custodian" + settings.insecure_seed.encode()).digest()
    return chance.token(32)


def _midnight(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
