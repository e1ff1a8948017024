"""A part of the register: all that belongs to the villages of one region."""

from dataclasses import replace

from inspection.region import contains
from inspection.roster import Roster


def part_of(roster: Roster, region: str) -> Roster:
    """With everybody whom its rows refer to, so that it is a whole roster. The empty region is
    everything. People without a posting belong to no region."""
    if not region:
        return roster
    villages = tuple(one for one in roster.villages if contains(region, one.code))
    teams = tuple(one for one in roster.teams if contains(region, one.village))
    households = tuple(one for one in roster.households if contains(region, one.village))
    team_ids = {one.team for one in teams}
    household_ids = {one.household for one in households}
    postings = tuple(one for one in roster.postings if one.team in team_ids)
    designations = tuple(one for one in roster.designations if one.household in household_ids)
    people = {one.official for one in postings} | {one.official for one in designations}
    return replace(
        roster,
        villages=villages,
        teams=teams,
        officials=tuple(one for one in roster.officials if one.official in people),
        postings=postings,
        households=households,
        designations=designations,
        inspectors=tuple(one for one in roster.inspectors if contains(region, one.region)),
    )


def kinds_of(roster: Roster) -> frozenset[bool]:
    """Whether its people are synthetic: {True}, {False}, both, or nobody."""
    marks = {one.synthetic for one in roster.officials}
    marks |= {one.synthetic for one in roster.households}
    return frozenset(marks | {one.synthetic for one in roster.inspectors})
