"""The policy and the calendar."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from inspection.calendar import Calendar
from inspection.policy import PolicyRow, in_force, version
from inspection.rule import PolicyError
from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation

_AHEAD = timedelta(days=60)
POLICY = Subject(
    name="policy",
    looks_at="rows and defaults, contradictions, and the number that anyone can call to verify us",
    remedies={
        "contradiction": "change one of the rules (`mingcha policy show`, `mingcha policy set`):"
        " until then this region can neither be drawn nor called",
        "no public number": "announce a number at which villagers can ask who called:"
        " `mingcha policy set public_number NUMBER --reason ...`",
    },
)
CALENDAR = Subject(
    name="calendar",
    looks_at="whether the coming working days are known, and announced",
    remedies={
        "none": "nothing before the first start: it is made then",
        "ends": "restart `mingcha run`, which adds the coming year; without it nobody is drawn",
        "unconfirmed": "the year's make-up working days are not announced, or this program's"
        " package of holidays is older than the announcement: upgrade it then, and restart",
    },
)


def _policy(installation: Installation) -> Sequence[Line]:
    with installation.read() as book:
        rows = book.policy.rows()
    regions = {row.region for row in rows if _near(row.region, installation.region)}
    today = installation.now.date()
    lines = [line for region in sorted(regions) for line in _broken(rows, region, today)]
    lines += _broken(rows, installation.region, today)
    if lines:
        return list(dict.fromkeys(lines))
    policy = in_force(rows, installation.region, today)
    held = sum(row.holds(installation.region, today) for row in rows)
    lines = [POLICY.ok(f"version {version(policy)}: {held} rows hold, the rest are defaults")]
    if not policy.public_number:
        lines.append(POLICY.warn("no public number", "public_number is empty"))
    return lines


def _near(region: str, wanted: str) -> bool:
    return region.startswith(wanted) or wanted.startswith(region)


def _broken(rows: Sequence[PolicyRow], region: str, today: date) -> list[Line]:
    try:
        in_force(rows, region, today)
    except PolicyError as problem:
        where = f"region {region}" if region else "everywhere"
        return [
            POLICY.fail("contradiction", f"{where}: {line}") for line in str(problem).split("\n")
        ]
    return []


def _calendar(installation: Installation) -> Sequence[Line]:
    with installation.read() as book:
        calendar, today = book.policy.calendar(), installation.today(book)
    if not calendar.days:
        return [CALENDAR.skipped("there is none yet", "none")]
    return list(_days(calendar, today)) or [CALENDAR.ok(f"known up to {max(calendar.days)}")]


def _days(calendar: Calendar, today: date) -> Iterator[Line]:
    end = max(calendar.days)
    if end < today:
        yield CALENDAR.fail("ends", f"it ended on {end}")
    elif end < today + _AHEAD:
        yield CALENDAR.warn("ends", f"it ends on {end}")
    near = {day for day in calendar.days if today <= day < today + _AHEAD}
    years = sorted({day.year for day in near if not calendar.is_confirmed(day)})
    for year in years:
        yield CALENDAR.warn("unconfirmed", f"days of {year} are expected, not announced")


CHECK_POLICY = Check(subject=POLICY, examine=_policy, store=True)
CHECK_CALENDAR = Check(subject=CALENDAR, examine=_calendar, store=True)
