"""The door for raw deliveries: durable before they are acknowledged."""

from datetime import datetime

from storage.engine import Engines
from storage.ledger.work import UnitOfWork
from storage.seal import Seal
from storage.tables import deliveries


class SqlInbox:
    def __init__(self, engines: Engines, seal: Seal) -> None:
        self._engines = engines
        self._seal = seal

    def append(self, source: str, key: str, body: bytes, at: datetime) -> bool:
        """On the disk when this returns; False if `source` delivered that `key` before.

        Raises StoreBusy, StoreDown: then nothing is kept, and it must not be acknowledged.
        """
        with self._engines.writing() as connection:
            work = UnitOfWork(connection=connection, seal=self._seal, writing=True)
            return work.add_once(
                deliveries,
                source=source,
                key=key,
                body=work.sealed_bytes(deliveries.c.body, body),
                received_at=at,
                tries=0,
            )
