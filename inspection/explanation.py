"""Where each value of a policy comes from, and until when it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inspection.policy import PolicyRow, best_rows
from inspection.rule import Rule
from inspection.rulebook import RULES


@dataclass(frozen=True, kw_only=True)
class Explained:
    """A rule's value for a region on a day. `row` None: it is the default. `until`: the last day on
    which the same value can be counted on; None where nothing is planned."""

    rule: Rule
    value: str
    row: PolicyRow | None
    until: date | None

    @property
    def source(self) -> str:
        if self.row is None:
            return "default"
        return f"region {self.row.region}" if self.row.region else "everywhere"


def explained(rows: Sequence[PolicyRow], region: str, day: date) -> list[Explained]:
    """Every rule, in the order of the rulebook."""
    best = best_rows(rows, region, day)
    return [
        Explained(
            rule=rule,
            value=best[key].value.strip() if key in best else rule.default,
            row=best.get(key),
            until=_until(rows, region, key, best.get(key), day),
        )
        for key, rule in RULES.items()
    ]


def _until(
    rows: Sequence[PolicyRow], region: str, key: str, best: PolicyRow | None, day: date
) -> date | None:
    """The day before another row takes its place, or its own last day if that comes first."""
    width = len(best.region) if best else 0
    ends = [] if best is None or best.valid_to is None else [best.valid_to]
    ends += [
        row.valid_from - timedelta(days=1)
        for row in rows
        if row.key == key
        and region.startswith(row.region)
        and len(row.region) >= width
        and row.valid_from > day
    ]
    return min(ends, default=None)


def narrower(rows: Sequence[PolicyRow], row: PolicyRow) -> list[PolicyRow]:
    """The rows of regions within the row's own that keep a value of their own beside it."""
    return sorted(
        (
            one
            for one in rows
            if one.key == row.key
            and one.region != row.region
            and one.region.startswith(row.region)
            and (one.valid_to is None or one.valid_to >= row.valid_from)
            and (row.valid_to is None or one.valid_from <= row.valid_to)
        ),
        key=lambda one: (one.region, one.valid_from),
    )
