"""The two doors for the carrier: status callbacks are deposited, conversations are answered."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from inspection.call import Heard, Turn
from telephony.door import Door, Endpoint, Handle, Signed
from telephony.media import MEDIA_PATH
from telephony.patience import Patience
from telephony.recordings import RECORDING, recorded
from telephony.reply import document, wait
from telephony.status import is_machine, stored_body
from telephony.twiml import disturbed_document, turn_document

MOST_RESUMED = 3
"""So often the carrier may get no answer at one step: then it will not get one at all."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_KEYS = re.compile(r"[0-9*#]{0,8}")
_STEP = re.compile(r"/voice/[A-Za-z0-9_-]+/([0-9]{1,4})(?:/wait/([0-9]{1,4}))?\Z")

Converse = Callable[[Heard], Turn]
"""Runs in a thread. Raises LookupError for a token that it does not know."""


@dataclass(frozen=True, kw_only=True)
class _OfAttempts:
    door: Door
    converse: Converse
    patience: Patience

    def endpoint(self, handle: Handle) -> Endpoint:
        """403 for what cannot be a token, too."""

        async def known(request: Request, signed: Signed) -> Response:
            if not _TOKEN.fullmatch(request.path_params["token"]):
                return Response(status_code=403)
            return await handle(request, signed)

        return self.door.signed(known)

    async def deposit(self, request: Request, signed: Signed) -> Response:
        fields = signed.fields
        token: str = request.path_params["token"]
        # With the call's id: a second call for one attempt must not hide behind the first.
        named = (fields.get(name, "") for name in ("CallSid", "CallStatus", "SequenceNumber"))
        return await self._store("carrier", ":".join((token, *named)), token, signed)

    async def deposit_recording(self, request: Request, signed: Signed) -> Response:
        token: str = request.path_params["token"]
        named = (signed.fields.get(name, "") for name in ("RecordingSid", "RecordingStatus"))
        return await self._store("recording", ":".join((token, *named)), token, signed)

    async def deposit_text(self, request: Request, signed: Signed) -> Response:
        fields = signed.fields
        token: str = request.path_params["token"]
        named = (fields.get(name, "") for name in ("MessageSid", "MessageStatus", "ErrorCode"))
        return await self._store("text", ":".join((token, *named)), token, signed)

    async def _store(self, source: str, key: str, token: str, signed: Signed) -> Response:
        kept = await self.door.kept(source, key, stored_body(token, signed.body), token)
        return Response(status_code=204 if kept else 503)

    async def answer(self, request: Request, signed: Signed) -> Response:
        token: str = request.path_params["token"]
        step: int = request.path_params["step"]
        waited: int = request.path_params.get("waited", 0)
        # Whoever comes back from a wait is asked again: the key pressed before it is lost, never
        # guessed, and not having pressed one since is no silence.
        digits = "" if waited else signed.fields.get("Digits", "")
        recording, seconds = recorded(signed.fields)
        heard = Heard(
            token=token,
            step=step,
            digits=digits if _KEYS.fullmatch(digits) else "",
            provider_id=signed.fields.get("CallSid", ""),
            machine=is_machine(signed.fields.get("AnsweredBy", "")),
            again=bool(waited),
            recording="" if waited else recording,
            spoken_seconds=seconds,
        )
        address = self._address(token)
        try:
            turn = await self.patience.hear(lambda: self.converse(heard))
        except LookupError:
            return document(disturbed_document())
        if turn is not None:
            said = turn_document(
                turn.what,
                f"{address}/{turn.what.step}",
                plays=f"{self.door.public_url}{MEDIA_PATH}",
                news_to=f"{address}/{RECORDING}",
            )
            return document(said)
        return wait(address, step, waited)

    async def resume(self, request: Request, signed: Signed) -> Response:
        """The carrier got no answer at the address that it names, from a process that died
        perhaps: whoever is on the line is asked for a moment's patience and goes on there. If that
        answer was committed it is given again, and a key that was not is asked for anew."""
        failed = _STEP.search(signed.fields.get("ErrorUrl", ""))
        if failed is None or int(failed[2] or 0) >= MOST_RESUMED:
            return document(disturbed_document())
        address = self._address(request.path_params["token"])
        return wait(address, int(failed[1]), int(failed[2] or 0))

    def _address(self, token: str) -> str:
        return f"{self.door.public_url}/voice/{token}"


def routes(door: Door, *, converse: Converse, deadline: float = 2.8) -> list[Route]:
    """`deadline`: seconds of real time in which `converse` must answer; the carrier gives up after
    15, and a person before that."""
    ours = _OfAttempts(door=door, converse=converse, patience=Patience(deadline=deadline))
    answer = ours.endpoint(ours.answer)
    return [
        Route("/text/{token}/status", ours.endpoint(ours.deposit_text), methods=["POST"]),
        Route("/voice/{token}/status", ours.endpoint(ours.deposit), methods=["POST"]),
        Route(
            f"/voice/{{token}}/{RECORDING}", ours.endpoint(ours.deposit_recording), methods=["POST"]
        ),
        Route("/voice/{token}/again", ours.endpoint(ours.resume), methods=["POST"]),
        Route("/voice/{token}/{step:int}", answer, methods=["POST"]),
        Route("/voice/{token}/{step:int}/wait/{waited:int}", answer, methods=["POST"]),
    ]
