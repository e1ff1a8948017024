"""What one custodian said of a slot: its code, and its signature under what it had witnessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from inspection.commitment import Opening


@dataclass(frozen=True, kw_only=True)
class Testimony:
    """`witness` is what was signed; `n` and `start` say which chain the code belongs to."""

    name: str
    n: int
    start: datetime
    code: bytes
    witness: Mapping[str, str | int]
    signature: bytes
    public_key: bytes

    @classmethod
    def of(cls, name: str, n: int, start: datetime, opening: Opening) -> "Testimony":
        return cls(
            name=name,
            n=n,
            start=start,
            code=opening.code,
            witness=opening.witness,
            signature=opening.signature,
            public_key=opening.public_key,
        )
