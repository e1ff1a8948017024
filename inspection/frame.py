"""The frame: the units that may be drawn in one slot, written so that anybody can check it."""

import zlib
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from inspection import merkle
from inspection.cycle import Cycle
from inspection.digest import canonical, sha
from inspection.policy import Policy
from inspection.rate import PPB, floor_ppb, pi_ppb
from inspection.slot import Slot

_FIELDS = 11
_SALT_BYTES = 16
_NUMBERS = ("rate_milli", "weight_ppb", "remaining_ppb", "pi_ppb")


class Reason(StrEnum):
    """Why a unit cannot be drawn in a slot."""

    NO_POSTING = "no_posting"
    NO_RESPONDENT = "no_respondent"
    ON_LEAVE = "on_leave"
    OUTSIDE_WINDOW = "outside_window"
    NOT_ANNOUNCED = "not_announced"
    PAUSED = "paused"
    NO_VISITS = "no_visits"
    REST_DAY = "rest_day"


class FrameUnreadable(ValueError):
    """A frame's text that does not hold what a frame holds."""


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """All people of a unit by what they may be chosen for, those included whom a cap, a leave or a
    kinship will skip today: they are skipped later, with a reason."""

    household: tuple[str, ...] = ()
    inspector: tuple[str, ...] = ()
    respondent: tuple[str, ...] = ()

    def digest(self) -> str:
        """Hex SHA-256 of the canonical JSON, each list sorted; order of entry does not matter."""
        # Python sorts text by code points, which is the order of the bytes in UTF-8.
        lists = {
            "household": sorted(self.household),
            "inspector": sorted(self.inspector),
            "respondent": sorted(self.respondent),
        }
        return sha(canonical(lists)).hex()


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit as it stands before a slot. `reason` None: it may be drawn. `rate_milli` None: the
    policy's rate everywhere; otherwise its region's, or what a risk share has made of it."""

    unit: str
    stratum: str
    candidates: Candidates
    reason: Reason | None = None
    rate_milli: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameRow:
    """One unit's line; `candidates` is a digest, `salt` keeps it from being guessed."""

    unit: str
    stratum: str
    rate_milli: int
    weight_ppb: int
    remaining_ppb: int
    covered: bool
    pi_ppb: int
    eligible: bool
    reason: str
    candidates: str
    salt: str

    def line(self) -> str:
        return (
            f"{self.unit}|{self.stratum}|{self.rate_milli}|{self.weight_ppb}|{self.remaining_ppb}"
            f"|{self.covered:d}|{self.pi_ppb}|{self.eligible:d}|{self.reason}|{self.candidates}"
            f"|{self.salt}"
        )

    @classmethod
    def parse(cls, line: str) -> "FrameRow":
        """The row of a line that `line` wrote; any other spelling raises FrameUnreadable."""
        parts = line.split("|")
        if len(parts) != _FIELDS:
            raise FrameUnreadable(f"a frame's row has {_FIELDS} fields; found {len(parts)}")
        try:
            row = cls(
                unit=parts[0], stratum=parts[1], rate_milli=int(parts[2]),
                weight_ppb=int(parts[3]), remaining_ppb=int(parts[4]), covered=parts[5] == "1",
                pi_ppb=int(parts[6]), eligible=parts[7] == "1", reason=parts[8],
                candidates=parts[9], salt=parts[10],
            )  # fmt: skip
        except ValueError:
            raise FrameUnreadable(f"expected whole numbers for {', '.join(_NUMBERS)}") from None
        if row.line() != line:
            raise FrameUnreadable("a number or flag is not written the one way that is hashed")
        _refuse_contradictions(row)
        return row


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Rows in the order of their units' bytes, each unit once: make it with `of`."""

    rows: tuple[FrameRow, ...]

    @classmethod
    def of(cls, rows: Iterable[FrameRow]) -> "Frame":
        """Raises FrameUnreadable where a unit comes twice."""
        ordered = tuple(sorted(rows, key=attrgetter("unit")))
        for row, following in pairwise(ordered):
            if row.unit == following.unit:
                raise FrameUnreadable(f"unit {row.unit!r} is in the frame twice; expected once")
        return cls(rows=ordered)

    def root(self) -> bytes:
        """The Merkle root over the rows' lines: what is committed of the frame."""
        return merkle.root([row.line().encode() for row in self.rows])

    def blob(self) -> bytes:
        """The frame as it is stored: lines, compressed."""
        return zlib.compress("\n".join(row.line() for row in self.rows).encode(), 6)

    @classmethod
    def from_blob(cls, blob: bytes) -> "Frame":
        """Raises FrameUnreadable, also where rows are out of order."""
        rows = tuple(FrameRow.parse(line) for line in lines_of(blob))
        frame = cls.of(rows)
        if frame.rows != rows:
            raise FrameUnreadable("the stored frame's rows are not in the order of their units")
        return frame


def lines_of(blob: bytes) -> tuple[str, ...]:
    """The rows of a stored frame as text, in their order. Raises FrameUnreadable."""
    try:
        text = zlib.decompress(blob).decode()
    except (zlib.error, UnicodeDecodeError):
        raise FrameUnreadable("the stored frame is damaged: it cannot be unpacked") from None
    return tuple(text.split("\n")) if text else ()


def eligible(
    units: Iterable[Unit],
    *,
    covered: Container[str],
    slot: Slot,
    policy: Policy,
    cycle: Cycle,
    salts: Callable[[], bytes],
) -> Frame:
    """The frame of a slot, units that cannot be drawn included with their reason and no chance.

    `covered`: units already picked in their present cycle. `salts` gives 16 fresh bytes a call.
    Raises ValueError on an id that would break a row, on a rate or a salt that is none.
    """
    floor = floor_ppb(policy.draw_floor_days, policy.draw_cycle_days)
    return Frame.of(
        _row(unit, unit.unit in covered, slot, policy.draw_rate_milli, floor, cycle, salts())
        for unit in units
    )


def _row(
    unit: Unit, covered: bool, slot: Slot, base: int, floor: int, cycle: Cycle, salt: bytes
) -> FrameRow:
    share = cycle.share(_id(unit.unit), slot)
    rate = base if unit.rate_milli is None else unit.rate_milli
    chance = pi_ppb(
        rate_milli=rate, weight_ppb=share.weight_ppb, remaining_ppb=share.remaining_ppb,
        floor_ppb=floor, covered=covered,
    )  # fmt: skip
    if len(salt) != _SALT_BYTES:
        raise ValueError(f"a row's salt has {_SALT_BYTES} bytes; found {len(salt)}")
    return FrameRow(
        unit=unit.unit, stratum=_id(unit.stratum), rate_milli=rate, weight_ppb=share.weight_ppb,
        remaining_ppb=share.remaining_ppb, covered=covered,
        pi_ppb=0 if unit.reason else chance, eligible=not unit.reason,
        reason=unit.reason.value if unit.reason else "", candidates=unit.candidates.digest(),
        salt=salt.hex(),
    )  # fmt: skip


@lru_cache(maxsize=1 << 16)
def _id(text: str) -> str:
    if not text or "|" in text or not text.isprintable():
        raise ValueError(f"{text!r} is no id: expected text without '|' and control characters")
    return text


def _refuse_contradictions(row: FrameRow) -> None:
    if not 0 <= row.pi_ppb <= PPB:
        raise FrameUnreadable(f"pi_ppb of unit {row.unit!r} is not between 0 and {PPB}")
    if row.eligible == bool(row.reason) or (row.pi_ppb and not row.eligible):
        raise FrameUnreadable(
            f"unit {row.unit!r} is eligible without a reason, or has a reason and no chance"
        )
