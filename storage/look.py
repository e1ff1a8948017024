"""A look at a store that changes nothing: no schema is made, no key is bound to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from storage.engine import Engines
from storage.ledger import SqlLedger
from storage.migrate import current_revision, head_revision
from storage.seal import Entropy, Seal, SealBroken
from storage.store import seal_of
from storage.tables import seal_checks

Bound = Literal["ours", "another", "none", "unknown"]


@dataclass(frozen=True, kw_only=True)
class StoreLook:
    revision: str | None
    """The step that its schema has reached; None before the first."""
    wanted: str
    bound: Bound
    """To which key: ours, another one, none yet; unknown without a key or with another schema."""
    ledger: SqlLedger | None
    """To be read from only; None unless schema and key are right."""


@contextmanager
def looked_at(url: str, *, key: bytes | None, entropy: Entropy) -> Iterator[StoreLook]:
    """Raises StoreDown, ValueError on an unreadable address, and FileNotFoundError rather than make
    an SQLite database that is not there."""
    path = sa.make_url(url).database
    if url.startswith("sqlite") and path and not Path(path).exists():
        raise FileNotFoundError(path)
    engines = Engines(url)
    try:
        yield _look(engines, key, entropy)
    finally:
        engines.dispose()


def _look(engines: Engines, key: bytes | None, entropy: Entropy) -> StoreLook:
    found, wanted = current_revision(engines), head_revision()
    if found != wanted or key is None:
        return StoreLook(revision=found, wanted=wanted, bound="unknown", ledger=None)
    seal = Seal.from_key(key, entropy=entropy)
    bound = _bound(engines, seal)
    ledger = None
    if bound == "ours":
        ledger = SqlLedger(engines, seal_of(engines, key, entropy=entropy))
    elif bound == "none":
        ledger = SqlLedger(engines, seal)
    return StoreLook(revision=found, wanted=wanted, bound=bound, ledger=ledger)


def _bound(engines: Engines, seal: Seal) -> Bound:
    with engines.reading() as connection:
        known = connection.execute(sa.select(seal_checks.c.proof)).first()
    if known is None:
        return "none"
    try:
        seal.open("seal_checks.proof", known.proof)
    except SealBroken:
        return "another"
    return "ours"
