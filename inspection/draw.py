"""CY-DRAW-1: who is picked in a slot, and who and when follows inside a pick."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from inspection.digest import hmac_sha, lp, sha
from inspection.frame import Frame
from inspection.rate import PPB
from inspection.ticket import Tickets, tickets_under, u64

_SCHEME = "cy-draw-1"
_CERTAIN = b"\xff" * 33  # longer than any ticket of 32 bytes, so that all of them sort before it


@dataclass(frozen=True, kw_only=True)
class Pick:
    """A selected unit, the chance it had, and the ticket that selected it."""

    unit: str
    pi_ppb: int
    ticket: bytes


def codes_salt(codes: Iterable[tuple[str, bytes]]) -> bytes:
    """The custodians' codes of one slot as one salt; pairs of custodian's name and code.

    Raises ValueError where there is no custodian or two of one name.
    """
    ordered = sorted(codes, key=itemgetter(0))
    if not ordered:
        raise ValueError("a draw needs the code of at least one custodian; there is none")
    if len({name for name, _ in ordered}) < len(ordered):
        raise ValueError("two codes came from one custodian; expected one code from each")
    return sha(b"".join(lp(code) for _, code in ordered))


def prk(*, codes: Iterable[tuple[str, bytes]], draw: str, slot: str, randomness: bytes) -> bytes:
    """The slot's key, of (custodian, code) pairs, the draw's id, the slot's label and the beacon.

    The frame's root and the policy are left out on purpose: whoever could backdate a commitment
    could otherwise try frames until the key suits.
    """
    return hmac_sha(codes_salt(codes), lp(_SCHEME) + lp(draw) + lp(slot) + lp(randomness))


def inside_commitment(b: bytes) -> bytes:
    """What is committed of a slot's inside secret (32 fresh bytes) before the slot opens."""
    return sha(b)


def inside_key(b: bytes, prk: bytes) -> bytes:
    """The key of everything inside a pick. Only auditors see b: with it and the codes anybody
    could recompute which household was called, and when."""
    return hmac_sha(b, lp(f"{_SCHEME} inside") + lp(prk))


def picks(prk: bytes, chances: Sequence[tuple[str, int]]) -> tuple[Pick, ...]:
    """The picked ones of (unit, pi_ppb) pairs, in ticket order, in which they are also worked.

    Raises ValueError on a chance outside 0..10^9.
    """
    bounds = {pi: _bound(pi) for pi in {pi for _, pi in chances}}
    drawn = (
        Pick(unit=unit, pi_ppb=pi, ticket=ticket)
        for unit, pi, ticket in Tickets(prk).below("unit", chances, bounds)
    )
    return tuple(sorted(drawn, key=lambda pick: pick.ticket))


def select(frame: Frame, prk: bytes) -> tuple[Pick, ...]:
    """The picks of a committed frame, in ticket order; a unit that is not eligible has none."""
    return picks(prk, [(row.unit, row.pi_ppb) for row in frame.rows if row.eligible])


def in_ticket_order(
    key: bytes, purpose: str, prefix: Sequence[str], candidates: Iterable[str]
) -> tuple[str, ...]:
    """Candidates in the order in which they are tried, for instance ("household", (unit,), ...).

    No answer means the next one in this order: nobody chooses.
    """
    names = list(candidates)
    tickets = tickets_under(key).of_each(purpose, prefix, names)
    return tuple(name for _, name in sorted(zip(tickets, names, strict=True)))


def offset_seconds(key: bytes, unit: str, slot_seconds: int) -> int:
    """When a pick's first contact falls due: seconds after the slot's opening."""
    return u64(tickets_under(key).ticket("time", unit)) * slot_seconds >> 64


def _bound(pi_ppb: int) -> bytes:
    if not 0 <= pi_ppb <= PPB:
        raise ValueError(f"pi_ppb is {pi_ppb}; a chance is between 0 and {PPB} parts per billion")
    return _CERTAIN if pi_ppb == PPB else ((pi_ppb << 64) // PPB).to_bytes(8, "big")
