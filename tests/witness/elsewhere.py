"""Custodians elsewhere and a simulated drand, each a real web server on this machine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from inspection.beacon import QUICKNET, BeaconChain
from simulator.server import LoopbackServer
from witness.local import LocalCustodian
from witness.roll import Entry
from witness.web import app_of

START = datetime(2025, 12, 31, 16, tzinfo=UTC)


QUICKNET_ROUND = 657413
QUICKNET_SIGNATURE = bytes.fromhex(
    "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"
    "41076862b98fad56e91a6b85b89cd97b"
)
"""As drand quicknet published it."""


def signing_chain(opens_at: datetime) -> tuple[BeaconChain, dict[int, bytes]]:
    """A simulated chain that signs as quicknet does, with the signature of the round that a slot
    at `opens_at` needs.

    Nobody can sign without a secret key, but if a signature holds under a public key, then its
    negative holds under that key's negative; and of a compressed point the bit 0x20 is the sign.
    """
    chain = BeaconChain(
        hash=sha256(b"a simulated chain").hexdigest(),
        public_key=_negative(bytes.fromhex(QUICKNET.public_key)).hex(),
        period=QUICKNET.period,
        genesis=int(opens_at.timestamp()) - (QUICKNET_ROUND - 1) * QUICKNET.period,
    )
    return chain, {QUICKNET_ROUND: _negative(QUICKNET_SIGNATURE)}


def _negative(point: bytes) -> bytes:
    return bytes([point[0] ^ 0x20]) + point[1:]


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """The address at which it answers until the end of the block."""
    server = LoopbackServer(app)
    server.start()
    try:
        yield server.base_url
    finally:
        server.stop()


def entry_of(custodian: LocalCustodian, url: str) -> Entry:
    return Entry(
        name=custodian.name,
        url=url,
        n=custodian.n,
        start=custodian.start,
        anchor=custodian.anchor,
        public_key=custodian.public_key,
        token=custodian.token,
    )


@dataclass(kw_only=True)
class Elsewhere:
    """A custodian that can fall silent, with a clock of its own."""

    custodian: LocalCustodian
    now: Callable[[], datetime]
    silent: bool = False
    asked: list[str] = field(default_factory=list)
    """Paths that were asked for, the silent ones too."""

    @classmethod
    def made(cls, path: Path, *, name: str, now: Callable[[], datetime]) -> "Elsewhere":
        secret = sha256(f"secret of {name}".encode()).digest()
        custodian = LocalCustodian.create(path, secret=secret, start=START, name=name)
        return cls(custodian=custodian, now=now)

    def app(self) -> Starlette:
        service = app_of(self.custodian, now=lambda: self.now())

        async def answer(request: Request) -> Response:
            self.asked.append(request.url.path)
            return Response("Bad gateway", status_code=502)

        silence = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
        outer = Starlette()

        async def either(scope: Scope, receive: Receive, send: Send) -> None:
            if self.silent:
                await silence(scope, receive, send)
            else:
                self.asked.append(scope["path"])
                await service(scope, receive, send)

        outer.mount("", either)
        return outer


@dataclass(kw_only=True)
class Drand:
    """An endpoint that has a value for every round, unless it is late or lies."""

    late: bool = False
    lie: dict[str, object] = field(default_factory=dict)
    signatures: dict[int, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def app(self) -> Starlette:
        def public(request: Request) -> Response:
            self.asked.append(request.url.path)
            if self.late:
                return JSONResponse({"error": "round not available"}, status_code=404)
            round = int(request.path_params["round"])
            return JSONResponse(self.value(round) | self.lie)

        return Starlette(routes=[Route("/{chain}/public/{round:int}", public)])

    def value(self, round: int) -> dict[str, object]:
        signature = self.signatures.get(round) or (sha256(str(round).encode()).digest() * 2)[:48]
        return {
            "round": round,
            "randomness": sha256(signature).hexdigest(),
            "signature": signature.hex(),
        }
