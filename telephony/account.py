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


def read_account(client: Any, account_sid: str, caller_number: str) -> AccountState:
    """Three requests at most. Raises what the library raises; its text may hold the number."""
    account = client.api.accounts(account_sid).fetch()
    return AccountState(
        status=str(account.status),
        kind=str(account.type),
        caller=_caller(client, caller_number),
    )


def _caller(client: Any, number: str) -> Caller:
    for owned in client.incoming_phone_numbers.list(phone_number=number, limit=1):
        return "owned" if (owned.capabilities or {}).get("voice") else "owned without voice"
    for _ in client.outgoing_caller_ids.list(phone_number=number, limit=1):
        return "verified"
    return "foreign"
