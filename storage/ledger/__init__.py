"""The ledger: units of work on the supervision store, and the shelves of its book."""

from storage.ledger.ledger import SqlLedger

__all__ = ["SqlLedger"]
