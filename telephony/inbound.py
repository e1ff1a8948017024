"""The doors for what people begin: texts and calls to our numbers.

Their addresses are set at the carrier, for each number, and hold nothing secret: the signature is
all that tells the carrier from anybody else.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from twilio.twiml.messaging_response import MessagingResponse

from inspection.call import Turn
from inspection.incoming_call import IncomingCall
from inspection.questionnaire.keypad import REPEAT
from telephony.door import Door, Signed
from telephony.incoming import call_id, message_id
from telephony.patience import Patience
from telephony.reply import document, wait
from telephony.twiml import disturbed_document, turn_document, turned_away_document

TEXT_PATH, CALL_PATH = "/text/in", "/voice/in"
CALL_OVER_PATH = f"{CALL_PATH}/status"
SMS, CALL_OVER = "sms", "call over"
_ENDS = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})
_KEY = re.compile(r"[0-9*#]")

Receive = Callable[[IncomingCall], Turn | None]
"""Runs in a thread. None: the call is turned away."""


@dataclass(frozen=True, kw_only=True)
class _Begun:
    door: Door
    receive: Receive
    patience: Patience

    async def text(self, _: Request, signed: Signed) -> Response:
        """The answer to the person leaves as a text of its own, with the lane's budget and pace:
        this document is empty."""
        sid, sender = message_id(signed.fields), signed.fields.get("From", "")
        if sid and not await self.door.kept(SMS, sid, signed.body, sender):
            return Response(status_code=503)
        return document(str(MessagingResponse()))

    async def over(self, _: Request, signed: Signed) -> Response:
        sid = call_id(signed.fields)
        ended = bool(sid) and signed.fields.get("CallStatus", "") in _ENDS
        if ended and not await self.door.kept(CALL_OVER, sid, signed.body, sid):
            return Response(status_code=503)
        return Response(status_code=204)

    async def call(self, request: Request, signed: Signed) -> Response:
        fields = signed.fields
        sid = call_id(fields)
        if not sid:
            return document(disturbed_document())
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
        address = f"{self.door.public_url}{CALL_PATH}"
        if said is None:
            return wait(address, step, waited)
        if said.what is None:
            return document(turned_away_document())
        return document(turn_document(said.what, f"{address}/{said.what.step}"))


def inbound_routes(door: Door, *, receive: Receive, deadline: float = 2.8) -> list[Route]:
    """To stand before the routes of our own calls, whose addresses look alike. `deadline`: seconds
    of real time in which `receive` must answer."""
    begun = _Begun(door=door, receive=receive, patience=Patience(deadline=deadline))
    call = door.signed(begun.call)
    return [
        Route(TEXT_PATH, door.signed(begun.text), methods=["POST"]),
        Route(CALL_OVER_PATH, door.signed(begun.over), methods=["POST"]),
        Route(CALL_PATH, call, methods=["POST"]),
        Route(f"{CALL_PATH}/{{step:int}}", call, methods=["POST"]),
        Route(f"{CALL_PATH}/{{step:int}}/wait/{{waited:int}}", call, methods=["POST"]),
    ]
