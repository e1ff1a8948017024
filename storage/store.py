"""The supervision store as it is opened at the start: schema and key are checked before anything
else happens."""

from dataclasses import dataclass

import sqlalchemy as sa

from fieldwork.crash_point import Reached, go_on
from storage.engine import IDLE, PATIENCE, Engines
from storage.first_light import carry_over
from storage.inbox import SqlInbox
from storage.ledger import SqlLedger
from storage.ledger.work import UnitOfWork
from storage.migrate import current_revision, head_revision
from storage.seal import Entropy, Seal, SealBroken
from storage.tables import seal_checks

_THE_ONE = 1
PROOF = b"mingcha"
_KNOWN = sa.select(seal_checks.c.proof, seal_checks.c.look_up)


class SchemaDiffers(Exception):
    """The database was made by another version of the program, or by none."""


@dataclass(frozen=True, kw_only=True)
class Store:
    engines: Engines
    ledger: SqlLedger
    inbox: SqlInbox
    seal: Seal

    @classmethod
    def open(
        cls,
        url: str,
        *,
        key: bytes,
        entropy: Entropy,
        patience: float = PATIENCE,
        idle: float = IDLE,
        reached: Reached = go_on,
    ) -> "Store":
        """Opens a migrated database; `key` is 32 secret bytes, `patience` and `idle` (for which a
        transaction may do nothing) are in seconds.

        The first opening binds the store to the key. Raises SchemaDiffers, SealBroken if the store
        is bound to another key, ValueError on an unreadable address or key, StoreDown.
        """
        Seal.from_key(key, entropy=entropy)  # refuses what is no key, before anything is opened
        engines = Engines(url, patience=patience, idle=idle)
        try:
            _check_schema(engines)
            seal = seal_of(engines, key, entropy=entropy)
            carry_over(engines, seal)
        except BaseException:
            engines.dispose()
            raise
        return cls(
            engines=engines,
            ledger=SqlLedger(engines, seal),
            inbox=SqlInbox(engines, seal, reached=reached),
            seal=seal,
        )

    def check(self) -> None:
        """Whether it is still the one that was opened. Raises SchemaDiffers, SealBroken,
        StoreBusy, StoreDown."""
        self.check_schema()
        with self.engines.reading() as connection:
            known = connection.execute(sa.select(seal_checks.c.proof)).one()
        self.seal.open("seal_checks.proof", known.proof)

    def check_schema(self) -> None:
        """Raises SchemaDiffers, StoreBusy, StoreDown."""
        _check_schema(self.engines)

    def close(self) -> None:
        self.inbox.close()
        self.engines.dispose()


def seal_of(engines: Engines, key: bytes, *, entropy: Entropy) -> Seal:
    """The seal of the store. Raises SealBroken if it is bound to another key; binds it if it is to
    none."""
    seal = Seal.from_key(key, entropy=entropy)
    with engines.reading() as connection:
        known = connection.execute(_KNOWN).first()
    if known is None:
        with engines.writing() as connection:
            work = UnitOfWork(connection=connection, seal=seal, writing=True)
            proof = work.sealed_bytes(seal_checks.c.proof, PROOF)
            work.add_once(seal_checks, id=_THE_ONE, proof=proof)
            known = connection.execute(_KNOWN).one()
    try:
        seal.open("seal_checks.proof", known.proof)
    except SealBroken as broken:
        raise SealBroken(
            f"the key does not belong to this store: {broken}; nothing was opened or changed"
        ) from None
    if known.look_up is None:
        return seal
    return seal.finding_by(seal.open("seal_checks.look_up", known.look_up))


def _check_schema(engines: Engines) -> None:
    found, wanted = current_revision(engines), head_revision()
    if found != wanted:
        raise SchemaDiffers(
            f"the database has schema {found or 'none'}, this program needs {wanted};"
            " run `mingcha migrate` (of the newer program, if the database is newer)"
        )
