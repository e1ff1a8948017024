"""The database: reached, migrated, sealed with our key. Opened here for all checks that read it."""

from collections.abc import Iterator
from contextlib import contextmanager

from fieldwork.book import StoreDown
from fieldwork.ports import Ledger, StoreBusy
from mingcha.doctor.check import Line, Subject
from mingcha.doctor.installation import Installation
from storage.failure import StoreRefused
from storage.look import StoreLook, looked_at

DATABASE = Subject(
    name="database",
    looks_at="whether it is reached, at the schema of this program, and sealed with our key",
    remedies={
        "none yet": "start with `mingcha roster import FOLDER`, which makes it",
        "unreachable": "is the server running, and does MINGCHA_DATABASE_URL name it, its user and"
        " its database?",
        "damaged": "restore mingcha.db from its copy, with the store.key that belongs to it; keep"
        " the damaged one beside, do not delete it",
        "not migrated": "run `mingcha migrate` (of the newer program, if the database is newer)",
        "migrated at the start": "nothing: the next `mingcha run` brings it up to date",
        "another key": "restore the store.key or MINGCHA_STORE_KEY with which it was set up",
    },
)


@contextmanager
def opened(installation: Installation) -> Iterator[tuple[Ledger | None, Line]]:
    """The store to be read from, if it can be, and the line about it."""
    settings, keys = installation.settings, installation.keys
    try:
        with looked_at(
            settings.url, key=keys.store if keys else None, entropy=installation.token
        ) as look:
            yield _ledger(look), _line(look, embedded=settings.database_url is None)
            return
    except FileNotFoundError:
        line = DATABASE.skipped("there is none yet", "none yet")
    except (StoreDown, StoreBusy, StoreRefused) as problem:
        trouble = "damaged" if settings.database_url is None else "unreachable"
        line = DATABASE.fail(trouble, str(problem))
    yield None, line


def _ledger(look: StoreLook) -> Ledger | None:
    return look.ledger if look.bound in ("ours", "none") else None


def _line(look: StoreLook, *, embedded: bool) -> Line:
    if look.revision != look.wanted:
        found = f"its schema is {look.revision or 'none'}, this program needs {look.wanted}"
        if embedded:
            return DATABASE.warn("migrated at the start", found)
        return DATABASE.fail("not migrated", found)
    if look.bound == "another":
        return DATABASE.fail("another key", "it was sealed with another key than ours")
    if look.bound == "unknown":
        return DATABASE.fail("another key", "there is no key at hand to open it with")
    kind = "embedded" if embedded else "PostgreSQL or shared"
    return DATABASE.ok(f"{kind}, schema {look.wanted}, opens with our key")
