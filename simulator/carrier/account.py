"""The simulated Twilio account: its credentials, its numbers and what its REST API does."""

import base64
import binascii
import hmac
from collections.abc import Callable

from simulator.carrier import listing
from simulator.carrier.call import Ask, Call
from simulator.carrier.callee import Listener
from simulator.carrier.errors import CarrierError, not_found
from simulator.carrier.exchange import Exchange
from simulator.carrier.order import (
    CHANGED,
    Form,
    Order,
    absolute,
    method,
    one,
    placed,
    refuse_unknown,
)
from simulator.carrier.property import Property
from simulator.carrier.resource import account_path, call_resource, message_resource, page
from simulator.carrier.texting import Texting
from simulator.carrier.twiml import TwimlError, parse
from simulator.carrier.webhook import Webhooks
from simulator.courier import Courier
from simulator.gate import Answer, Gate
from simulator.stage import Stage

CALLER_NUMBERS = ("+861055500100", "+861055500101")


class SimulatedTwilio:
    def __init__(self, *, stage: Stage, courier: Courier, gate: Gate, base_url: str) -> None:
        self.base_url = base_url
        """For the client library: `client.api.base_url = world.twilio.base_url`."""
        self.account_sid = stage.hex_id("AC")
        self.auth_token = stage.hex_id("")
        self.caller_numbers = CALLER_NUMBERS
        self.caller_number = CALLER_NUMBERS[0]
        self.gate = gate
        self.property = Property(account_sid=self.account_sid, numbers=CALLER_NUMBERS)
        webhooks = Webhooks(
            stage=stage,
            courier=courier,
            account_sid=self.account_sid,
            auth_token=self.auth_token,
        )
        self.exchange = Exchange(stage, webhooks, base_url)
        self.texting = Texting(stage, webhooks)

    def answer(
        self, account_sid: str, authorization: str, path: str, handle: Callable[[], Answer]
    ) -> Answer:
        """Runs `handle` for whoever knows the token; refusals become Twilio's error bodies."""
        try:
            if not self._authentic(authorization):
                raise CarrierError(401, 20003, "Authenticate")
            if account_sid != self.account_sid:
                raise not_found(path)
            return handle()
        except CarrierError as refusal:
            return refusal.answer

    def fetch_account(self) -> Answer:
        return Answer(body=self.property.account())

    def list_numbers(self, form: Form) -> Answer:
        return Answer(body=self.property.incoming(form))

    def list_callers(self, form: Form) -> Answer:
        return Answer(body=self.property.outgoing(form))

    def create_call(self, form: Form) -> Answer:
        order = placed(form, caller_numbers=self.caller_numbers)
        return Answer(status=201, body=self._call(self.exchange.place(order)))

    def fetch_call(self, sid: str) -> Answer:
        return Answer(body=self._call(self._known(sid)))

    def list_calls(self, form: Form) -> Answer:
        found = listing.calls(list(self.exchange.calls.values()), form)
        path = f"{account_path(self.account_sid)}/Calls.json"
        return Answer(body=page(found, form, path, "calls", self._call))

    def update_call(self, sid: str, form: Form) -> Answer:
        """Hangs up (`Status`) or plays something else (`Url`, `Twiml`)."""
        call = self._known(sid)
        refuse_unknown(form, CHANGED)
        if not call.live:
            raise CarrierError(400, 21220, "Call is not in-progress. Cannot redirect.")
        status = one(form, "Status")
        if status not in ("", "completed", "canceled"):
            raise CarrierError(400, 20001, f"Invalid Status {status!r}")
        if status == "completed" or (status == "canceled" and not call.answered):
            self.exchange.hang_up(call)
        elif not status:
            self._redirect(call, form)
        return Answer(body=self._call(call))

    def fetch_recording(self, sid: str, ending: str) -> Answer:
        """What is known of it ("json"), or what was recorded ("wav")."""
        recordings = self.exchange.recordings
        return recordings.media(sid) if ending == "wav" else recordings.fetch(sid)

    def delete_recording(self, sid: str) -> Answer:
        return self.exchange.recordings.delete(sid)

    def create_message(self, form: Form) -> Answer:
        message = self.texting.send(form, caller_numbers=self.caller_numbers)
        return Answer(status=201, body=message_resource(message, self.account_sid))

    def write_text(
        self, number: str, body: str, *, ours: str = "", opt_out: str = "", times: int = 1
    ) -> str:
        """Somebody with this number writes to one of ours (the first); returns the sid."""
        return self.texting.receive(
            number,
            body,
            ours=ours or self.caller_number,
            url=self.property.sms_url,
            opt_out=opt_out,
            times=times,
        )

    def call_us(self, number: str, caller: Listener, *, ours: str = "") -> Call | None:
        """Somebody calls one of our numbers (the first), and shows `number`; None where nobody
        takes such calls."""
        if not self.property.voice_url:
            return None
        order = Order(
            to=ours or self.caller_number,
            from_=number,
            url=self.property.voice_url,
            status_callback=self.property.status_callback,
            time_limit=600,
        )
        return self.exchange.receive(order, caller)

    def fetch_message(self, sid: str) -> Answer:
        message = self.texting.messages.get(sid)
        if message is None:
            raise not_found(f"{account_path(self.account_sid)}/Messages/{sid}.json")
        return Answer(body=message_resource(message, self.account_sid))

    def list_messages(self, form: Form) -> Answer:
        found = listing.messages(list(self.texting.messages.values()), form)
        path = f"{account_path(self.account_sid)}/Messages.json"
        return Answer(
            body=page(
                found, form, path, "messages", lambda m: message_resource(m, self.account_sid)
            )
        )

    def _redirect(self, call: Call, form: Form) -> None:
        if call.listener is None:
            raise CarrierError(400, 21220, "Call is not in-progress. Cannot redirect.")
        if url := absolute(one(form, "Url")):
            self.exchange.redirect(call, Ask(url=url, method=method(form, "Method")))
            return
        try:
            document = parse(one(form, "Twiml"), "text/xml", call.order.url)
        except TwimlError as problem:
            raise CarrierError(400, 21205, f"Url is required, or Twiml: {problem}") from problem
        self.exchange.redirect(call, document)

    def _known(self, sid: str) -> Call:
        if sid not in self.exchange.calls:
            raise not_found(f"{account_path(self.account_sid)}/Calls/{sid}.json")
        return self.exchange.calls[sid]

    def _call(self, call: Call) -> dict[str, object]:
        return call_resource(call, self.account_sid)

    def _authentic(self, authorization: str) -> bool:
        scheme, _, given = authorization.partition(" ")
        try:
            decoded = base64.b64decode(given, validate=True)
        except binascii.Error:
            return False
        expected = f"{self.account_sid}:{self.auth_token}".encode()
        return scheme.lower() == "basic" and hmac.compare_digest(decoded, expected)
