"""A custodian's chain of one-time codes: each code is the hash of the one that comes after it."""

from datetime import UTC, datetime, timedelta

from inspection.digest import sha

CHAIN_LENGTH = 366 * 48 + 1
"""Codes for a leap year of half hours, and one more so that the secret itself is never a code."""
_STEP = timedelta(minutes=30)


def chain(secret: bytes, n: int, k: int) -> bytes:
    """Code number k of a chain of n: SHA^(n-k)(secret). k = 0 is the anchor."""
    if not 0 <= k <= n:
        raise ValueError(f"code number {k} is not in this chain: it has numbers 0 to {n}")
    return _hashed(secret, n - k)


def anchor(secret: bytes, n: int) -> bytes:
    """What is published before the first use: SHA^n(secret)."""
    return chain(secret, n, 0)


def code_is_of(anchor: bytes, k: int, code: bytes) -> bool:
    """Whether `code` is number k of the chain that was published as `anchor`."""
    return k >= 1 and _hashed(code, k) == anchor


def slot_number(opens_at: datetime, start: datetime) -> int:
    """Which code belongs to a slot: half hours since the chain's start, counted from 1.

    Below 1 for a slot that opens before the start. Raises ValueError on naive datetimes.
    """
    if opens_at.tzinfo is None or start.tzinfo is None:
        raise ValueError("a slot's opening and a chain's start need a time zone")
    return (opens_at.astimezone(UTC) - start.astimezone(UTC)) // _STEP + 1


def chain_end(start: datetime, n: int) -> datetime:
    """When the half hour of the last code ends; number n would be the secret itself."""
    return start + (n - 1) * _STEP


def _hashed(code: bytes, times: int) -> bytes:
    for _ in range(times):
        code = sha(code)
    return code
