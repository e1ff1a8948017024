"""The register as it is in force, and what is known about reaching people."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import (
    Household,
    Inspector,
    Official,
    Place,
    Posted,
    Stored,
    TeamToday,
)
from inspection.in_force import InForce
from inspection.region import Level, level_of
from inspection.roster import Roster
from storage.ledger import standing
from storage.ledger.lines import Lines
from storage.ledger.register import REGISTER, Register
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import (
    announcements,
    households,
    inspectors,
    officials,
    postings,
    teams,
    villages,
)

_TEAMS = sa.select(teams.c.team, teams.c.village).where(teams.c.valid_to.is_(None))
_ANY_TEAM = _TEAMS.limit(1)
_POSTED = (
    sa.select(postings.c.team, postings.c.official)
    .where(
        postings.c.valid_to.is_(None),
        postings.c.from_day <= given("day"),
        sa.or_(postings.c.to_day.is_(None), postings.c.to_day >= given("day")),
    )
    .distinct()
)
_REGION_OF = (
    sa.select(teams.c.village)
    .join_from(postings, teams, postings.c.team == teams.c.team)
    .where(
        postings.c.official == given("person"),
        postings.c.valid_to.is_(None),
        teams.c.valid_to.is_(None),
        postings.c.from_day <= given("day"),
        sa.or_(postings.c.to_day.is_(None), postings.c.to_day >= given("day")),
    )
    .order_by(postings.c.from_day.desc(), postings.c.id)
    .limit(1)
)
_POSTED_AT = (
    sa.select(postings.c.official, teams.c.team, teams.c.name, teams.c.village)
    .join_from(postings, teams, postings.c.team == teams.c.team)
    .where(
        postings.c.valid_to.is_(None),
        teams.c.valid_to.is_(None),
        postings.c.from_day <= given("day"),
        sa.or_(postings.c.to_day.is_(None), postings.c.to_day >= given("day")),
    )
    .order_by(postings.c.from_day, postings.c.id.desc())
)
_LIVING = sa.select(households.c.village, households.c.household).where(
    households.c.valid_to.is_(None)
)
_PLACE = sa.select(villages).where(
    villages.c.code == given("village"), villages.c.valid_to.is_(None)
)
_WITHIN = (
    sa.select(villages)
    .where(
        villages.c.valid_to.is_(None),
        sa.func.substr(villages.c.code, 1, given("digits")) == given("beginning"),
    )
    .order_by(villages.c.code)
    .limit(1)
)
_NAMED: Mapping[Level, str] = {
    "province": "province",
    "prefecture": "prefecture",
    "county": "county",
    "township": "township",
    "village": "name",
}
_ZONES = sa.select(villages.c.code, villages.c.zone).where(
    villages.c.code.in_(given("names", expanding=True)), villages.c.valid_to.is_(None)
)
_TEAM = _TEAMS.where(teams.c.team == given("named"))
_TEAM_NAME = sa.select(teams.c.name).where(
    teams.c.team == given("named"), teams.c.valid_to.is_(None)
)
_OFFICIALS = sa.select(officials).where(officials.c.valid_to.is_(None))
_OFFICIAL = _OFFICIALS.where(officials.c.official == given("person"))
_HOUSEHOLDS = sa.select(households).where(
    households.c.household.in_(given("names", expanding=True)), households.c.valid_to.is_(None)
)
_LANGUAGES = sa.select(officials.c.official, officials.c.language).where(
    officials.c.official.in_(given("names", expanding=True)), officials.c.valid_to.is_(None)
)
_HOUSEHOLD = sa.select(households).where(
    households.c.household == given("person"), households.c.valid_to.is_(None)
)
_INSPECTORS = sa.select(inspectors).where(inspectors.c.valid_to.is_(None))
_N = announcements.c
_NEWEST = sa.select(sa.func.max(_N.id)).where(_N.how != "failed").group_by(_N.official)
_ANNOUNCED = sa.select(_N.official, _N.version).where(_N.id.in_(_NEWEST))
_ANNOUNCED_TO = (
    sa.select(_N.version)
    .where(_N.official == given("person"), _N.how != "failed")
    .order_by(_N.id.desc())
    .limit(1)
)


class RosterBook(Lines):
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._zones: dict[str, str] = {}
        self._has_teams: bool | None = None

    def store(self, roster: Roster, at: datetime) -> Stored:
        self._zones.clear()
        self._has_teams = None
        return Register(self._work, at).store(roster)

    def mark(self) -> str:
        return standing.mark(self._work)

    def in_force(self) -> InForce:
        return standing.in_force(self._work)

    def at(self, moment: datetime) -> Roster:
        return standing.roster_at(self._work, moment)

    def teams(self, day: date) -> Sequence[TeamToday]:
        posted = _gathered(self._work.all(_POSTED, day=day))
        living = _gathered(self._work.all(_LIVING))
        # Sorted here and not by the database, whose order of texts depends on its locale.
        return [
            TeamToday(
                team=team,
                village=village,
                officials=tuple(sorted(posted.get(team, ()))),
                households=tuple(sorted(living.get(village, ()))),
            )
            for team, village in sorted(self._work.pairs(_TEAMS).items())
        ]

    def place(self, village: str) -> Place:
        """Raises LookupError."""
        row = found(self._work.one(_PLACE, village=village), f"village {village} in force")
        return Place(code=row.code, village=row.name, township=row.township, county=row.county)

    def region_name(self, region: str) -> str:
        row = self._work.one(_WITHIN, beginning=region, digits=len(region))
        return "" if row is None or not region else str(getattr(row, _NAMED[level_of(region)]))

    def zone_of(self, village: str) -> str:
        return self.zones([village])[village]

    def zones(self, of: Collection[str]) -> Mapping[str, str]:
        unknown = [village for village in of if village not in self._zones]
        if unknown:
            self._zones |= dict.fromkeys(unknown, "")
            for row in self._work.in_parts(_ZONES, unknown):
                self._zones[row.code] = row.zone or ""
        return {village: self._zones[village] for village in of}

    def village_of_team(self, team: str) -> str:
        """Raises LookupError."""
        return str(found(self._work.one(_TEAM, named=team), f"team {team} in force").village)

    def name_of_team(self, team: str) -> str:
        """Raises LookupError."""
        return str(found(self._work.one(_TEAM_NAME, named=team), f"team {team} in force").name)

    def region_of(self, official: str, at: datetime) -> str:
        """The day is the UTC day, as for the policy's rows."""
        day = at.astimezone(UTC).date()
        return self._work.value(_REGION_OF, person=official, day=day) or ""

    def posted(self, at: datetime) -> Mapping[str, Posted]:
        day = at.astimezone(UTC).date()
        # Of several rows of one person the last one stays: the same as `region_of` takes.
        return {
            row.official: Posted(team=row.team, team_name=row.name, village=row.village)
            for row in self._work.all(_POSTED_AT, day=day)
        }

    def official(self, official: str) -> Official:
        """Raises LookupError."""
        row = found(self._work.one(_OFFICIAL, person=official), f"official {official} in force")
        return self._official(row, self._work.value(_ANNOUNCED_TO, person=official) or "")

    def officials(self) -> Sequence[Official]:
        """In order of id."""
        announced = self._work.pairs(_ANNOUNCED)
        rows = sorted(self._work.all(_OFFICIALS), key=lambda row: str(row.official))
        return [self._official(row, announced.get(row.official, "")) for row in rows]

    def household(self, household: str) -> Household:
        """Raises LookupError."""
        row = self._work.one(_HOUSEHOLD, person=household)
        return _household(found(row, f"household {household} in force"))

    def households(self, named: Collection[str]) -> Mapping[str, Household]:
        rows = self._work.in_parts(_HOUSEHOLDS, named)
        return {row.household: _household(row) for row in rows}

    def languages(self, officials: Collection[str]) -> Mapping[str, str]:
        return {row.official: row.language for row in self._work.in_parts(_LANGUAGES, officials)}

    def inspectors(self) -> Sequence[Inspector]:
        return [one for one in self.supervisors() if one.role == "inspector"]

    def administrators(self) -> Sequence[Inspector]:
        return [one for one in self.supervisors() if one.role == "administrator"]

    def supervisors(self) -> Sequence[Inspector]:
        rows = sorted(self._work.all(_INSPECTORS), key=lambda row: str(row.inspector))
        return [
            Inspector(
                id=row.inspector,
                name=self._work.opened(inspectors.c.name, row.name),
                language=row.language,
                region=row.region,
                county=row.county,
                role=row.role,
                kin=tuple(row.kin),
            )
            for row in rows
        ]

    def has_teams(self) -> bool:
        if self._has_teams is None:
            self._has_teams = self._work.one(_ANY_TEAM) is not None
        return self._has_teams

    def counts(self) -> Mapping[str, int]:
        """Sheet -> rows in force."""
        return {
            sheet: self._work.value(
                sa.select(sa.func.count()).select_from(table).where(table.c.valid_to.is_(None))
            )
            for sheet, table in REGISTER.items()
        }

    def _official(self, row: Row, announced: str) -> Official:
        return Official(
            id=row.official,
            name=self._work.opened(officials.c.name, row.name),
            language=row.language,
            announced=announced,
        )


def _household(row: Row) -> Household:
    return Household(
        id=row.household,
        language=row.language,
        in_programme=row.in_programme,
        cadre_kin=row.cadre_kin,
        since=row.valid_from,
    )


def _gathered(rows: Sequence[Row]) -> dict[str, list[str]]:
    """The second column's values by the first."""
    gathered: dict[str, list[str]] = {}
    for one, other in rows:
        gathered.setdefault(one, []).append(other)
    return gathered
