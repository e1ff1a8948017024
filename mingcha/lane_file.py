"""The file of lanes: further caller numbers, accounts and bots, how fast each may go, and what it
costs.

TOML or JSON. Everything that is wrong in it is named at once.
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from inspection.lane.lane import CHAT, TELEPHONE
from inspection.lane.price import Price, Prices, PriceUnreadable, read_amount
from mingcha.settings import CallerNumber, Provider
from telephony.numbering import PhoneNumbering

WHERE = "MINGCHA_LANES"
_NAME = re.compile(r"[a-z][a-z0-9-]{0,31}")
_PREFIX = re.compile(r"\+[1-9][0-9]{0,14}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_CODE = re.compile(r"[0-9]{2,12}")


class LanesUnreadable(Exception):
    """Each line says which lane and field is wrong, and what would be right."""


def _amount(given: object) -> int:
    try:
        return read_amount(str(given))
    except PriceUnreadable as wrong:
        raise ValueError(str(wrong)) from None


def _currency(text: str) -> str:
    if not _CURRENCY.fullmatch(text):
        raise ValueError("expected three capital letters, such as CNY")
    return text


def _country(text: str) -> str:
    PhoneNumbering((text,))
    return text


def _region(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise ValueError("expected the beginning of a region's code, such as 5301")
    return text


def _account(text: str) -> str:
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", text):
        raise ValueError("expected AC and 32 hexadecimal digits")
    return text


Amount = Annotated[int, BeforeValidator(_amount)]
_CLOSED = ConfigDict(extra="forbid", frozen=True)
_OF_BOT = frozenset({"kind", "token", "token_file", "address", "regions", "letters_a_second"})


class PriceEntry(BaseModel):
    model_config = _CLOSED

    call: Amount = 0
    minute: Amount = 0
    text: Amount = 0


class LaneEntry(BaseModel):
    """What one lane of the file says. The lane `telephone` is the caller number of the settings,
    and `chat` their bot: of them only the pace and the prices are said here."""

    model_config = _CLOSED

    kind: Literal["telephone", "bot"] = "telephone"
    account: Annotated[str, AfterValidator(_account)] | None = None
    token: SecretStr | None = None
    token_file: Path | None = None
    number: CallerNumber | None = None
    address: Provider | None = None
    channels: tuple[Literal["voice", "text"], ...] = Field(default=("voice", "text"), min_length=1)
    countries: tuple[Annotated[str, AfterValidator(_country)], ...] = ()
    regions: tuple[Annotated[str, AfterValidator(_region)], ...] = ()
    kinds: tuple[Literal["mobile", "fixed"], ...] = Field(default=("mobile", "fixed"), min_length=1)
    calls_a_second: int = Field(default=1, ge=1, le=1000)
    texts_a_second: int = Field(default=1, ge=1, le=1000)
    calls_at_once: int = Field(default=1000, ge=1, le=1000)
    letters_a_second: int | None = Field(default=None, ge=1, le=1000)
    currency: Annotated[str, AfterValidator(_currency)] | None = None
    prices: dict[str, PriceEntry] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        problems = [
            f"prices, {prefix}: expected + and the first digits of numbers, such as +86"
            for prefix in self.prices
            if not _PREFIX.fullmatch(prefix)
        ]
        if self.prices and self.currency is None:
            problems.append("currency: missing, though prices are given; such as CNY")
        if problems:
            raise ValueError("\n".join(problems))
        return self

    def prices_of(self) -> Prices:
        return Prices(
            currency=self.currency or "",
            by_prefix={
                prefix: Price(call=one.call, minute=one.minute, text=one.text)
                for prefix, one in self.prices.items()
            },
        )

    def own_problems(self, name: str) -> list[str]:
        """What may not stand with this name, and what must."""
        given = self.model_fields_set
        if name == CHAT:
            fitting = {"letters_a_second"} | ({"kind"} if self.kind == "bot" else set())
            odd = sorted(given - fitting)
            return [
                f"{field}: this bot has none here; expected letters_a_second alone" for field in odd
            ]
        if self.kind == "bot":
            return self._problems_of_bot(name)
        told = {"account", "token", "token_file", "number", "address"}
        problems = ["letters_a_second: only a bot has it"] * ("letters_a_second" in given)
        if name == TELEPHONE:
            return problems + [
                f"{field}: this lane has it from the settings; expected another name, or none here"
                for field in sorted(given & told)
            ]
        problems += [f"{field}: missing" for field in ("account", "number") if field not in given]
        return problems + self._problems_of_token("the account's secret")

    def _problems_of_bot(self, name: str) -> list[str]:
        if name == TELEPHONE:
            return ["kind: this lane is the caller number of the settings; expected another name"]
        odd = sorted(self.model_fields_set - _OF_BOT)
        problems = [f"{field}: a bot has none" for field in odd]
        return problems + self._problems_of_token("the bot's token")

    def _problems_of_token(self, what: str) -> list[str]:
        given = self.model_fields_set
        if ("token" in given) != ("token_file" in given):
            return []
        return [f"token_file: expected the file with {what}, or token"]


def read_lanes(path: Path) -> dict[str, LaneEntry]:
    """By name, in the order of the file. Raises LanesUnreadable."""
    document = _document(path)
    lanes = document.get("lanes") if isinstance(document, dict) else None
    if not isinstance(lanes, dict) or not lanes or len(document) != 1:
        raise LanesUnreadable(f"{path}: expected a table `lanes` alone, with a table for each lane")
    problems: list[str] = []
    entries = {name: _entry(path, name, given, problems) for name, given in lanes.items()}
    read = {name: entry for name, entry in entries.items() if entry is not None}
    problems += _twice(path, read)
    if problems:
        raise LanesUnreadable("\n".join(problems))
    return read


def _document(path: Path) -> Any:
    """Numbers with a point stay text, so that amounts are exact."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise LanesUnreadable(f"{path}: cannot be read; expected a file in UTF-8") from None
    try:
        if path.suffix == ".json":
            return json.loads(text, parse_float=str)
        return tomllib.loads(text, parse_float=str)
    except ValueError as wrong:
        # Nothing of it is quoted: there may be secrets in it.
        kind = "JSON" if path.suffix == ".json" else "TOML"
        place = re.search(r"line \d+", str(wrong))
        raise LanesUnreadable(
            f"{path}: is no {kind}" + (f" ({place[0]})" if place else "")
        ) from None


