"""The doors for what people begin: texts and calls to our numbers.

Their addresses are set at the carrier, for each number, and hold nothing secret: the signature is
all that tells the carrier from anybody else.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from twilio.twiml.messaging_response import MessagingResponse

from fieldwork.ports import Clock, Inbox
from inspection.call import Turn
from inspection.incoming_call import IncomingCall
from inspection.questionnaire.keypad import REPEAT
from telephony.body import read_body
from telephony.fields import Fields, read_fields
from telephony.incoming import call_id, message_id
from telephony.patience import Patience
from telephony.signature import HEADER, Signature
from telephony.twiml import (
    MEDIA_TYPE,
    disturbed_document,
    turn_document,
    turned_away_document,
    wait_document,
)
from telephony.webhook import MOST_WAITS

TEXT_PATH, CALL_PATH = "/text/in", "/voice/in"
CALL_OVER_PATH = f"{CALL_PATH}/status"
SMS, CALL_OVER = "sms", "call over"
_ENDS = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})
_KEY = re.compile(r"[0-9*#]")
_log = logging.getLogger(__name__)

Receive = Callable[[IncomingCall], Turn | None]
"""Runs in a thread. None: the call is turned away."""
_Handle = Callable[[Request, bytes, Fields], Awaitable[Response]]


@dataclass(frozen=True, kw_only=True)
class _Doors:
    inbox: Inbox
    receive: Receive
    clock: Clock
    wake: Callable[[], None]
    public_url: str
    signature: Signature
    patience: Patience

    def signed(self, handle: _Handle) -> Callable[[Request], Awaitable[Response]]:
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
            return await handle(request, body, fields)

        return admit

    async def text(self, _: Request, body: bytes, fields: Fields) -> Response:
        """The answer to the person leaves as a text of its own, with the lane's budget and pace:
        this document is empty."""
        sid = message_id(fields)
        if sid and not await self._kept(SMS, sid, body, fields.get("From", "")):
            return Response(status_code=503)
        return _document(str(MessagingResponse()))

    async def over(self, _: Request, body: bytes, fields: Fields) -> Response:
        sid = call_id(fields)
        ended = bool(sid) and fields.get("CallStatus", "") in _ENDS
        if ended and not await self._kept(CALL_OVER, sid, body, sid):
            return Response(status_code=503)
        return Response(status_code=204)

    async def call(self, request: Request, _: bytes, fields: Fields) -> Response:
        sid = call_id(fields)
        if not sid:
            return _document(disturbed_document())
        step: int = request.path_params.get("step", 0)
        waited: int = request.path_params.get("waited", 0)
        # Whoever comes back from a wait is asked again: the key pressed before it is lost.
        digits = REPEAT if waited else fields.get("Digits", "")
        call = IncomingCall(
            provider_id=sid,
            caller=fields.get("From", ""),
            step=step,
            digits=digits if _KEY.fullmatch(digits) else "",
        )
        said = await self.patience.hear(lambda: self.receive(call))
        address = f"{self.public_url}{CALL_PATH}"
        if said is None:
            if waited >= MOST_WAITS:
                return _document(disturbed_document())
            return _document(wait_document(f"{address}/{step}/wait/{waited + 1}"))
        if said.what is None:
            return _document(turned_away_document())
        return _document(turn_document(said.what, f"{address}/{said.what.step}"))

    async def _kept(self, source: str, key: str, body: bytes, strand: str) -> bool:
        try:
            await self.inbox.keep(source, key, body, self.clock.now(), strand=strand)
        except Exception as problem:
            _log.warning("what somebody sent us was not stored: %s", type(problem).__name__)
            return False
        self.wake()
        return True


def inbound_routes(
    *,
    inbox: Inbox,
    receive: Receive,
    clock: Clock,
    wake: Callable[[], None],
    public_url: str,
    auth_tokens: Sequence[str],
    deadline: float = 2.8,
) -> list[Route]:
    """To stand before the routes of our own calls, whose addresses look alike. `deadline`: seconds
    of real time in which `receive` must answer."""
    doors = _Doors(
        inbox=inbox,
        receive=receive,
        clock=clock,
        wake=wake,
        public_url=public_url.rstrip("/"),
        signature=Signature(auth_tokens),
        patience=Patience(deadline=deadline),
    )
    call = doors.signed(doors.call)
    return [
        Route(TEXT_PATH, doors.signed(doors.text), methods=["POST"]),
        Route(CALL_OVER_PATH, doors.signed(doors.over), methods=["POST"]),
        Route(CALL_PATH, call, methods=["POST"]),
        Route(f"{CALL_PATH}/{{step:int}}", call, methods=["POST"]),
        Route(f"{CALL_PATH}/{{step:int}}/wait/{{waited:int}}", call, methods=["POST"]),
    ]


def _document(text: str) -> Response:
    return Response(text, media_type=MEDIA_TYPE)
