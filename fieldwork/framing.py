"""The frame of one slot, built from the register as it stands, and kept with its candidates.

The candidates go into the store together with the frame: if the register changes in the minute
before the slot opens, the draw still uses exactly what was committed.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldwork.book import Book, Inspector, TeamToday
from fieldwork.ports import Chance
from fieldwork.rules import Rules
from inspection.cycle import cycle_of
from inspection.frame import Candidates, Frame, Reason, Unit, eligible, lines_of
from inspection.pause import Pause, paused
from inspection.rates import Rates
from inspection.slot import Slot

_SALT_BYTES = 16
_COUNTY_DIGITS = 6
_LENGTH_BYTES = 4


@dataclass(frozen=True, kw_only=True)
class Framed:
    frame: Frame
    candidates: Mapping[str, Candidates]
    villages: Mapping[str, str]
    """Unit -> 12-digit code of its village."""

    @property
    def all_paused(self) -> bool:
        """Whether there is no unit that is not in a paused region."""
        rows = self.frame.rows
        return bool(rows) and all(row.reason == Reason.PAUSED for row in rows)

    def pack(self) -> bytes:
        rows = self.frame.blob()
        people = {
            unit: [self.villages[unit], list(c.household), list(c.inspector), list(c.respondent)]
            for unit, c in self.candidates.items()
        }
        listed = zlib.compress(json.dumps(people, ensure_ascii=False).encode())
        return len(rows).to_bytes(_LENGTH_BYTES, "big") + rows + listed

    @staticmethod
    def lines_of(packed: bytes) -> tuple[str, ...]:
        """The frame's rows as they were hashed, without making anything of them. Raises
        FrameUnreadable."""
        end = _LENGTH_BYTES + int.from_bytes(packed[:_LENGTH_BYTES], "big")
        return lines_of(packed[_LENGTH_BYTES:end])

    @classmethod
    def unpack(cls, packed: bytes) -> "Framed":
        """Raises FrameUnreadable where the rows are not a frame."""
        end = _LENGTH_BYTES + int.from_bytes(packed[:_LENGTH_BYTES], "big")
        people = json.loads(zlib.decompress(packed[end:]))
        return cls(
            frame=Frame.from_blob(packed[_LENGTH_BYTES:end]),
            candidates={
                unit: Candidates(household=tuple(h), inspector=tuple(i), respondent=tuple(r))
                for unit, (_, h, i, r) in people.items()
            },
            villages={unit: listed[0] for unit, listed in people.items()},
        )


def build_frame(book: Book, rules: Rules, slot: Slot, *, draw: str, chance: Chance) -> Framed:
    """Every team with its chance in this slot; those that may not be drawn carry the reason."""
    zone = rules.policy.zone
    cycle = cycle_of(rules.policy, rules.calendar)
    teams = book.roster.teams(slot.day)
    inspectors = book.roster.inspectors()
    told = book.roster.told([official for team in teams for official in team.officials])
    pauses = book.pauses.known()
    units = [_unit(team, inspectors, told, pauses, slot, rules.rates) for team in teams]
    present = {team.team for team in teams}
    picked = {
        unit: moment.astimezone(zone).date()
        for unit, moment in book.slots.last_picked(draw).items()
        if unit in present
    }
    frame = eligible(
        units,
        covered=cycle.covered(picked, slot.day),
        slot=slot,
        policy=rules.policy,
        cycle=cycle,
        salts=lambda: chance.token(_SALT_BYTES),
    )
    return Framed(
        frame=frame,
        candidates={unit.unit: unit.candidates for unit in units},
        villages={team.team: team.village for team in teams},
    )


def _unit(
    team: TeamToday,
    inspectors: Sequence[Inspector],
    told: set[str],
    pauses: Sequence[Pause],
    slot: Slot,
    rates: Rates,
) -> Unit:
    county = team.village[:_COUNTY_DIGITS]
    return Unit(
        unit=team.team,
        stratum=county,
        candidates=Candidates(
            household=team.households,
            # Whoever comes from the same county may know the team: no candidate for a visit.
            inspector=tuple(i.id for i in inspectors if i.county != county),
            respondent=team.officials,
        ),
        reason=Reason.PAUSED
        if paused(pauses, team.village, slot.opens_at)
        else _reason(team, told),
        rate_milli=rates.of(county),
    )


def _reason(team: TeamToday, told: set[str]) -> Reason | None:
    if not team.officials:
        return Reason.NO_POSTING
    if not told.intersection(team.officials):
        return Reason.NOT_ANNOUNCED
    return None
