"""Twilio's REST API as HTTP routes."""

from collections.abc import Callable
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.carrier.account import SimulatedTwilio
from simulator.carrier.errors import not_found
from simulator.gate import Answer

Form = dict[str, list[str]]
Operation = Callable[[SimulatedTwilio, str, Form], Answer]
"""Of an account, a resource's sid ("" for a collection) and the query and form fields."""

_OPERATIONS: dict[tuple[str, str], tuple[str, Operation]] = {
    ("POST", "Calls"): ("twilio.calls.create", lambda a, _, form: a.create_call(form)),
    ("GET", "Calls"): ("twilio.calls.list", lambda a, _, form: a.list_calls(form)),
    ("GET", "Calls/"): ("twilio.calls.fetch", lambda a, sid, _: a.fetch_call(sid)),
    ("POST", "Calls/"): ("twilio.calls.update", lambda a, sid, form: a.update_call(sid, form)),
    ("GET", ""): ("twilio.account.fetch", lambda a, _, __: a.fetch_account()),
    ("GET", "IncomingPhoneNumbers"): (
        "twilio.numbers.list",
        lambda a, _, form: a.list_numbers(form),
    ),
    ("GET", "OutgoingCallerIds"): ("twilio.callers.list", lambda a, _, form: a.list_callers(form)),
    ("POST", "Messages"): ("twilio.messages.create", lambda a, _, form: a.create_message(form)),
    ("GET", "Messages"): ("twilio.messages.list", lambda a, _, form: a.list_messages(form)),
    ("GET", "Recordings/"): (
        "twilio.recordings.fetch",
        lambda a, sid, _: a.fetch_recording(sid, "json"),
    ),
    ("GET", "Recordings/wav"): (
        "twilio.recordings.media",
        lambda a, sid, _: a.fetch_recording(sid, "wav"),
    ),
    ("DELETE", "Recordings/"): (
        "twilio.recordings.delete",
        lambda a, sid, _: a.delete_recording(sid),
    ),
    ("GET", "Messages/"): ("twilio.messages.fetch", lambda a, sid, _: a.fetch_message(sid)),
}


def carrier_app(account: Callable[[], SimulatedTwilio]) -> Starlette:
    """`account` is asked anew for each request: the world may have been reset."""

    async def resource(request: Request) -> Response:
        kind, sid = request.path_params.get("kind", ""), request.path_params.get("sid", "")
        ending = "wav" if request.url.path.endswith(".wav") else ""
        known = _OPERATIONS.get((request.method, kind + (f"/{ending}" if sid else "")))
        if known is None:
            return await _missing(request)
        api, operation = known
        current = account()
        form = await _form(request)
        return await current.gate.admit(
            api,
            request,
            {name: values[0] if len(values) == 1 else values for name, values in form.items()},
            lambda: current.answer(
                request.path_params["account"],
                request.headers.get("authorization", ""),
                request.url.path,
                lambda: operation(current, sid, form),
            ),
        )

    base = "/2010-04-01/Accounts/{account}"
    methods = ["GET", "POST"]
    return Starlette(
        routes=[
            Route(f"{base}.json", resource, methods=methods),
            Route(f"{base}/{{kind}}.json", resource, methods=methods),
            Route(f"{base}/{{kind}}/{{sid}}.json", resource, methods=[*methods, "DELETE"]),
            Route(f"{base}/{{kind}}/{{sid}}.wav", resource, methods=["GET"]),
            Route("/{path:path}", _missing, methods=[*methods, "DELETE", "PUT"]),
        ]
    )


async def _missing(request: Request) -> Response:
    answer = not_found(request.url.path).answer
    return JSONResponse(answer.body, status_code=answer.status)


async def _form(request: Request) -> Form:
    text = request.url.query if request.method == "GET" else (await request.body()).decode()
    form: Form = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        form.setdefault(name, []).append(value)
    return form
