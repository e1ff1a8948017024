"""What an auditor holds from outside: published anchors, and a head of the log sent out before."""

from dataclasses import dataclass
from datetime import datetime

from inspection import beacon
from inspection.digest import Json, canonical
from inspection.log_chain import LogHead
from inspection.proof.bundle import SCHEME
from inspection.proof.document import Malformed, Part, document_of, from_hex, written_moment

_LONGEST_CHAIN = 1_000_000
_SIZES = (48, 96)
"""A public key on G1 or on G2."""


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """What a custodian has published before its first code."""

    name: str
    n: int
    start: datetime
    anchor: bytes
    public_key: bytes


@dataclass(frozen=True, kw_only=True)
class BeaconChain:
    """A drand chain; `genesis` in Unix seconds, `period` in seconds."""

    chain_hash: bytes
    public_key: bytes
    period: int
    genesis: int
    scheme: str = beacon.QUICKNET_SCHEME

    @classmethod
    def of(cls, published: beacon.BeaconChain) -> "BeaconChain":
        return cls(
            chain_hash=bytes.fromhex(published.hash),
            public_key=bytes.fromhex(published.public_key),
            period=published.period,
            genesis=published.genesis,
            scheme=published.scheme,
        )

    @property
    def source(self) -> str:
        """As it is declared in a slot's entry of the log."""
        return beacon.drand_source(self.chain_hash.hex())


@dataclass(frozen=True, kw_only=True)
class Anchors:
    custodians: tuple[Anchor, ...]
    beacon: BeaconChain | None = None


QUICKNET = BeaconChain.of(beacon.QUICKNET)
"""drand quicknet, as its operators publish it."""


def read_anchors(raw: bytes) -> Anchors:
    """Raises Malformed. People handle this file, so spaces and a final newline are no harm."""
    part = document_of(raw)
    part.only(("scheme", "custodians", "beacon"))
    part.one_of("scheme", [SCHEME])
    custodians = tuple(_anchor(one) for one in part.parts("custodians"))
    names = [one.name for one in custodians]
    if not names or len(set(names)) < len(names):
        raise Malformed("custodians: expected one or more, each name once")
    beacon = None if part.fields["beacon"] is None else _chain(part.part("beacon"))
    return Anchors(custodians=custodians, beacon=beacon)


def written_anchors(anchors: Anchors) -> bytes:
    custodians: list[Json] = [
        {
            "name": one.name,
            "n": one.n,
            "start": written_moment(one.start),
            "anchor": one.anchor.hex(),
            "public_key": one.public_key.hex(),
        }
        for one in anchors.custodians
    ]
    beacon = None if anchors.beacon is None else _chain_fields(anchors.beacon)
    return canonical({"scheme": SCHEME, "custodians": custodians, "beacon": beacon}) + b"\n"


def read_head(raw: bytes) -> LogHead:
    """Raises Malformed."""
    part = document_of(raw)
    part.only(("index", "head"))
    return LogHead(index=part.whole("index"), head=part.octets("head"))


def written_head(head: LogHead) -> bytes:
    return canonical({"index": head.index, "head": head.head.hex()}) + b"\n"


def _anchor(part: Part) -> Anchor:
    part.only(("name", "n", "start", "anchor", "public_key"))
    return Anchor(
        name=part.text("name"),
        n=part.whole("n", least=2, most=_LONGEST_CHAIN),
        start=part.moment("start"),
        anchor=part.octets("anchor"),
        public_key=part.octets("public_key"),
    )


def _chain(part: Part) -> BeaconChain:
    part.only(("kind", "hash", "public_key", "period", "genesis"), perhaps=("scheme",))
    part.one_of("kind", ["drand-quicknet"])
    key = part.text("public_key")
    size = next((size for size in _SIZES if len(key) == 2 * size), _SIZES[-1])
    return BeaconChain(
        chain_hash=part.octets("hash"),
        public_key=from_hex(key, part.at("public_key"), size),
        period=part.whole("period", least=1),
        genesis=part.whole("genesis"),
        scheme=part.maybe_text("scheme") or beacon.QUICKNET_SCHEME,
    )


def _chain_fields(chain: BeaconChain) -> dict[str, Json]:
    fields: dict[str, Json] = {
        "kind": "drand-quicknet",
        "hash": chain.chain_hash.hex(),
        "public_key": chain.public_key.hex(),
        "period": chain.period,
        "genesis": chain.genesis,
    }
    if chain.scheme != beacon.QUICKNET_SCHEME:
        fields["scheme"] = chain.scheme
    return fields
