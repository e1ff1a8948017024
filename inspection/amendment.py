"""Whether rows may be put in force: nothing that has passed changes, nothing contradicts itself."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from inspection.policy import PolicyRow, in_force
from inspection.rule import PolicyError

_DAY = timedelta(days=1)


def objections(
    before: Sequence[PolicyRow], after: Sequence[PolicyRow], *, today: date | None
) -> list[str]:
    """Why the rows cannot be as they are after an amendment; nothing if they can. `today` None:
    nothing was decided yet, so that rows may begin in the past."""
    past = [] if today is None else list(_rewritten(before, after, today))
    return [*past, *_impossible(after)]


def _rewritten(
    before: Sequence[PolicyRow], after: Sequence[PolicyRow], today: date
) -> Iterator[str]:
    known = {_until_yesterday(row, today) for row in before if row.valid_from < today}
    now = {_until_yesterday(row, today): row for row in after if row.valid_from < today}
    for seen, row in now.items():
        if seen not in known:
            yield (
                f"{row.key} from {row.valid_from}{_where(row.region)}: days before {today} have"
                f" passed, and what was decided on them stands; expected a first day from {today}"
                " on"
            )
    for gone in known - now.keys():
        if not any(gone[:2] == seen[:2] and gone[3] == seen[3] for seen in now):
            yield f"{gone[1]} from {gone[3]}{_where(gone[0])}: it has begun and cannot be taken out"


def _until_yesterday(row: PolicyRow, today: date) -> tuple[str, str, str, date, date]:
    last = today - _DAY
    until = last if row.valid_to is None else min(row.valid_to, last)
    return row.region, row.key, row.value, row.valid_from, until


def _impossible(rows: Sequence[PolicyRow]) -> Iterator[str]:
    """Each contradiction once: in the widest region and on the first day on which it would hold."""
    told: set[str] = set()
    for region in sorted({"", *(row.region for row in rows)}, key=lambda code: (len(code), code)):
        mine = [row for row in rows if region.startswith(row.region)]
        for day in _turning_days(mine):
            for line in _contradictions(mine, region, day):
                if line not in told:
                    told.add(line)
                    yield f"from {day}{_where(region)}: {line}"


def _contradictions(rows: Sequence[PolicyRow], region: str, day: date) -> list[str]:
    try:
        in_force(rows, region, day)
    except PolicyError as error:
        return str(error).splitlines()
    return []


def _turning_days(rows: Iterable[PolicyRow]) -> list[date]:
    days = {row.valid_from for row in rows}
    return sorted(days | {row.valid_to + _DAY for row in rows if row.valid_to is not None})


def _where(region: str) -> str:
    return f" in region {region}" if region else ""
