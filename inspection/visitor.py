"""Who may be drawn to visit a team: nobody who may know it."""

from collections.abc import Sequence

from inspection.region import COUNTY_DIGITS, contains

_PREFECTURE_DIGITS = 4


def may_visit(village: str, *, region: str, county: str, kin: Sequence[str]) -> bool:
    """Whether an inspector responsible for `region`, coming from `county`, with kin or former
    posts in the places `kin`, may visit the village: of its prefecture or of what is above it, not
    from its county, and without kin or a former post that touches it."""
    prefecture = village[:_PREFECTURE_DIGITS]
    near = contains(region, prefecture) or contains(prefecture, region)
    known = any(contains(place, village) for place in kin)
    return near and county != village[:COUNTY_DIGITS] and not known
