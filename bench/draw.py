"""What a national slot costs: picks of 255,000 units against the bare hashing, and the root.

The floor is the least that any such draw must do: two copies and two digests of SHA-256 an id.
Both are timed in turn in the same run, so that the ratio holds on any machine.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from inspection import merkle
from inspection.draw import picks
from inspection.frame import Frame, FrameRow
from inspection.rate import PPB

UNITS = 255_000
OFFICIALS = 918_000
ROUNDS = 7
BOUND_RATIO = 1.5
BOUND_ROOT_SECONDS = 0.3
_PI = 1_586_043


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Seconds, the best of the rounds; `ratio` is the median of the rounds' own ratios."""

    units: int
    floor: float
    picking: float
    ratio: float


def bare_loop(ids: list[bytes]) -> None:
    inner, outer = hashlib.sha256(b"inner".ljust(64)), hashlib.sha256(b"outer".ljust(64))
    for one in ids:
        message = inner.copy()
        message.update(one)
        ticket = outer.copy()
        ticket.update(message.digest())
        ticket.digest()


def seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def measure(units: int, rounds: int = ROUNDS) -> Figures:
    names = [f"T{number:010}" for number in range(units)]
    ids = [name.encode() for name in names]
    chances = [(name, _PI) for name in names]
    pairs = [
        (seconds(lambda: bare_loop(ids)), seconds(lambda: picks(bytes(32), chances)))
        for _ in range(rounds)
    ]
    ratios = sorted(picking / floor for floor, picking in pairs)
    return Figures(
        units=units,
        floor=min(floor for floor, _ in pairs),
        picking=min(picking for _, picking in pairs),
        ratio=ratios[len(ratios) // 2],
    )


def frame(units: int) -> Frame:
    return Frame.of(
        FrameRow(
            unit=f"T{number:010}", stratum="5301", rate_milli=2000, weight_ppb=793_651,
            remaining_ppb=PPB // 2, covered=False, pi_ppb=_PI, eligible=True, reason="",
            candidates=hashlib.sha256(number.to_bytes(8)).hexdigest(), salt=f"{number:032x}",
        )
        for number in range(units)
    )  # fmt: skip


def main() -> None:
    for units in (UNITS, OFFICIALS):
        found = measure(units, ROUNDS if units == UNITS else 3)
        print(
            f"picks of {units:>7,} units   {found.picking:6.3f} s   bare loop {found.floor:6.3f} s"
            f"   ratio {found.ratio:4.2f} (bound {BOUND_RATIO})"
        )
    rows = frame(UNITS)
    lines = [row.line().encode() for row in rows.rows]
    from_lines = min(seconds(lambda: merkle.root(lines)) for _ in range(3))
    print(f"Merkle root of {UNITS:,} lines {from_lines:6.3f} s (bound {BOUND_ROOT_SECONDS})")
    begun = perf_counter()
    blob = rows.blob()
    print(
        f"stored frame {len(blob) / 1e6:.1f} MB of {sum(map(len, lines)) / 1e6:.1f} MB,"
        f" packed in {perf_counter() - begun:.2f} s"
    )


if __name__ == "__main__":
    main()
