"""What an account has: its own record, its numbers and the callers that it may show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simulator.carrier.order import Form, one
from simulator.carrier.resource import account_path, page


@dataclass(kw_only=True)
class Property:
    """A test may change it, as an operator at the carrier's own pages would."""

    account_sid: str
    status: str = "active"
    kind: str = "Full"
    numbers: Sequence[str] = ()
    voice: bool = True
    verified: Sequence[str] = ()
    voice_url: str = ""
    """Where calls to each of the numbers go; "" where nobody takes them."""
    status_callback: str = ""
    """Where the ends of these calls are told."""
    sms_url: str = ""
    """Where texts to them go."""

    def account(self) -> dict[str, Any]:
        return {
            "sid": self.account_sid,
            "friendly_name": "Mingcha (simulated)",
            "status": self.status,
            "type": self.kind,
            "owner_account_sid": self.account_sid,
            "uri": f"{account_path(self.account_sid)}.json",
        }

    def incoming(self, form: Form) -> dict[str, Any]:
        return self._listed(self.numbers, form, "IncomingPhoneNumbers", "incoming_phone_numbers")

    def outgoing(self, form: Form) -> dict[str, Any]:
        return self._listed(self.verified, form, "OutgoingCallerIds", "outgoing_caller_ids")

    def _listed(
        self, numbers: Sequence[str], form: Form, resource: str, key: str
    ) -> dict[str, Any]:
        wanted = one(form, "PhoneNumber")
        found = [number for number in numbers if wanted in ("", number)]
        path = f"{account_path(self.account_sid)}/{resource}.json"
        return page(found, form, path, key, self._number)

    def _number(self, number: str) -> dict[str, Any]:
        return {
            "account_sid": self.account_sid,
            "phone_number": number,
            "voice_url": self.voice_url,
            "voice_method": "POST",
            "status_callback": self.status_callback,
            "status_callback_method": "POST",
            "sms_url": self.sms_url,
            "sms_method": "POST",
            "capabilities": {"voice": self.voice, "sms": True, "mms": False, "fax": False},
        }
