"""The public address, over real TLS on this machine."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from mingcha.doctor.check import Line
from mingcha.doctor.public_address import CHECK
from mingcha.door import proof
from mingcha.environment import read_settings
from mingcha.keys import keys_of
from tests.mingcha.doctor.answering import Said, answering, certificate
from tests.mingcha.doctor.patients import NO_CARRIER, patient
from tests.mingcha.installation import environment

YEAR, DAY = timedelta(days=365), timedelta(days=1)


def ours(home: Path) -> Callable[[str], Said]:
    """Answers as this installation's own door does."""
    home.mkdir(exist_ok=True)
    secret = keys_of(read_settings(environment(home))).door

    def answer(path: str) -> Said:
        number = parse_qs(urlsplit(path).query).get("number", [""])[0]
        return Said(body=proof(secret, number))

    return answer


def lines_of(
    home: Path,
    tmp_path: Path,
    answer: Callable[[str], Said],
    *,
    host: str = "127.0.0.1",
    begins: datetime | None = None,
    lasts: timedelta = YEAR,
    trusted: bool = True,
    settings: Mapping[str, str] | None = None,
) -> list[Line]:
    shown = certificate(tmp_path, host=host, begins=begins or datetime.now(UTC) - DAY, lasts=lasts)
    with answering(answer, tls=shown.server) as port:
        installation = patient(
            home,
            {"public_url": f"https://127.0.0.1:{port}", **(settings or {})},
            trust=shown.client if trusted else None,
        )
        return list(CHECK.examine(installation))


def test_an_address_that_leads_here_is_well(home: Path, tmp_path: Path) -> None:
    certified, telegram, voice = lines_of(home, tmp_path, ours(home))
    assert (certified.level, telegram.level, voice.level) == ("ok", "ok", "ok")
    assert "363 days" in certified.found or "364 days" in certified.found
    assert (telegram.found, voice.found) == (
        "/telegram leads to this installation",
        "/voice/here leads to this installation",
    )


def test_without_a_carrier_its_path_is_not_asked_for(home: Path, tmp_path: Path) -> None:
    lines = lines_of(home, tmp_path, ours(home), settings=NO_CARRIER)
    assert [line.level for line in lines] == ["ok", "ok"]


def test_before_the_first_start_nothing_can_be_proved(home: Path, tmp_path: Path) -> None:
    certified, door = lines_of(home, tmp_path, lambda _: Said())
    assert (certified.level, door.level) == ("ok", "skipped")
    assert not home.exists(), "nothing was made"


def test_a_certificate_that_ends_soon_is_a_warning(home: Path, tmp_path: Path) -> None:
    lines = lines_of(home, tmp_path, ours(home), lasts=8 * DAY)
    assert lines[0].level == "warn"
    assert "renew it now" in lines[0].remedy


@pytest.mark.parametrize(
    ("host", "days", "trusted", "why"),
    [
        ("127.0.0.1", -1, True, "expired"),
        ("other.example.org", 30, True, "not valid for"),
        ("127.0.0.1", 30, False, "self-signed|self signed"),
    ],
)
def test_a_certificate_that_does_not_hold_fails_with_its_reason(
    home: Path, tmp_path: Path, host: str, days: int, trusted: bool, why: str
) -> None:
    begins = datetime.now(UTC) - YEAR
    lasts = YEAR + days * DAY
    (line,) = lines_of(
        home, tmp_path, ours(home), host=host, begins=begins, lasts=lasts, trusted=trusted
    )
    assert line.level == "fail"
    assert any(part in line.found for part in why.split("|")), line.found
    assert "renew it, or let the proxy show the right one" in line.remedy


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (Said(status=302, headers={"Location": "https://elsewhere.example.org"}), "redirected"),
        (Said(status=404), "another program (status 404)"),
        (Said(body="0" * 64), "another program (status 200)"),
        (Said(status=502), "answered with 502"),
    ],
)
def test_an_address_that_leads_elsewhere_fails(
    home: Path, tmp_path: Path, said: Said, trouble: str
) -> None:
    ours(home)
    lines = lines_of(home, tmp_path, lambda _: said)[1:]
    assert {line.level for line in lines} == {"fail"}
    assert all(trouble in line.found for line in lines)


def test_an_address_at_which_nobody_answers_fails(home: Path) -> None:
    (line,) = CHECK.examine(patient(home, {"public_url": "https://127.0.0.1:9"}))
    assert line.level == "fail"
    assert "nobody answers at 127.0.0.1 port 9" in line.found


def test_an_address_without_tls_fails(home: Path) -> None:
    with answering(lambda _: Said()) as port:
        (line,) = CHECK.examine(patient(home, {"public_url": f"https://127.0.0.1:{port}"}))
    assert line.level == "fail"
    assert "its certificate does not hold" in line.found


def test_a_name_that_nobody_knows_fails(home: Path) -> None:
    (line,) = CHECK.examine(patient(home, {"public_url": "https://mingcha.invalid"}))
    assert (line.level, line.found) == ("fail", "nobody knows the name mingcha.invalid")


@pytest.mark.parametrize("url", ["https://127.0.0.1:8080", "https://192.168.0.7"])
def test_an_address_inside_a_network_is_not_public(home: Path, url: str) -> None:
    real = {"telegram_api": "", "twilio_api": ""}
    (line,) = CHECK.examine(patient(home, {"public_url": url, **real}))
    assert line.level == "fail"
    assert "inside a network" in line.found


def test_without_an_address_there_is_nothing_to_look_at(home: Path) -> None:
    (line,) = CHECK.examine(patient(home, {"public_url": "", **NO_CARRIER}))
    assert line.level == "skipped"
