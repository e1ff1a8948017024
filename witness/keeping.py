"""A custodian's own file: its secret, where its chain begins, and its signing key."""

import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from inspection.digest import Json, canonical, hmac_sha, lp
from witness.log import CustodianDamaged

_LEAST_SECRET = 32


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What a custodian keeps to itself; the secrets never appear in its text form."""

    name: str
    n: int
    start: datetime
    secret: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)
    insecure: bool = False


def kept(
    path: Path, *, secret: bytes, start: datetime, name: str, n: int, insecure: bool
) -> Keeping:
    """Writes a new file that only its owner can read. Raises ValueError, FileExistsError.

    The Ed25519 key is derived from the secret, so that one escrowed secret restores both.
    """
    if len(secret) < _LEAST_SECRET:
        raise ValueError(f"a custodian's secret has {_LEAST_SECRET} random bytes or more")
    if start.tzinfo is None or start.microsecond:
        raise ValueError("a chain's start needs a time zone and whole seconds")
    if n < 2 or not name or not name.isprintable():
        raise ValueError("a custodian needs a printable name and a chain of 2 codes or more")
    keeping = Keeping(
        name=name,
        n=n,
        start=start.astimezone(UTC),
        secret=secret,
        signing_key=hmac_sha(secret, lp("cy-draw-1 signing key")),
        insecure=insecure,
    )
    _write_owner_only(path, canonical(_document(keeping)) + b"\n")
    return keeping


def read(path: Path) -> Keeping:
    """Raises FileNotFoundError, CustodianDamaged."""
    raw = path.read_bytes()
    try:
        document = json.loads(raw)
        return Keeping(
            name=str(document["name"]),
            n=int(document["n"]),
            start=datetime.fromisoformat(document["start"]).astimezone(UTC),
            secret=bytes.fromhex(document["secret"]),
            signing_key=bytes.fromhex(document["signing_key"]),
            insecure=document["insecure"] == "yes",
        )
    except (ValueError, KeyError, TypeError):
        # The cause is left out: it would quote the file, and the file holds the secret.
        raise CustodianDamaged(
            f"{path} is not a custodian's file; restore it from its copy"
        ) from None


def _document(keeping: Keeping) -> dict[str, Json]:
    return {
        "scheme": "cy-draw-1",
        "name": keeping.name,
        "n": keeping.n,
        "start": keeping.start.isoformat(),
        "secret": keeping.secret.hex(),
        "signing_key": keeping.signing_key.hex(),
        "insecure": "yes" if keeping.insecure else "no",
    }


def _write_owner_only(path: Path, content: bytes) -> None:
    """Whole or not at all, and never over another custodian's secret."""
    draft = path.with_name(f"{path.name}.draft-{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        try:
            os.write(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        os.link(draft, path)  # unlike a rename it refuses to replace a file
    except FileExistsError:
        raise FileExistsError(
            f"{path} already holds a custodian; its codes would be lost. Choose another path"
        ) from None
    finally:
        os.unlink(draft)
    _fsync_folder(path.parent)


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
