"""All that went between a product and the simulated providers, checked against their contracts."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from twilio.request_validator import RequestValidator

from simulator import World
from simulator.messenger.uploads import Upload
from simulator.traffic import Exchange
from tests.contract.specs import Specs
from tests.contract.twilio_webhook import WEBHOOKS

_TELEGRAM, _FILE = "telegram.", "file"


def check_traffic(world: World, specs: Specs) -> list[str]:
    """What breaks a contract, one line a kind with how often; [] is good.

    The world must record from its beginning (`world.traffic.recording = True`): requests and
    webhooks that it did not record are reported too.
    """
    signatures = RequestValidator(world.twilio.auth_token)
    found = Counter(
        f"{exchange.direction} {exchange.api}: {problem}"
        for exchange in world.traffic.exchanges
        for problem in _problems(exchange, specs, signatures)
    )
    return [*_unrecorded(world), *(f"{line} ({times}x)" for line, times in found.items())]


def _unrecorded(world: World) -> Iterator[str]:
    counts, exchanges = world.counts, world.traffic.exchanges
    webhooks = sum(exchange.direction == "webhook" for exchange in exchanges)
    for kind, made, recorded in (
        ("requests", counts.requests.total(), len(exchanges) - webhooks),
        ("webhooks", counts.webhooks.total() + counts.lost.total(), webhooks),
    ):
        if recorded < made:
            yield f"{made - recorded} of {made} {kind} were not recorded, so nobody checked them"


def _problems(exchange: Exchange, specs: Specs, signatures: RequestValidator) -> Iterator[str]:
    if exchange.direction == "webhook":
        yield from _webhook(exchange, specs, signatures)
    elif exchange.api.startswith(_TELEGRAM):
        yield from _telegram_request(exchange, specs)
    else:
        yield from _twilio_request(exchange, specs)


def _telegram_request(exchange: Exchange, specs: Specs) -> Iterator[str]:
    method = exchange.api.removeprefix(_TELEGRAM)
    if method == _FILE:
        # No method: the address that is made of the token and of what `getFile` says.
        yield from () if exchange.method == "GET" else ("a file is fetched by GET",)
        return
    content = exchange.headers.get("content-type", "")
    encoded = not content.startswith("application/json")
    params = {
        # A part of a multipart body with a file name is what the description calls InputFile.
        name: value.filename if isinstance(value, Upload) else value
        for name, value in exchange.params.items()
    }
    yield from specs.bot_api.request(method, params, encoded=encoded)
    if exchange.status is not None:
        yield from specs.bot_api.answer(method, exchange.status, exchange.answer)


def _twilio_request(exchange: Exchange, specs: Specs) -> Iterator[str]:
    content = exchange.headers.get("content-type", "")
    if exchange.method == "POST" and not content.startswith("application/x-www-form-urlencoded"):
        yield "expected a form (application/x-www-form-urlencoded)"
    yield from specs.twilio.request(exchange.method, exchange.url, exchange.params)
    if exchange.status is not None:
        yield from specs.twilio.answer(
            exchange.method, exchange.url, exchange.status, exchange.answer
        )


def _webhook(exchange: Exchange, specs: Specs, signatures: RequestValidator) -> Iterator[str]:
    if exchange.api == "telegram.update":
        yield from specs.bot_api.update(exchange.params)
        return
    if exchange.api == "twilio.play":
        # "Twilio does not send its standard HTTP parameters when making requests to <Play> URLs."
        if exchange.method != "GET" or exchange.params:
            yield "expected GET without fields"
        return
    if exchange.api not in WEBHOOKS:
        yield f"no contract is known for it; expected telegram.update or {', '.join(WEBHOOKS)}"
        return
    fields = dict(exchange.params)
    if exchange.method == "GET":
        # The carrier adds its fields to those that the product's own address had.
        query = dict(parse_qsl(urlsplit(exchange.url).query, keep_blank_values=True))
        known = {**WEBHOOKS[exchange.api].required, **WEBHOOKS[exchange.api].optional}
        fields = {name: value for name, value in query.items() if name in known}
    yield from WEBHOOKS[exchange.api].problems(fields, exchange.api)
    signature = exchange.headers.get("X-Twilio-Signature", "")
    if not signatures.validate(exchange.url, exchange.params, signature):
        yield "its signature is not that of its address and fields"
