"""`mingcha custodian`: made, published, served in a process of its own, and restored."""

import json
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from stat import S_IMODE

import pytest

from inspection.chain import slot_number
from inspection.commitment import CommitmentRefused, NotYetOpen
from mingcha.clock import SystemClock
from tests.mingcha.command import Mingcha
from tests.mingcha.custodian_process import serving
from tests.mingcha.installation import environment
from tests.witness.commitments import commitment
from tests.witness.elsewhere import entry_of
from witness.client import RemoteCustodian
from witness.local import LocalCustodian


@pytest.fixture
def command() -> Mingcha:
    """A custodian's machine has no settings of an installation."""
    return Mingcha({})


@pytest.fixture
def file(tmp_path: Path, command: Mingcha) -> Path:
    path = tmp_path / "ministry.json"
    told = command("custodian", "new", str(path), "--name", "ministry", "--start", "2026-01-01")
    assert told.status == 0
    return path


def test_a_new_custodian_is_the_owners_alone_and_never_overwritten(
    file: Path, command: Mingcha
) -> None:
    assert S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    told = command("custodian", "new", str(file), "--name", "other")
    assert told.status == 2
    assert "already holds a custodian; its codes would be lost" in told.err.replace("\n", " ")
    assert file.read_bytes() == before


def test_the_anchor_shows_what_is_published_and_the_token_stands_apart(
    file: Path, command: Mingcha
) -> None:
    custodian = LocalCustodian(file)
    told = command("custodian", "anchor", str(file))
    assert json.loads(told.out) == custodian.published
    assert custodian.start == datetime(2026, 1, 1, tzinfo=UTC)
    assert command("custodian", "token", str(file)).out.strip() == custodian.token
    secret = json.loads(file.read_text())["secret"]
    assert secret not in told.out
    assert custodian.token not in told.out


def test_without_a_day_the_chain_starts_today(tmp_path: Path, command: Mingcha) -> None:
    before = SystemClock().now().date()
    command("custodian", "new", str(tmp_path / "a.json"), "--name", "auditor")
    start = LocalCustodian(tmp_path / "a.json").start
    assert before <= start.date() <= SystemClock().now().date()
    assert (start.hour, start.minute, start.second, start.microsecond) == (0, 0, 0, 0)


def test_a_lost_file_comes_back_from_the_escrowed_secret(
    file: Path, command: Mingcha, tmp_path: Path
) -> None:
    whole = file.read_bytes()
    (tmp_path / "published.json").write_text(command("custodian", "anchor", str(file)).out)
    again = ("custodian", "restore", str(file), "--published", str(tmp_path / "published.json"))
    file.unlink()
    for typed, reason in (
        ("ab" * 32, "this secret is not that of the published anchor"),
        ("not hex", "the secret or the published file cannot be read"),
    ):
        told = command(*again, typed=f"{typed}\n")
        assert (told.status, file.exists()) == (2, False)
        assert reason in told.err.replace("\n", " ")
    secret = json.loads(whole)["secret"]
    told = command(*again, typed=f"{secret}\n")
    assert told.status == 0
    assert secret not in told.out + told.err
    assert file.read_bytes() == whole


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, command: Mingcha) -> None:
    for what in ("anchor", "token", "serve"):
        told = command("custodian", what, str(tmp_path / "nothing.json"))
        assert told.status == 2
        assert "is not there; `mingcha custodian new` makes one" in told.err


def test_a_served_custodian_goes_by_its_own_clock(file: Path, tmp_path: Path) -> None:
    """Real time, and a slot that opens in a moment."""
    log = tmp_path / "custodian.log"
    custodian = LocalCustodian(file)
    with serving(file, log) as url, closing(RemoteCustodian(entry_of(custodian, url))) as remote:
        opening = SystemClock().now().replace(microsecond=0) + timedelta(seconds=8)
        slot = f"{opening.isoformat()}/PT1M"
        k = slot_number(opening, custodian.start)
        remote.commit(commitment(slot=slot))
        with pytest.raises(NotYetOpen):
            remote.open("calls", slot, k, opening + timedelta(days=1))
        with pytest.raises(CommitmentRefused, match="committed to something else"):
            remote.commit(commitment(slot=slot, root=bytes(32)))
        time.sleep(max(0.0, (opening - SystemClock().now()).total_seconds()))
        opened = remote.open("calls", slot, k, opening)
        with pytest.raises(CommitmentRefused, match="comes too late"):
            remote.commit(commitment(draw="visits", slot=slot))
    with serving(file, log) as url, closing(RemoteCustodian(entry_of(custodian, url))) as again:
        assert again.open("calls", slot, k, opening) == opened
    assert opened.witnesses(commitment(slot=slot), name="ministry", k=k)
    _tells_no_secret(log.read_text(), file, opened.code.hex())


def _tells_no_secret(log: str, file: Path, code: str) -> None:
    assert "custodian ministry serves" in log
    last = 'event=custodian_stopped message="custodian ministry has stopped" custodian=ministry'
    assert log.splitlines()[-1].endswith(last)
    assert "Traceback" not in log
    kept = json.loads(file.read_text())
    for hidden in (kept["secret"], kept["signing_key"], LocalCustodian(file).token, code):
        assert hidden not in log


def test_an_installation_whose_roll_cannot_be_used_does_not_start(
    tmp_path: Path, own_logging: None
) -> None:
    roll = tmp_path / "custodians.json"
    roll.write_text("[{}]")
    settings = environment(tmp_path / "home", custodians=str(roll))
    told = Mingcha(settings)("run")
    assert told.status == 2
    assert "MINGCHA_CUSTODIANS: " in told.err
    assert "entry 1: expected exactly the fields" in told.err.replace("\n", " ")
