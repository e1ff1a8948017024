"""The frame of one slot, built from the register as it stands, and kept with its candidates.

The candidates go into the store together with the frame: if the register changes in the minute
before the slot opens, the draw still uses exactly what was committed.
"""

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from fieldwork.absent import Absent
from fieldwork.announced import Announced
from fieldwork.book import Book, Inspector, TeamToday
from fieldwork.ports import Chance
from fieldwork.regional import Regional, Versioned
from fieldwork.rules import Rules
from inspection.cycle import cycle_of
from inspection.frame import Candidates, Frame, Reason, Unit, eligible, lines_of
from inspection.pause import Pause, paused
from inspection.rates import Rates
from inspection.slot import Slot
from inspection.visit import VISITS
from inspection.visitor import may_visit

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
    reasons = _Reasons.of(book, slot, teams)
    unit_of = _visited if draw == VISITS else _unit
    units = [unit_of(team, inspectors, reasons.of_team(team), rules.rates) for team in teams]
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
    team: TeamToday, inspectors: Sequence[Inspector], reason: Reason | None, rates: Rates
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
        reason=reason,
        rate_milli=rates.of_team(team.team, county),
    )


def _visited(
    team: TeamToday, inspectors: Sequence[Inspector], reason: Reason | None, rates: Rates
) -> Unit:
    """For a visit only inspectors are chosen: nobody of the team or the village is asked by it."""
    county = team.village[:_COUNTY_DIGITS]
    rate = rates.of_team(team.team, county)
    able = tuple(
        i.id
        for i in inspectors
        if may_visit(team.village, region=i.region, county=i.county, kin=i.kin)
    )
    return Unit(
        unit=team.team,
        stratum=county,
        candidates=Candidates(inspector=able),
        # A floor would give a chance where no visits are wanted.
        reason=reason or (None if rate else Reason.NO_VISITS),
        rate_milli=rate,
    )


@dataclass(frozen=True, kw_only=True)
class _Reasons:
    """Why teams may not be drawn in a slot."""

    book: Book
    slot: Slot
    pauses: Sequence[Pause]
    announced: Announced
    policies: Regional
    resting: Collection[str]
    """Villages whose region has a day of rest of its own."""
    absent: Absent

    @classmethod
    def of(cls, book: Book, slot: Slot, teams: Sequence[TeamToday]) -> "_Reasons":
        return cls(
            book=book,
            slot=slot,
            pauses=book.pauses.known(),
            announced=Announced.of(book, slot.day),
            policies=Regional(rows=book.policy.rows(), day=slot.day),
            resting=_resting(book, slot.day, teams) if book.policy.regions_with_days() else (),
            absent=Absent.of(book, slot.day),
        )

    def of_team(self, team: TeamToday) -> Reason | None:
        if paused(self.pauses, team.village, self.slot.opens_at):
            return Reason.PAUSED
        if team.village in self.resting:
            return Reason.REST_DAY
        if not team.officials:
            return Reason.NO_POSTING
        rules = self.policies.at(team.village)
        if not any(self.announced.may_be_asked(one, rules) for one in team.officials):
            return Reason.NOT_ANNOUNCED
        return Reason.ON_LEAVE if self._all_away(team, rules) else None

    def _all_away(self, team: TeamToday, rules: Versioned) -> bool:
        if not self.absent.touches_all(team):
            return False
        own = self.book.roster.zone_of(team.village)
        zone = ZoneInfo(own) if own else rules.policy.zone
        return self.absent.whole(team, self.slot.opens_at, self.slot.closes_at, zone)


def _resting(book: Book, day: date, teams: Sequence[TeamToday]) -> set[str]:
    villages = {team.village for team in teams}
    return {one for one in villages if not book.policy.calendar(one).is_working(day)}
