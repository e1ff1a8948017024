"""The settings of one installation: names, kinds, defaults, and what may not go together."""

import re
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from documents.calendar import calendar_of
from storage.engine import Engines
from telephony.numbering import PhoneNumbering
from witness.drand import ENDPOINTS

PREFIX = "MINGCHA_"


class SettingsRefused(Exception):
    """Lists everything that is wrong with the settings."""


def _base(url: str) -> str:
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise ValueError("expected an address like https://mingcha.example.org")
    return url.rstrip("/")


def _private(url: str) -> str:
    """Credentials go there, and must not be read on the way."""
    if urlsplit(url).scheme != "https" and not is_loopback(urlsplit(url).hostname):
        raise ValueError("expected an address with https, except on this machine")
    return url


def _caller(number: str) -> str:
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        raise ValueError("expected + and the country's code, then digits only")
    return number


def is_bot_token(text: str) -> bool:
    return re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", text) is not None


def _bot_token(token: SecretStr) -> SecretStr:
    if not is_bot_token(token.get_secret_value()):
        raise ValueError("expected the token as BotFather gave it, digits and a colon first")
    return token


def _database(url: SecretStr) -> SecretStr:
    Engines(url.get_secret_value()).dispose()  # refuses what it cannot read; opens nothing
    return url


def _parts(text: object) -> object:
    if not isinstance(text, str):
        return text
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _countries(text: object) -> object:
    return _parts(text.upper() if isinstance(text, str) else text)


def _lower(text: object) -> object:
    return text.lower() if isinstance(text, str) else text


def _as_is(value: object) -> object:
    return value


