"""The policy as tables, as the explanation of single rules, and as JSON."""

import json
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Column, Table

from fieldwork.book import PolicyChange
from inspection.explanation import Explained
from inspection.policy import PolicyRow


def as_table(values: Sequence[Explained]) -> Table:
    width = max((len(one.rule.key) for one in values), default=0)
    table = Table(Column("rule", no_wrap=True, min_width=width), box=None)
    for heading in ("value", "unit", "from"):
        table.add_column(heading, overflow="fold")
    dated = any(one.row or one.until for one in values)
    for heading in ("since", "until") * dated:
        table.add_column(heading, no_wrap=True)
    for one in values:
        since = str(one.row.valid_from) if one.row else ""
        unit = one.rule.unit if one.rule.applied else f"{one.rule.unit} (kept only)".strip()
        source = one.source if one.row is None else f"[bold]{one.source}[/]"
        value = escape(one.value) or "-"
        days = (since, str(one.until or ""))
        table.add_row(one.rule.key, value, unit, source, *days * dated)
    return table


def in_detail(
    one: Explained, rows: Sequence[PolicyRow], changes: Sequence[PolicyChange]
) -> Iterator[RenderableType]:
    """`rows` and `changes` of this rule only."""
    rule = one.rule
    until = f", until {one.until}" if one.until else ""
    value = f"{escape(one.value) or '(nothing)'} {rule.unit}".strip()
    yield f"[bold]{rule.key}[/] = {value} ({one.source}{until})"
    yield f"  {rule.explanation}"
    yield f"  Allowed: {rule.allowed}. Default: {rule.default or 'nothing'}."
    if rule.everywhere:
        yield "  It holds everywhere: no region may differ."
    if rule.by_county:
        yield "  A region that differs is a county (6 digits) or wider."
    if not rule.applied:
        yield "  Nothing in the program acts on it yet: it is only kept."
    if rows:
        yield _rows(rows)
    for change in changes:
        yield (
            f"  {change.at:%Y-%m-%d %H:%M} UTC, {change.by}:"
            f" {escape(change.row.value) or 'nothing'} {_where(change.row)}:"
            f" {escape(change.reason)}"
        )


def _rows(rows: Sequence[PolicyRow]) -> Table:
    table = Table("  region", "value", "first day", "last day", box=None)
    for row in sorted(rows, key=lambda row: (row.region, row.valid_from)):
        last = str(row.valid_to or "open")
        table.add_row(f"  {row.region or 'everywhere'}", row.value, str(row.valid_from), last)
    return table


def _where(row: PolicyRow) -> str:
    last = f" to {row.valid_to}" if row.valid_to else " on"
    return f"{row.region or 'everywhere'} from {row.valid_from}{last}"


def as_json(values: Sequence[Explained]) -> str:
    shown = [
        {
            "key": one.rule.key,
            "value": one.value,
            "unit": one.rule.unit,
            "default": one.rule.default,
            "from": "default" if one.row is None else "row",
            "region": None if one.row is None else one.row.region,
            "valid_from": None if one.row is None else one.row.valid_from.isoformat(),
            "valid_to": one.row.valid_to.isoformat() if one.row and one.row.valid_to else None,
            "until": one.until.isoformat() if one.until else None,
            "applied": one.rule.applied,
            "meaning": one.rule.explanation,
        }
        for one in values
    ]
    return json.dumps(shown, ensure_ascii=False, indent=2)
