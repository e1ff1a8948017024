"""The local custodian: witnesses commitments in its own file, for an install that has no other."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspection import chain
from inspection.commitment import (
    Commitment,
    CommitmentRefused,
    NeverCommitted,
    NotYetOpen,
    Opening,
)
from inspection.digest import hmac_sha, lp
from inspection.slot import read_label
from witness import keeping
from witness.log import Entry, SeenLog
from witness.signature import signed


class LocalCustodian:
    """Keeps a secret chain and what it has witnessed, in two files readable by their owner only.

    It promises what a custodian elsewhere promises, but whoever holds the database usually holds
    these files too: every draw with it is marked degraded.
    """

    def __init__(self, path: Path) -> None:
        """Opens a custodian that `create` made. Raises FileNotFoundError, CustodianDamaged."""
        self._kept = keeping.read(path)
        self._key = Ed25519PrivateKey.from_private_bytes(self._kept.signing_key)
        self._seen = SeenLog(_log_of(path))
        self.anchor = chain.anchor(self._kept.secret, self._kept.n)
        self.public_key = self._key.public_key().public_bytes_raw()

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        secret: bytes,
        start: datetime,
        name: str = "local",
        n: int = chain.CHAIN_LENGTH,
        insecure: bool = False,
    ) -> "LocalCustodian":
        """Writes a new custodian's file. `insecure` marks a secret that others know, as in a demo.

        Raises FileExistsError rather than lose a secret, ValueError on one under 32 bytes.
        """
        if not path.exists():
            SeenLog.begin(_log_of(path))
        keeping.kept(path, secret=secret, start=start, name=name, n=n, insecure=insecure)
        return cls(path)

    @classmethod
    def restore(cls, path: Path, *, secret: bytes, published: Mapping[str, object]) -> Self:
        """Writes the file of a custodian again whose secret was escrowed, beside what it has seen.

        Raises ValueError where the secret is not that of what was `published`, FileExistsError,
        and CustodianDamaged where what it has seen is gone: it would witness a second commitment.
        """
        name, n, start = (published.get(field) for field in ("name", "n", "start"))
        if not (isinstance(name, str) and isinstance(n, int) and isinstance(start, str)):
            raise ValueError("what was published names no name, n and start")
        if chain.anchor(secret, n).hex() != published.get("anchor"):
            raise ValueError("this secret is not that of the published anchor")
        with SeenLog(_log_of(path)).locked():
            keeping.kept(
                path,
                secret=secret,
                start=datetime.fromisoformat(start),
                name=name,
                n=n,
                insecure=False,
            )
        return cls(path)

    def __repr__(self) -> str:
        return f"LocalCustodian({self.name!r}, anchor={self.anchor.hex()})"

    @property
    def name(self) -> str:
        return self._kept.name

    @property
    def n(self) -> int:
        return self._kept.n

    @property
    def start(self) -> datetime:
        return self._kept.start

    @property
    def published(self) -> dict[str, str | int]:
        """What everybody may know of it, and must know before its first use."""
        return {
            "name": self.name,
            "n": self.n,
            "start": self.start.isoformat(),
            "anchor": self.anchor.hex(),
            "public_key": self.public_key.hex(),
        }

    @property
    def token(self) -> str:
        """Hex; who shows it may commit and ask for codes. Made of the secret, as the key is."""
        return hmac_sha(self._kept.secret, lp("cy-draw-1 access")).hex()

    @property
    def degraded(self) -> str:
        return "insecure demo custodian" if self._kept.insecure else "local custodian only"

    def commit(self, commitment: Commitment) -> None:
        """As `witness`, for whoever has no clock to hold against the slot's."""
        self.witness(commitment)

    def open(self, draw: str, slot_label: str, k: int, now: datetime) -> Opening:
        """The slot's code and the signature that it was committed before, from its opening on.

        Raises NeverCommitted, NotYetOpen, and CommitmentRefused where k is not the slot's number.
        """
        if now.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        if k != self._number(slot_label):
            raise CommitmentRefused(
                f"code {k} does not belong to slot {slot_label}; expected"
                f" {self._number(slot_label)}"
            )
        with self._seen.locked():
            seen = self._seen.commitment(draw, slot_label)
            if seen is None:
                raise NeverCommitted(
                    f"draw {draw!r} of slot {slot_label} was never committed here; commit it"
                    " before it opens"
                )
            if now < read_label(slot_label)[0]:
                raise NotYetOpen(f"slot {slot_label} has not opened yet; ask from its opening on")
            if k > self._seen.newest_opened:
                # Written before the code leaves: from now on no earlier slot can be committed.
                self._seen.append({"event": "opened", "k": k})
        return self._opening(_fields(seen), k)

    def witness(self, commitment: Commitment, now: datetime | None = None) -> None:
        """Witnesses what a slot's draw commits to; on the disk when this returns.

        The same commitment again changes nothing. Raises CommitmentRefused on a different one, on a
        slot outside the chain, and on a slot whose code can already be known: a code gives away all
        earlier ones, and all draws of one slot share it. With `now`, from a clock of its own, it
        also refuses what is new and arrives when its slot has opened.
        """
        k = self._number(commitment.slot)
        with self._seen.locked():
            seen = self._seen.commitment(commitment.draw, commitment.slot)
            if seen is None:
                self._refuse_known_code(commitment, k)
                if now is not None and now >= read_label(commitment.slot)[0]:
                    raise CommitmentRefused(
                        f"draw {commitment.draw!r} of slot {commitment.slot} comes too late: the"
                        " slot has opened; it is missed"
                    )
                self._seen.append({**commitment.fields(), "event": "committed", "k": k})
            elif _fields(seen) != commitment.fields():
                raise CommitmentRefused(
                    f"draw {commitment.draw!r} of slot {commitment.slot} is already committed to"
                    " something else; a slot is committed once"
                )

    def check(self) -> None:
        """Raises CustodianDamaged, OSError where the files cannot be relied on."""
        with self._seen.locked():
            pass

    def _opening(self, fields: Mapping[str, str], k: int) -> Opening:
        code = chain.chain(self._kept.secret, self.n, k)
        witness: Entry = {**fields, "custodian": self.name, "k": k, "code": code.hex()}
        return Opening(
            code=code,
            witness=witness,
            signature=signed(witness, self._key),
            public_key=self.public_key,
        )

    def _number(self, slot_label: str) -> int:
        k = chain.slot_number(read_label(slot_label)[0], self.start)
        # Number n would be the secret itself.
        if not 1 <= k < self.n:
            raise CommitmentRefused(
                f"slot {slot_label} would need code {k}, and this custodian has 1 to {self.n - 1},"
                f" from {self.start.isoformat()} on; create a custodian for that time"
            )
        return k

    def _refuse_known_code(self, commitment: Commitment, k: int) -> None:
        if k <= self._seen.newest_opened:
            raise CommitmentRefused(
                f"draw {commitment.draw!r} of slot {commitment.slot} comes too late: its code {k}"
                f" can be known, since code {self._seen.newest_opened} has been given out;"
                " the slot is missed"
            )


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.seen")


def _fields(entry: Entry) -> dict[str, str]:
    """A logged commitment without what the log itself added."""
    return {name: str(value) for name, value in entry.items() if name not in ("event", "k")}
