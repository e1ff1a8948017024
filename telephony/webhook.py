"""The two doors for the carrier: status callbacks are deposited, conversations are answered."""

import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fieldwork.ports import Clock, Inbox
from inspection.call import Heard, Turn
from telephony.body import read_body
from telephony.fields import Fields, read_fields
from telephony.patience import Patience
from telephony.signature import HEADER, Signature
from telephony.status import is_machine, stored_body
from telephony.twiml import MEDIA_TYPE, disturbed_document, turn_document, wait_document

MOST_WAITS = 20
"""So often a caller is asked for a moment's patience at one step; that is about two minutes."""
MOST_RESUMED = 3
"""So often the carrier may get no answer at one step: then it will not get one at all."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_KEYS = re.compile(r"[0-9*#]{0,8}")
_STEP = re.compile(r"/voice/[A-Za-z0-9_-]+/([0-9]{1,4})(?:/wait/([0-9]{1,4}))?\Z")
_log = logging.getLogger(__name__)

Converse = Callable[[Heard], Turn]
"""Runs in a thread. Raises LookupError for a token that it does not know."""


@dataclass(frozen=True, kw_only=True)
class _Signed:
    token: str
    body: bytes
    fields: Fields


_Handle = Callable[[Request, _Signed], Awaitable[Response]]


@dataclass(frozen=True, kw_only=True)
class _Doors:
    inbox: Inbox
    converse: Converse
    clock: Clock
    wake: Callable[[], None]
    public_url: str
    signature: Signature
    patience: Patience

    def signed(
        self, handle: _Handle, kind: str = "voice", door: str = "status"
    ) -> Callable[[Request], Awaitable[Response]]:
        """Lets through what the carrier signed; 413 for a giant, 403 for all else."""

        async def admit(request: Request) -> Response:
            body = await read_body(request)
            if body is None:
                return Response(status_code=413)
            token = request.path_params["token"]
            try:
                fields = read_fields(body)
            except ValueError:
                return Response(status_code=403)
            # Over the public address from the settings: Host and path are the sender's claims.
            url = self._url(kind, door, request.path_params)
            if not _TOKEN.fullmatch(token) or not self.signature.holds(
                url, fields, request.headers.get(HEADER)
            ):
                return Response(status_code=403)
            return await handle(request, _Signed(token=token, body=body, fields=fields))

        return admit

    def _url(self, kind: str, door: str, path: dict[str, str | int]) -> str:
        url = f"{self.public_url}/{kind}/{path['token']}/{path.get('step', door)}"
        return f"{url}/wait/{path['waited']}" if "waited" in path else url

    async def deposit(self, _: Request, signed: _Signed) -> Response:
        fields = signed.fields
        # With the call's id: a second call for one attempt must not hide behind the first.
        key = ":".join(
            (signed.token, *(fields.get(name, "") for name in ("CallSid", "CallStatus")))
        )
        key = f"{key}:{fields.get('SequenceNumber', '')}"
        return await self._store("carrier", key, signed)

    async def deposit_text(self, _: Request, signed: _Signed) -> Response:
        fields = signed.fields
        named = (fields.get(name, "") for name in ("MessageSid", "MessageStatus", "ErrorCode"))
        return await self._store("text", ":".join((signed.token, *named)), signed)

    async def _store(self, source: str, key: str, signed: _Signed) -> Response:
        body = stored_body(signed.token, signed.body)
        try:
            await self.inbox.keep(source, key, body, self.clock.now(), strand=signed.token)
        except Exception as problem:
            _log.warning("a status callback could not be stored: %s", type(problem).__name__)
            return Response(status_code=503)
        self.wake()
        return Response(status_code=204)

    async def answer(self, request: Request, signed: _Signed) -> Response:
        step: int = request.path_params["step"]
        waited: int = request.path_params.get("waited", 0)
        # Whoever comes back from a wait is asked again: the key pressed before it is lost, never
        # guessed, and not having pressed one since is no silence.
        digits = "" if waited else signed.fields.get("Digits", "")
        heard = Heard(
            token=signed.token,
            step=step,
            digits=digits if _KEYS.fullmatch(digits) else "",
            provider_id=signed.fields.get("CallSid", ""),
            machine=is_machine(signed.fields.get("AnsweredBy", "")),
            again=bool(waited),
        )
        address = f"{self.public_url}/voice/{signed.token}"
        try:
            turn = await self.patience.hear(lambda: self.converse(heard))
        except LookupError:
            return _document(disturbed_document())
        if turn is not None:
            return _document(turn_document(turn.what, f"{address}/{turn.what.step}"))
        return self._wait(signed, step, waited)

    async def resume(self, _: Request, signed: _Signed) -> Response:
        """The carrier got no answer at the address that it names, from a process that died
        perhaps: whoever is on the line is asked for a moment's patience and goes on there. If that
        answer was committed it is given again, and a key that was not is asked for anew."""
        failed = _STEP.search(signed.fields.get("ErrorUrl", ""))
        if failed is None or int(failed[2] or 0) >= MOST_RESUMED:
            return _document(disturbed_document())
        return self._wait(signed, int(failed[1]), int(failed[2] or 0))

    def _wait(self, signed: _Signed, step: int, waited: int) -> Response:
        if waited >= MOST_WAITS:
            return _document(disturbed_document())
        address = f"{self.public_url}/voice/{signed.token}"
        return _document(wait_document(f"{address}/{step}/wait/{waited + 1}"))


def routes(
    *,
    inbox: Inbox,
    converse: Converse,
    clock: Clock,
    wake: Callable[[], None],
    public_url: str,
    auth_tokens: Sequence[str],
    deadline: float = 2.8,
) -> list[Route]:
    """`deadline`: seconds of real time in which `converse` must answer; the carrier gives up after
    15, and a person before that."""
    doors = _Doors(
        inbox=inbox,
        converse=converse,
        clock=clock,
        wake=wake,
        public_url=public_url.rstrip("/"),
        signature=Signature(auth_tokens),
        patience=Patience(deadline=deadline),
    )
    answer, deposit = doors.signed(doors.answer), doors.signed(doors.deposit)
    deposit_text = doors.signed(doors.deposit_text, "text")
    resume = doors.signed(doors.resume, door="again")
    return [
        Route("/text/{token}/status", deposit_text, methods=["POST"]),
        Route("/voice/{token}/status", deposit, methods=["POST"]),
        Route("/voice/{token}/again", resume, methods=["POST"]),
        Route("/voice/{token}/{step:int}", answer, methods=["POST"]),
        Route("/voice/{token}/{step:int}/wait/{waited:int}", answer, methods=["POST"]),
    ]


def _document(text: str) -> Response:
    return Response(text, media_type=MEDIA_TYPE)
