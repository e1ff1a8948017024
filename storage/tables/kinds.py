"""The kinds of column that the tables are made of, and the MetaData that they share."""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite numbers rows by itself only in an INTEGER column."""

_MOMENT_WIDTH = 27


class Instant(sa.TypeDecorator[datetime]):
    """A moment, UTC and to the microsecond; a naive datetime is refused with ValueError.

    SQLite has no such type: there it is text of fixed width, so that comparing texts compares
    moments."""

    impl = sa.String(_MOMENT_WIDTH)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.DateTime(timezone=True))
        return dialect.type_descriptor(sa.String(_MOMENT_WIDTH))

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone; expected an aware datetime")
        moment = value.astimezone(UTC)
        if dialect.name == "postgresql":
            return moment
        return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return datetime.fromisoformat(value)


class Json(sa.TypeDecorator[Any]):
    """Canonical JSON as text: sorted keys, no spaces, the characters themselves."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        return None if value is None else json.loads(value)


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical_json(value: Any) -> str:
    return _CANONICAL.encode(value)


Sealed = sa.LargeBinary
"""What only the holder of the key can read."""

Keyed = sa.LargeBinary
"""A keyed hash: tells whether two are the same, and nothing else."""


def numbered(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    """A table whose rows are numbered from 1 in order of arrival; no number comes twice."""
    return sa.Table(
        name,
        metadata,
        sa.Column("id", Id, primary_key=True),
        *columns,
        sqlite_autoincrement=True,
    )


def fact(name: str, kind: Any = sa.Text) -> sa.Column[Any]:
    """A column that always holds something."""
    return sa.Column(name, kind, nullable=False)


def maybe(name: str, kind: Any = sa.Text) -> sa.Column[Any]:
    """A column that may be empty."""
    return sa.Column(name, kind, nullable=True)


def refers(name: str, to: str, *, nullable: bool = False) -> sa.Column[Any]:
    """The number of a row in table `to`."""
    return sa.Column(name, Id, sa.ForeignKey(f"{to}.id"), nullable=nullable)
