"""Which process does what, and what is refused."""

from pathlib import Path

import pytest

from mingcha.environment import read_settings
from mingcha.product import Product
from mingcha.role import EVERY_ROLE, Role
from tests.mingcha.command import Mingcha
from tests.mingcha.installation import STEPPED, environment, opened

POSTGRESQL = "postgresql://nobody@127.0.0.1:9/none"
"""Nobody answers there."""


def stations(home: Path, *roles: Role, **settings: str) -> set[str]:
    product = Product.of(
        opened(read_settings(environment(home, **settings))), frozenset(roles) or EVERY_ROLE
    )
    try:
        return {station.name for station in product.engine.stations}
    finally:
        product.close()


def test_every_station_belongs_to_a_worker_or_to_the_scheduler(home: Path) -> None:
    scheduler, worker = stations(home, Role.SCHEDULER), stations(home, Role.WORKER)
    assert scheduler == {
        *("announce", "pausing", "issue", "visiting", "endings", "assess", "reveal", "brief"),
        "door watch",
    }
    assert {"intake", "dispatch", "post", "texting", "fetching"} <= worker
    assert scheduler & worker == set()
    assert stations(home) == scheduler | worker
    assert stations(home, Role.WEB) == set()


def test_only_a_scheduler_makes_a_custodian(home: Path) -> None:
    stations(home, Role.WEB, Role.WORKER)
    assert not (home / "custodian.json").exists()
    stations(home, Role.SCHEDULER)
    assert (home / "custodian.json").exists()


def test_the_scheduler_writes_under_a_lease_where_time_is_real(home: Path) -> None:
    real = Product.of(opened(read_settings(environment(home))))
    assert real.duty is not None
    real.close()
    stepped = Product.of(opened(read_settings(environment(home, **STEPPED, host="127.0.0.1"))))
    assert stepped.duty is None
    stepped.close()


@pytest.mark.parametrize(
    ("roles", "settings", "refusal"),
    [
        (
            ["worker"],
            {},
            "--role: with SQLite one process does everything; leave it out, or let"
            " MINGCHA_DATABASE_URL name a PostgreSQL database that all processes share",
        ),
        (
            ["web", "worker"],
            {"database_url": POSTGRESQL, **STEPPED, "public_url": "http://127.0.0.1:9"},
            "--role: with stepped time one process does everything; leave it out",
        ),
        (
            ["web"],
            {
                "database_url": POSTGRESQL,
                "public_url": "",
                "twilio_account_sid": "",
                "twilio_auth_token": "",
                "caller_number": "",
            },
            "--role web: MINGCHA_PUBLIC_URL is not set, so nothing comes in through the web",
        ),
    ],
    ids=["sqlite", "stepped time", "no address"],
)
def test_roles_that_do_not_fit_are_refused(
    home: Path, own_logging: None, roles: list[str], settings: dict[str, str], refusal: str
) -> None:
    options = [word for role in roles for word in ("--role", role)]
    told = Mingcha(environment(home, **settings))("run", *options)
    assert told.status == 2
    assert refusal in told.err
    assert "Traceback" not in told.err


def test_all_roles_named_one_by_one_are_everything(home: Path, own_logging: None) -> None:
    """It goes on to what is refused next: the token, which nobody there knows."""
    options = [word for role in Role for word in ("--role", role)]
    told = Mingcha(environment(home, telegram_api="http://127.0.0.1:9"))("run", *options)
    assert told.status == 2
    assert "--role" not in told.err
    assert "messenger" in told.err


def test_a_role_that_does_not_exist_is_told_with_those_that_do(home: Path) -> None:
    told = Mingcha(environment(home))("run", "--role", "boss")
    assert told.status == 2
    for role in Role:
        assert role in told.err