def _entry(path: Path, name: str, given: Any, problems: list[str]) -> LaneEntry | None:
    where = f"{path}, lane {name}"
    if not _NAME.fullmatch(name):
        problems.append(f"{where}: expected a name of small letters, digits and hyphens")
    try:
        entry = LaneEntry.model_validate(given)
    except ValidationError as error:
        for problem in error.errors(include_input=False, include_url=False):
            place = ", ".join(str(part) for part in problem["loc"])
            lines = _said(problem["type"], problem["msg"])
            at = f"{where}, {place}:" if place else f"{where},"
            problems.extend(f"{at} {line}" for line in lines)
        return None
    problems += [f"{where}, {line}" for line in entry.own_problems(name)]
    return entry


def _said(kind: str, message: str) -> list[str]:
    if kind == "extra_forbidden":
        return [f"no such field; expected some of {', '.join(LaneEntry.model_fields)}"]
    if kind == "model_type":
        return ["expected a table of fields"]
    return message.removeprefix("Value error, ").splitlines()


def _twice(path: Path, entries: dict[str, LaneEntry]) -> list[str]:
    """One number is one lane: two would go twice as fast as it may."""
    seen: dict[tuple[str | None, str], str] = {}
    problems = []
    for name, entry in entries.items():
        if entry.number is None:
            continue
        key = (entry.address, entry.number)
        if key in seen:
            problems.append(f"{path}, lane {name}, number: lane {seen[key]} has it already")
        seen.setdefault(key, name)
    return problems
