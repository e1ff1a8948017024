"""Putting a copy of the SQLite store in its place."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldwork import restoring
from fieldwork.book import StoredHold, StoreDown
from fieldwork.ports import Clock
from mingcha.clock import SystemChance
from mingcha.foundation import SCHEDULING
from mingcha.keys import known_keys
from mingcha.settings import Settings
from storage.backup import put
from storage.look import looked_at
from storage.migrate import migrate
from storage.store import Store


class RestoreRefused(Exception):
    """The copy is not put in place; the text says why. Nothing was changed."""


@dataclass(frozen=True, kw_only=True)
class Restored:
    hold: StoredHold
    entries: int
    """Of the copy's log."""
    kept: Path | None
    """Where the former database lies."""


def restore(settings: Settings, copy: Path, reason: str, clock: Clock) -> Restored:
    """Checks the copy, holds it, and puts it in place. Raises RestoreRefused, SealBroken,
    SchemaDiffers, StoreDown."""
    database = settings.file
    if database is None:
        raise RestoreRefused(
            "the database is no SQLite file: restore it with PostgreSQL's own tools (pg_restore, or"
            " to a point in time), then run `mingcha restore mark --reason ...` before all else"
        )
    if not copy.is_file():
        raise RestoreRefused(f"{copy} is not there; expected a file that `mingcha backup` wrote")
    key = known_keys(settings)
    if key is None:
        raise RestoreRefused(
            f"there is no key at {settings.home}: put the store.key that belongs to the copy there"
            " first (or set MINGCHA_STORE_KEY); without it nothing in it can be read"
        )
    now = clock.now()
    _refuse_while_used(settings, key.store, now)
    fresh = database.with_name(f"{database.name}.restoring")
    try:
        shutil.copyfile(copy, fresh)
        fresh.chmod(0o600)
        try:
            hold, entries = _held(f"sqlite:///{fresh}", key.store, reason, now)
        except StoreDown as trouble:
            raise RestoreRefused(
                f"{copy} cannot be read as a database ({trouble}); expected a file that `mingcha"
                " backup` wrote"
            ) from None
        kept = put(fresh, database, f"before-{now:%Y%m%dT%H%M%SZ}")
    finally:
        for end in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                fresh.with_name(fresh.name + end).unlink()
    return Restored(hold=hold, entries=entries, kept=kept)


def _held(url: str, key: bytes, reason: str, now: datetime) -> tuple[StoredHold, int]:
    migrate(url)
    store = Store.open(url, key=key, entropy=SystemChance().token)
    try:
        with store.ledger.read() as book:
            broken, entries = book.audit.broken_at(), book.audit.newest().index
        if broken is not None:
            raise RestoreRefused(
                f"the log of the copy breaks at entry {broken}: it was changed or is damaged; take"
                " another copy"
            )
        with store.ledger.write() as book:
            return restoring.hold(book, reason, now), entries
    finally:
        store.close()


def _refuse_while_used(settings: Settings, key: bytes, now: datetime) -> None:
    try:
        with looked_at(settings.url, key=key, entropy=SystemChance().token) as look:
            if look.ledger is None:
                return
            with look.ledger.read() as book:
                lease = book.leases.of(SCHEDULING)
    except Exception:
        return  # not there, or damaged: that may be why it is restored
    if lease is not None and lease.until > now:
        raise RestoreRefused(
            "`mingcha run` works on the present database: stop it first, and try again (after"
            f" {(lease.until - now).seconds + 1} seconds if it was killed)"
        )
