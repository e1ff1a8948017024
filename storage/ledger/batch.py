"""Many rows changed by one statement.

PostgreSQL is sent the columns as arrays: row by row it would parse, plan and answer as many
statements, and a third of a letter's way through the store went into that. On SQLite the driver
does the same within the process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given
from sqlalchemy.dialects import postgresql

from storage.ledger.work import UnitOfWork


@dataclass(frozen=True)
class Batch:
    """Of one table: rows are found by their number and by what else must still be the `same`, and
    get `new` values. A value has the name of its column, `new_` before it for a new one."""

    table: sa.Table
    same: tuple[str, ...]
    new: tuple[str, ...]

    def change(self, work: UnitOfWork, each: Sequence[Mapping[str, Any]]) -> None:
        if not each:
            return
        if work.on_postgresql:
            columns = {name: [one[name] for one in each] for name in self._names}
            work.change(self.at_once, **columns)
        else:
            work.change_all(self.one_by_one, each)

    @cached_property
    def one_by_one(self) -> sa.Update:
        columns = self.table.c
        return (
            self.table.update()
            .where(*(columns[name] == given(f"of_{name}") for name in ("id", *self.same)))
            .values({name: given(f"new_{name}") for name in self.new})
        )

    @cached_property
    def at_once(self) -> sa.Update:
        kinds = {name: self.table.c[name.partition("_")[2]].type for name in self._names}
        arrays = (given(name, type_=postgresql.ARRAY(kind)) for name, kind in kinds.items())
        rows = (
            sa.func.unnest(*arrays)
            .table_valued(*(sa.column(name, kind) for name, kind in kinds.items()))
            .render_derived()
            .alias("given_rows")
        )
        columns = self.table.c
        return (
            self.table.update()
            .where(*(columns[name] == rows.c[f"of_{name}"] for name in ("id", *self.same)))
            .values({name: rows.c[f"new_{name}"] for name in self.new})
        )

    @property
    def _names(self) -> tuple[str, ...]:
        return (*(f"of_{n}" for n in ("id", *self.same)), *(f"new_{n}" for n in self.new))
