"""Signed requests from the carrier to the product."""

from collections.abc import Mapping
from urllib.parse import urlencode

from simulator.carrier.order import Method
from simulator.carrier.signature import sign
from simulator.courier import Courier, Delivery
from simulator.stage import Stage


class Webhooks:
    def __init__(
        self, *, stage: Stage, courier: Courier, account_sid: str, auth_token: str
    ) -> None:
        self._stage = stage
        self._courier = courier
        self.account_sid = account_sid
        self.auth_token = auth_token

    def send(
        self, api: str, url: str, fields: Mapping[str, str], method: Method = "POST"
    ) -> Delivery:
        """Must be called without the world's lock. With GET the fields go into the query."""
        if method == "GET":
            url = f"{url}{'&' if '?' in url else '?'}{urlencode(fields)}"
        form = fields if method == "POST" else None
        headers = {
            "User-Agent": "TwilioProxy/1.1",
            "X-Twilio-Signature": sign(self.auth_token, url, form or {}),
        }
        return self._courier.deliver(
            self._stage, api, url, method=method, form=form, headers=headers
        )

    def fetch(self, api: str, url: str) -> Delivery:
        """A file, as anybody would fetch it. Must be called without the world's lock."""
        headers = {"User-Agent": "TwilioProxy/1.1"}
        return self._courier.deliver(self._stage, api, url, method="GET", headers=headers)

    def later(self, api: str, url: str, fields: Mapping[str, str], method: Method = "POST") -> None:
        """As an event of its own. Twilio does not repeat it when it is lost."""

        def post() -> None:
            self.send(api, url, fields, method)

        self._stage.after(0, post)
