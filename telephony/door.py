"""What all doors for the carrier do: let in what it signed, and keep what came in."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from fieldwork.ports import Clock, Inbox
from telephony.body import read_body
from telephony.fields import Fields, read_fields
from telephony.signature import HEADER, Signature

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Signed:
    body: bytes
    fields: Fields


Endpoint = Callable[[Request], Awaitable[Response]]
Handle = Callable[[Request, Signed], Awaitable[Response]]


@dataclass(frozen=True, kw_only=True)
class Door:
    inbox: Inbox
    clock: Clock
    wake: Callable[[], None]
    public_url: str
    """Without a slash at its end."""
    signature: Signature

    @classmethod
    def at(
        cls,
        public_url: str,
        *,
        auth_tokens: Sequence[str],
        inbox: Inbox,
        clock: Clock,
        wake: Callable[[], None],
    ) -> "Door":
        """`auth_tokens`: of all accounts, and one that was replaced lately."""
        return cls(
            inbox=inbox,
            clock=clock,
            wake=wake,
            public_url=public_url.rstrip("/"),
            signature=Signature(auth_tokens),
        )

    def signed(self, handle: Handle) -> Endpoint:
        """Lets through what the carrier signed; 413 for a giant, 403 for all else."""

        async def admit(request: Request) -> Response:
            body = await read_body(request)
            if body is None:
                return Response(status_code=413)
            try:
                fields = read_fields(body)
            except ValueError:
                return Response(status_code=403)
            # Over the public address from the settings: Host is the sender's claim.
            url = f"{self.public_url}{request.scope['path']}"
            if not self.signature.holds(url, fields, request.headers.get(HEADER)):
                return Response(status_code=403)
            return await handle(request, Signed(body=body, fields=fields))

        return admit

    async def kept(self, source: str, key: str, body: bytes, strand: str) -> bool:
        """Whether it is stored now: only then may the carrier take it for delivered."""
        try:
            await self.inbox.keep(source, key, body, self.clock.now(), strand=strand)
        except Exception as problem:
            _log.warning("what the carrier brought could not be stored: %s", type(problem).__name__)
            return False
        self.wake()
        return True
