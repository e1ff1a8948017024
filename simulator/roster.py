"""The roster as the people of a county know it: read from the same sheets as the product's."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self


@dataclass(frozen=True, kw_only=True)
class Village:
    code: str
    name: str
    zone: str


@dataclass(frozen=True, kw_only=True)
class Official:
    id: str
    name: str
    number: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Posting:
    official: str
    team: str
    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, kw_only=True)
class Household:
    id: str
    village: str
    name: str
    numbers: tuple[str, ...]
    language: str
    cadre_kin: bool


@dataclass(frozen=True, kw_only=True)
class Inspector:
    id: str
    name: str
    number: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Roster:
    villages: Mapping[str, Village]
    teams: Mapping[str, str]
    """Team -> code of its village."""
    officials: Mapping[str, Official]
    postings: tuple[Posting, ...]
    households: Mapping[str, Household]
    inspectors: Mapping[str, Inspector]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Reads the CSV sheets of `folder`, which must be in order: the product checks them."""
        return cls(
            villages={
                row["code"]: Village(
                    code=row["code"],
                    name=row["name"],
                    zone=row.get("zone") or "Asia/Shanghai",
                )
                for row in _rows(folder, "villages")
            },
            teams={row["team"]: row["village"] for row in _rows(folder, "teams")},
            officials={
                row["official"]: Official(
                    id=row["official"],
                    name=row["name"],
                    number=e164(row["phone"]),
                    language=row.get("language") or "zh",
                )
                for row in _rows(folder, "officials")
            },
            postings=tuple(_posting(row) for row in _rows(folder, "postings")),
            households={row["household"]: _household(row) for row in _rows(folder, "households")},
            inspectors={
                row["inspector"]: Inspector(
                    id=row["inspector"],
                    name=row["name"],
                    number=e164(row["phone"]),
                    language=row.get("language") or "zh",
                )
                for row in _rows(folder, "inspectors")
            },
        )


def e164(text: str) -> str:
    """`139 0000 0001`, `+86...` and full-width digits as +86...; "" stays empty."""
    digits = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdigit() or c == "+")
    if not digits or digits.startswith("+"):
        return digits
    return f"+86{digits.removeprefix('0')}"


def _household(row: Mapping[str, str]) -> Household:
    numbers = tuple(e164(part) for part in row["phones"].split(";") if part.strip())
    return Household(
        id=row["household"],
        village=row["village"],
        name=row["name"],
        numbers=numbers,
        language=row.get("language") or "zh",
        cadre_kin=row.get("cadre_kin") == "yes",
    )


def _posting(row: Mapping[str, str]) -> Posting:
    return Posting(
        official=row["official"],
        team=row["team"],
        first=date.fromisoformat(row["from"]),
        last=date.fromisoformat(row["to"]) if row.get("to") else None,
    )


def _rows(folder: Path, sheet: str) -> Iterator[dict[str, str]]:
    path = folder / f"{sheet}.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {name: (value or "").strip() for name, value in row.items() if name}
