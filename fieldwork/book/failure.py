"""What a store may answer instead of doing what it was asked."""


class StoreBusy(Exception):
    """The store was locked for longer than the caller could wait; nothing was written."""


class StoreDown(Exception):
    """The store cannot be used now: unreachable, full or read-only. Nothing was written."""


class Overtaken(Exception):
    """Another worker has already done this step: the unit of work is undone and may be dropped."""
