import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mingcha.environment import read_settings
from mingcha.settings import Settings, SettingsRefused
from tests.mingcha.installation import AUTH_TOKEN, NOWHERE, STEPPED, TOKEN, environment

KEY = "5a" * 32


def refused(**settings: str) -> list[str]:
    """The lines in which these settings are refused."""
    with pytest.raises(SettingsRefused) as refusal:
        read_settings({f"MINGCHA_{name.upper()}": value for name, value in settings.items()})
    return str(refusal.value).splitlines()


def accepted(**settings: str) -> Settings:
    return read_settings({f"MINGCHA_{name.upper()}": value for name, value in settings.items()})


def test_nothing_is_needed_to_begin_with() -> None:
    settings = read_settings({})
    assert settings.url == "sqlite:///mingcha-home/mingcha.db"
    assert (settings.host, settings.port, settings.countries) == ("127.0.0.1", 8080, ("CN",))


def test_an_unknown_name_is_refused_with_where_to_look() -> None:
    assert refused(databse_url="postgresql://h/x") == [
        "MINGCHA_DATABSE_URL: no such setting; see docs/settings.md"
    ]


def test_names_of_others_are_not_ours() -> None:
    assert read_settings({"PORT": "99", "MINGCHA_SPECS": "/specs", "PATH": "/bin"}).port == 8080


@pytest.mark.parametrize(
    ("setting", "value", "right"),
    [
        ("port", "80a", "valid integer"),
        ("port", "65536", "less than or equal to 65535"),
        ("clock", "fast", "'real' or 'stepped'"),
        ("clock_start", "Monday", "valid datetime"),
        ("public_url", "mingcha.example.org", "an address like https://"),
        ("telegram_api", "http://telegram.example.org", "https, except on this machine"),
        ("twilio_api", "ftp://127.0.0.1", "an address like https://"),
        ("telegram_token", "no token", "as BotFather gave it"),
        ("caller_number", "010 6555 0001", "+ and the country's code"),
        ("countries", "CN,XX", "ISO 3166"),
        ("countries", ",", "none given"),
        ("database_url", "mysql://mingcha:geheim@db/x", "postgresql://USER@HOST/DATABASE"),
        ("database_url", "not an address", "postgresql://USER@HOST/DATABASE"),
    ],
)
def test_a_bad_value_is_refused_by_name_with_what_would_be_right(
    setting: str, value: str, right: str
) -> None:
    (line,) = refused(**{setting: value})
    assert line.startswith(f"MINGCHA_{setting.upper()}: ")
    assert right in line


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    lines = refused(
        prot="8080", port="x", clock="fast", countries="XX", store_key_file=str(tmp_path / "none")
    )
    assert sorted(line.split(":")[0] for line in lines) == [
        "MINGCHA_CLOCK",
        "MINGCHA_COUNTRIES",
        "MINGCHA_PORT",
        "MINGCHA_PROT",
        "MINGCHA_STORE_KEY_FILE",
    ]


def test_everything_that_is_wrong_with_a_clock_is_told_at_once() -> None:
    away, undated = refused(clock="stepped")
    assert "need host, telegram_api and twilio_api on the loopback" in away
    assert undated == "clock=stepped needs clock_start"


@pytest.mark.parametrize(
    "empty", ["port", "home", "database_url", "clock", "countries", "store_key", "store_key_file"]
)
def test_an_empty_value_counts_as_none(empty: str) -> None:
    assert accepted(**{empty: ""}) == read_settings({})


def test_only_the_given_environment_counts() -> None:
    around = {"MINGCHA_PORT": "99", "MINGCHA_DATABASE_URL": "postgresql://real/county"}
    with CliRunner().isolation(env=around):
        assert os.environ["MINGCHA_PORT"] == "99"
        assert read_settings().port == 99
        given = read_settings({"MINGCHA_HOST": "::1"})
    assert (given.host, given.port, given.database_url) == ("::1", 8080, None)


def test_countries_are_a_list() -> None:
    assert accepted(countries="cn, VN").countries == ("CN", "VN")
    assert accepted(countries="KE").countries == ("KE",)


# -- secrets -----------------------------------------------------------------------------------

SECRETS = [
    ("store_key", KEY),
    ("database_url", "postgresql://mingcha:geheim@db/county"),
    ("telegram_token", TOKEN),
    ("telegram_secret", "what-telegram-repeats"),
    ("twilio_auth_token", AUTH_TOKEN),
    ("twilio_auth_token_before", AUTH_TOKEN),
]


@pytest.mark.parametrize(("name", "secret"), SECRETS)
def test_a_secret_is_read_from_the_file_that_is_named(
    name: str, secret: str, tmp_path: Path
) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{secret}\n", encoding="utf-8")
    from_file = accepted(**{f"{name}_file": str(file)})
    assert from_file == accepted(**{name: secret})
    assert getattr(from_file, name).get_secret_value() == secret


