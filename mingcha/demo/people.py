"""The people of a roster as the simulated county knows them."""

from inspection.roster import Roster
from simulator import roster as known


def people_of(roster: Roster, zone: str) -> known.Roster:
    """`zone`: of the villages to which the roster gives none."""
    return known.Roster(
        villages={
            one.code: known.Village(code=one.code, name=one.name, zone=one.zone or zone)
            for one in roster.villages
        },
        teams={one.team: one.village for one in roster.teams},
        officials={
            one.official: known.Official(
                id=one.official, name=one.name, number=one.phone, language=one.language
            )
            for one in roster.officials
        },
        postings=tuple(
            known.Posting(official=one.official, team=one.team, first=one.from_day, last=one.to_day)
            for one in roster.postings
        ),
        households={
            one.household: known.Household(
                id=one.household,
                village=one.village,
                name=one.name,
                numbers=one.phones,
                language=one.language,
                cadre_kin=one.cadre_kin,
            )
            for one in roster.households
        },
        inspectors={
            one.inspector: known.Inspector(
                id=one.inspector, name=one.name, number=one.phone, language=one.language
            )
            for one in roster.inspectors
        },
    )
