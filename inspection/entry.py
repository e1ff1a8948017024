"""Entries: one row of each sheet, read into what it stands for.

Each returns its entry even when the row is refused; the desk drops it then."""

from inspection import cell
from inspection.desk import Desk
from inspection.line import Line
from inspection.roster import (
    Designation,
    Household,
    Inspector,
    Official,
    Posting,
    Role,
    Team,
    Village,
)


def village(line: Line, desk: Desk) -> Village:
    code = line.read("code", cell.village, "")
    desk.claim(line, "code", code)
    entry = Village(
        code=code,
        name=line.read("name", cell.name, ""),
        township=line.read("township", cell.name, ""),
        county=line.read("county", cell.name, ""),
        prefecture=line.read("prefecture", cell.name, ""),
        province=line.read("province", cell.name, ""),
        zone=line.read_or("zone", cell.zone, None),
    )
    if not line.refusals:
        desk.settle_in(code)
    return entry


def team(line: Line, desk: Desk) -> Team:
    key = line.read("team", cell.identifier, "")
    desk.claim(line, "team", key)
    return Team(
        team=key,
        village=desk.refer(line, "village", cell.village, "villages"),
        name=line.read("name", cell.name, ""),
    )


def official(line: Line, desk: Desk) -> Official:
    key = line.read("official", cell.identifier, "")
    desk.claim(line, "official", key)
    # The number is read last: only a row that is otherwise right may hold it.
    return Official(
        official=key,
        name=line.read("name", cell.name, ""),
        language=line.read_or("language", cell.language, "zh"),
        unit=line.read_or("unit", cell.name, ""),
        phone=desk.own_number(line, "phone"),
        synthetic=desk.synthetic,
    )


def posting(line: Line, desk: Desk) -> Posting:
    person = desk.refer(line, "official", cell.identifier, "officials")
    to_team = desk.refer(line, "team", cell.identifier, "teams")
    unread: Role = "member"
    role = line.read("role", cell.role, unread)
    from_day, to_day = desk.span(line, person, "an official is posted to one team at a time")
    return Posting(official=person, team=to_team, role=role, from_day=from_day, to_day=to_day)


def household(line: Line, desk: Desk) -> Household:
    key = line.read("household", cell.identifier, "")
    desk.claim(line, "household", key)
    return Household(
        household=key,
        village=desk.refer(line, "village", cell.village, "villages"),
        name=line.read("name", cell.name, ""),
        phones=_phones(line, desk),
        language=line.read_or("language", cell.language, "zh"),
        in_programme=line.read("in_programme", cell.yes_no, False),
        cadre_kin=line.read_or("cadre_kin", cell.yes_no, False),
        synthetic=desk.synthetic,
    )


def designation(line: Line, desk: Desk) -> Designation:
    home = desk.refer(line, "household", cell.identifier, "households")
    person = desk.refer(line, "official", cell.identifier, "officials")
    from_day, to_day = desk.span(line, home, "a household has one designated official at a time")
    return Designation(household=home, official=person, from_day=from_day, to_day=to_day)


def inspector(line: Line, desk: Desk) -> Inspector:
    key = line.read("inspector", cell.identifier, "")
    desk.claim(line, "inspector", key)
    region = line.read("region", cell.region, "")
    if region and not desk.inhabited(region):
        line.refuse(
            "region",
            "no village of the roster lies in this region",
            "write the code of a region that holds villages, 2 to 12 digits",
        )
    return Inspector(
        inspector=key,
        name=line.read("name", cell.name, ""),
        language=line.read_or("language", cell.language, "zh"),
        region=region,
        county=line.read("county", cell.county, ""),
        role=line.read_or("role", cell.supervisor_role, "inspector"),
        kin=line.read_or("kin", cell.regions, ()),
        phone=desk.own_number(line, "phone"),
        synthetic=desk.synthetic,
    )


def _phones(line: Line, desk: Desk) -> tuple[str, ...]:
    """Several numbers are separated by `;`; one written twice counts once."""
    written = line.text("phones").replace("；", ";").split(";")
    read = [line.number("phones", text, desk.numbering) for text in written if text.strip()]
    return tuple(dict.fromkeys(number.e164 for number in read if number is not None))
