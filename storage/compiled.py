"""Statements turned into the database's words, once a process and not once an engine.

An engine keeps what it compiled for itself alone. The one that writes and the one that reads speak
to the same database, and whoever opens several stores one after the other (a demo, the tests)
would compile every statement of the product again for each: an eighth of a short run's work.
"""

from typing import Any

from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

_STATEMENTS = 2000
"""The product has some 600; two kinds of database, and statements with parts of their own."""


class CompiledStatements(LRUCache[Any, Any]):
    """What SQLAlchemy keeps under (dialect, statement, ...), with the kind of database in place of
    the one dialect. Safe to share between threads, as its own are."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_its_kind(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_of_its_kind(key), value)


def _of_its_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect: Dialect = key[0]
    return (type(dialect), dialect.server_version_info, *key[1:])


COMPILED = CompiledStatements(_STATEMENTS)