def _known(countries: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers of all of them can be read, and the first one's calendar is known."""
    PhoneNumbering(countries)
    calendar_of((), countries[0])
    return countries


Address = Annotated[str, AfterValidator(_base)]
CallerNumber = Annotated[str, AfterValidator(_caller)]
Provider = Annotated[Address, AfterValidator(_private)]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    home: Path = Field(
        default=Path("mingcha-home"),
        description="Folder of the embedded database, the store's key and the local custodian.",
    )
    database_url: Annotated[SecretStr, AfterValidator(_database)] | None = Field(
        default=None,
        description="postgresql://user@host/name; without it SQLite in the home folder.",
    )
    store_key: SecretStr | None = Field(
        default=None,
        description="64 hex digits that seal names and numbers; without it store.key in the home"
        " folder, made at the first start.",
    )
    public_url: Address | None = Field(
        default=None,
        description="Where the providers reach us, e.g. https://mingcha.example.org; without it"
        " updates of Telegram are fetched, and nobody can be called: see"
        " docs/without-a-public-address.md.",
    )
    host: str = Field(default="127.0.0.1", description="Address that the web server listens on.")
    port: int = Field(default=8080, ge=0, le=65535, description="Port that it listens on.")
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="Port of a second door, for /metrics and health alone: see docs/monitoring.md."
        " Without it there are no metrics.",
    )
    metrics_host: str = Field(
        default="127.0.0.1", description="Address that this second door listens on."
    )
    log_format: Literal["logfmt", "json"] = Field(
        default="logfmt", description="How a line of the log is written: see docs/logs.md."
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = (
        Field(
            default="info",
            description="From which level on our own lines are written; of libraries only warnings"
            " are, whatever stands here.",
        )
    )
    telegram_token: Annotated[SecretStr, AfterValidator(_bot_token)] | None = Field(
        default=None, description="Bot token from BotFather."
    )
    telegram_secret: SecretStr | None = Field(
        default=None,
        description="What Telegram must say with each update; else derived from the store's key.",
    )
    telegram_api: Provider | None = Field(
        default=None, description="Another Bot API server than api.telegram.org."
    )
    twilio_account_sid: str | None = Field(default=None, description="Account of the carrier.")
    twilio_auth_token: SecretStr | None = Field(default=None, description="Its secret.")
    twilio_auth_token_before: SecretStr | None = Field(
        default=None, description="The former secret, accepted while it is being changed."
    )
    twilio_api: Provider | None = Field(
        default=None, description="Another server than api.twilio.com."
    )
    caller_number: CallerNumber | None = Field(
        default=None, description="The number we call from, e.g. +861012345678."
    )
    lanes: Path | None = Field(
        default=None,
        description="TOML or JSON file of further caller numbers, accounts and bots, of the pace of"
        " each lane, and of what it costs: see docs/lanes.md.",
    )
    countries: Annotated[tuple[str, ...], NoDecode, AfterValidator(_known)] = Field(
        default=("CN",), description="Countries whose numbers the roster may hold, e.g. CN,VN."
    )
    custodians: Path | None = Field(
        default=None,
        description="JSON file that lists the custodians elsewhere, with their tokens: see"
        " docs/custodians.md. Without it the only custodian is a file in the home folder.",
    )
    beacon: Literal["none", "drand"] = Field(
        default="none",
        description="Public randomness that enters each draw. A change holds for slots that are not"
        " committed yet.",
    )
    drand_endpoints: Annotated[tuple[Provider, ...], NoDecode] = Field(
        default=ENDPOINTS,
        min_length=1,
        description="Where the beacon drand is asked, in this order, separated by commas.",
    )
    drand_chain: Path | None = Field(
        default=None,
        description="JSON file of another chain than drand quicknet (hash, public_key, period,"
        " genesis, scheme), as for a simulation.",
    )
    lease_seconds: float = Field(
        default=20.0,
        ge=2.0,
        le=30.0,
        description="So long a process that died keeps what only one may do (drawing, fetching"
        " updates); then another one takes over. The same for all processes of an installation.",
    )
    clock: Literal["real", "stepped"] = Field(
        default="real", description="stepped: time stands until it is moved; loopback only."
    )
    clock_start: datetime | None = Field(
        default=None, description="Where a stepped clock starts, e.g. 2026-03-02T00:00:00+08:00."
    )
    insecure_seed: str | None = Field(
        default=None,
        description="Makes every draw foreseeable, for demo and tests; loopback only.",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `read_settings` was given: it also sees what is unknown, empty or in files."""
        return (init_settings,)

    @model_validator(mode="before")
    @classmethod
    def _split_lists(cls, values: object) -> object:
        if not isinstance(values, dict):
            return values
        lists = {"countries": _countries, "drand_endpoints": _parts}
        return {name: lists.get(name, _as_is)(value) for name, value in values.items()}

    @model_validator(mode="after")
    def _toys_stay_at_home(self) -> Self:
        """Stepped time and foreseeable chance must never meet a real person."""
        problems = []
        if self.has_toys and not self.loopback:
            problems.append(
                "clock=stepped and insecure_seed are for demo and tests: they need host,"
                " telegram_api and twilio_api on the loopback address 127.0.0.1"
                + (", and drand_endpoints too" if self.beacon == "drand" else "")
            )
        if self.clock == "stepped" and self.clock_start is None:
            problems.append("clock=stepped needs clock_start")
        if self.clock_start is not None and self.clock_start.tzinfo is None:
            problems.append("clock_start needs an offset, e.g. 2026-03-02T00:00:00+08:00")
        if problems:
            raise ValueError("\n".join(problems))
        return self

    @property
    def has_toys(self) -> bool:
        return self.clock == "stepped" or self.insecure_seed is not None

    @property
    def loopback(self) -> bool:
        """Whether neither providers nor listeners lie beyond this machine."""
        beacons = self.drand_endpoints if self.beacon == "drand" else ()
        providers = (self.telegram_api, self.twilio_api, *beacons)
        hosts = [urlsplit(address).hostname if address else None for address in providers]
        return all(is_loopback(host) for host in (*hosts, self.host))

    @property
    def shared(self) -> bool:
        """Whether the database can be shared by several processes, on several machines."""
        return not self.url.startswith("sqlite")

    @property
    def file(self) -> Path | None:
        """The SQLite database, None where there is another kind."""
        return None if self.shared else Path(self.url.removeprefix("sqlite:///"))

    @property
    def url(self) -> str:
        """The database, as SQLAlchemy's own kind of address."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.home / 'mingcha.db'}"


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return host is not None and ip_address(host).is_loopback
    except ValueError:
        return False