@pytest.mark.parametrize(("name", "secret"), SECRETS)
def test_a_secret_is_in_no_text_form_of_the_settings(name: str, secret: str) -> None:
    settings = accepted(**{name: secret})
    assert secret not in f"{settings!r} {settings} {settings.model_dump()}"


def test_a_secret_is_in_no_refusal() -> None:
    lines = refused(
        store_key=KEY,
        telegram_token=f"bot {TOKEN}",
        twilio_auth_token=AUTH_TOKEN,
        database_url="mysql://mingcha:geheim@db/county",
        caller_number="86 1065 5500",
        port="x",
    )
    assert len(lines) == 4
    for secret in (KEY, TOKEN, AUTH_TOKEN, "geheim", "1065"):
        assert secret not in "\n".join(lines)


def test_an_empty_secret_file_is_refused_rather_than_counted_as_none(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("\n", encoding="utf-8")
    assert refused(store_key_file=str(file)) == [
        "MINGCHA_STORE_KEY_FILE: the file is empty; expected the secret in it"
    ]


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes(b"\xff\xfe\x00")
    (line,) = refused(store_key_file=str(file))
    assert line.startswith("MINGCHA_STORE_KEY_FILE: the file cannot be read")


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(KEY, encoding="utf-8")
    expected = ["MINGCHA_STORE_KEY: set twice, by itself and from a file"]
    assert refused(store_key=KEY, store_key_file=str(file)) == expected
    assert refused(store_key_file=str(file), store_key=KEY) == expected


def test_what_is_no_secret_has_no_file() -> None:
    assert refused(port_file="/etc/port") == [
        "MINGCHA_PORT_FILE: no such setting; see docs/settings.md"
    ]


# -- stepped time and foreseeable chance, yes and no side by side -------------------------------

LOCAL = [NOWHERE, "http://localhost:1", "http://[::1]:1", "https://127.8.8.8"]
REMOTE = [
    "https://api.telegram.org",
    "https://127.0.0.1.example.org",
    "https://127.0.0.1@example.org",
    "https://0.0.0.0",
    "https://192.168.0.7",
]
EVERYWHERE = "0.0.0.0"  # noqa: S104
TOYS = [
    {"clock": "stepped", "clock_start": "2026-03-02T00:00:00+08:00"},
    {"insecure_seed": "demo"},
]
PROVIDERS = ["telegram_api", "twilio_api"]


@pytest.mark.parametrize("toy", TOYS)
@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("address", LOCAL)
def test_a_toy_may_play_with_providers_of_this_machine(
    toy: dict[str, str], provider: str, address: str
) -> None:
    providers = dict.fromkeys(PROVIDERS, NOWHERE) | {provider: address}
    assert accepted(**providers, **toy).loopback


@pytest.mark.parametrize("toy", TOYS)
@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("address", [*REMOTE, ""])
def test_a_toy_never_meets_a_provider_elsewhere(
    toy: dict[str, str], provider: str, address: str
) -> None:
    """Without an address of its own a provider is the real one."""
    providers = dict.fromkeys(PROVIDERS, NOWHERE) | {provider: address}
    (line,) = refused(**providers, **toy)
    assert "for demo and tests" in line


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
@pytest.mark.parametrize("toy", TOYS)
def test_a_toy_may_be_reached_from_this_machine(toy: dict[str, str], host: str) -> None:
    assert accepted(**dict.fromkeys(PROVIDERS, NOWHERE), **toy, host=host).host == host


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "192.168.0.7", "mingcha.example.org"])
@pytest.mark.parametrize("toy", TOYS)
def test_a_toy_cannot_be_reached_from_elsewhere(toy: dict[str, str], host: str) -> None:
    (line,) = refused(**dict.fromkeys(PROVIDERS, NOWHERE), **toy, host=host)
    assert "for demo and tests" in line


def test_without_toys_providers_and_host_may_be_anywhere(tmp_path: Path) -> None:
    far = {"host": EVERYWHERE, "telegram_api": REMOTE[0], "twilio_api": REMOTE[4]}
    settings = read_settings(environment(tmp_path, **far))
    assert not settings.loopback
    assert settings.clock == "real"


def test_a_stepped_clock_says_in_which_zone_it_starts(tmp_path: Path) -> None:
    stepped = environment(tmp_path, **STEPPED)
    assert read_settings(stepped).clock_start == datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
    with pytest.raises(SettingsRefused, match="clock_start needs an offset"):
        read_settings(stepped | {"MINGCHA_CLOCK_START": "2026-03-01T09:00:00"})
    with pytest.raises(SettingsRefused, match="clock=stepped needs clock_start"):
        read_settings(stepped | {"MINGCHA_CLOCK_START": ""})
