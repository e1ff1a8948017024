"""The doors for what people begin: texts to our numbers.

Their addresses are set at the carrier, for each number, and hold nothing secret: the signature is
all that tells the carrier from anybody else.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from twilio.twiml.messaging_response import MessagingResponse

from fieldwork.ports import Clock, Inbox
from telephony.body import read_body
from telephony.fields import Fields, read_fields
from telephony.incoming import message_id
from telephony.signature import HEADER, Signature
from telephony.twiml import MEDIA_TYPE

TEXT_PATH = "/text/in"
SMS = "sms"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _TextDoor:
    inbox: Inbox
    clock: Clock
    wake: Callable[[], None]
    url: str
    signature: Signature

    async def answer(self, request: Request) -> Response:
        """Deposits what the carrier signed. The answer to the person leaves as a text of its own,
        with the lane's budget and pace: this document is empty."""
        body = await read_body(request)
        if body is None:
            return Response(status_code=413)
        fields = self._signed(request, body)
        if fields is None:
            return Response(status_code=403)
        if sid := message_id(fields):
            try:
                sender = fields.get("From", "")
                await self.inbox.keep(SMS, sid, body, self.clock.now(), strand=sender)
            except Exception as problem:
                _log.warning("a text message could not be stored: %s", type(problem).__name__)
                return Response(status_code=503)
            self.wake()
        return Response(str(MessagingResponse()), media_type=MEDIA_TYPE)

    def _signed(self, request: Request, body: bytes) -> Fields | None:
        try:
            fields = read_fields(body)
        except ValueError:
            return None
        holds = self.signature.holds(self.url, fields, request.headers.get(HEADER))
        return fields if holds else None


def inbound_routes(
    *,
    inbox: Inbox,
    clock: Clock,
    wake: Callable[[], None],
    public_url: str,
    auth_tokens: Sequence[str],
) -> list[Route]:
    texts = _TextDoor(
        inbox=inbox,
        clock=clock,
        wake=wake,
        url=f"{public_url.rstrip('/')}{TEXT_PATH}",
        signature=Signature(auth_tokens),
    )
    return [Route(TEXT_PATH, texts.answer, methods=["POST"])]
