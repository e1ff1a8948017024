"""The carrier's signature under a webhook."""

from collections.abc import Sequence

from twilio.request_validator import RequestValidator

from telephony.fields import Fields

HEADER = "X-Twilio-Signature"


class Signature:
    """Knows the auth tokens in force: two of them while one replaces the other."""

    def __init__(self, auth_tokens: Sequence[str]) -> None:
        if not auth_tokens or not all(auth_tokens):
            raise ValueError("an auth token of the carrier is empty; expected one or two tokens")
        self._validators = [RequestValidator(token) for token in auth_tokens]

    def holds(self, url: str, fields: Fields, signature: str | None) -> bool:
        """`url` is the public address as the carrier was given it, never one that the request
        claims."""
        if not signature:
            return False
        try:
            return any(one.validate(url, fields, signature) for one in self._validators)
        except Exception:
            # The library raises on much that is malformed; whatever it raises is no signature.
            return False
