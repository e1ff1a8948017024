"""What the carrier says of our account and of the number that we call from."""

from dataclasses import dataclass
from typing import Any, Literal

Caller = Literal["owned", "owned without voice", "verified", "foreign"]


@dataclass(frozen=True, kw_only=True)
class AccountState:
    status: str
    """active, suspended or closed, as the carrier says."""
    kind: str
    """Trial or Full, as the carrier says."""
    caller: Caller
    """`verified`: somebody else's number that the account may show."""
    doors: "Doors | None" = None
    """Where the carrier sends what people begin on the number; None of one that is not ours."""


@dataclass(frozen=True, kw_only=True)
class Doors:
    """Addresses as the carrier has them; "" where nothing is set, or where it is no POST."""

    call: str
    call_over: str
    text: str


def read_account(client: Any, account_sid: str, caller_number: str) -> AccountState:
    """Three requests at most. Raises what the library raises; its text may hold the number."""
    account = client.api.accounts(account_sid).fetch()
    return AccountState(
        status=str(account.status),
        kind=str(account.type),
        **_number(client, caller_number),
    )


def _number(client: Any, number: str) -> dict[str, Any]:
    for owned in client.incoming_phone_numbers.list(phone_number=number, limit=1):
        voice = (owned.capabilities or {}).get("voice")
        return {"caller": "owned" if voice else "owned without voice", "doors": _doors(owned)}
    return {"caller": _shown(client, number)}


def _doors(owned: Any) -> Doors:
    posted = {
        name: getattr(owned, url, None) or ""
        for name, url, method in (
            ("call", "voice_url", "voice_method"),
            ("call_over", "status_callback", "status_callback_method"),
            ("text", "sms_url", "sms_method"),
        )
        if (getattr(owned, method, None) or "POST") == "POST"
    }
    return Doors(**{"call": "", "call_over": "", "text": ""} | posted)


def _shown(client: Any, number: str) -> Caller:
    for _ in client.outgoing_caller_ids.list(phone_number=number, limit=1):
        return "verified"
    return "foreign"
