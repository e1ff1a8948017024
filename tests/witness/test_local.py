import json
import stat
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from inspection.chain import CHAIN_LENGTH, anchor, code_is_of
from inspection.commitment import CommitmentRefused, NeverCommitted, NotYetOpen
from tests.witness.commitments import HEAD, INSIDE, POLICY, ROOT, SLOT, commitment
from witness.local import LocalCustodian
from witness.log import CustodianDamaged
from witness.signature import signature_holds

SECRET = sha256(b"a secret of a test").digest()
START = datetime(2025, 12, 31, 16, tzinfo=UTC)
OPENING = datetime(2026, 3, 2, 1, tzinfo=UTC)
K = 2899
EARLIER, LATER = "2026-03-02T08:30:00+08:00/PT30M", "2026-03-02T09:30:00+08:00/PT30M"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "custodian.json"


@pytest.fixture
def custodian(path: Path) -> LocalCustodian:
    return LocalCustodian.create(path, secret=SECRET, start=START)


def commit(
    custodian: LocalCustodian, *, draw: str = "calls", slot: str = SLOT, root: bytes = ROOT
) -> None:
    custodian.commit(commitment(draw=draw, slot=slot, root=root))


def test_the_code_comes_from_the_opening_on_with_a_signature_over_what_was_committed(
    custodian: LocalCustodian,
) -> None:
    commit(custodian)
    with pytest.raises(NotYetOpen, match="has not opened yet"):
        custodian.open("calls", SLOT, K, OPENING - timedelta(seconds=1))
    opening = custodian.open("calls", SLOT, K, OPENING)
    assert code_is_of(custodian.anchor, K, opening.code)
    assert opening.witness == {
        "custodian": "local",
        "draw": "calls",
        "slot": SLOT,
        "k": K,
        "root": ROOT.hex(),
        "policy": POLICY.hex(),
        "inside_commitment": INSIDE.hex(),
        "log_head": HEAD.hex(),
        "code": opening.code.hex(),
    }
    assert opening.public_key == custodian.public_key
    assert signature_holds(opening.witness, opening.signature, custodian.public_key)
    forged = {**opening.witness, "root": sha256(b"another").hexdigest()}
    assert not signature_holds(forged, opening.signature, custodian.public_key)
    assert not signature_holds(opening.witness, opening.signature, b"no key")


def test_the_same_commitment_may_come_again_and_a_different_one_is_refused(
    custodian: LocalCustodian,
) -> None:
    commit(custodian)
    commit(custodian)
    with pytest.raises(CommitmentRefused, match="already committed to something else"):
        commit(custodian, root=sha256(b"another").digest())
    commit(custodian, draw="visits", root=sha256(b"another").digest())


def test_a_slot_never_committed_is_never_opened(custodian: LocalCustodian) -> None:
    commit(custodian)
    with pytest.raises(NeverCommitted, match="was never committed here"):
        custodian.open("visits", SLOT, K, OPENING)
    with pytest.raises(NeverCommitted):
        custodian.open("calls", LATER, K + 1, OPENING + timedelta(hours=1))


def test_a_code_once_given_closes_every_slot_whose_code_it_gives_away(
    custodian: LocalCustodian,
) -> None:
    commit(custodian, slot=EARLIER)
    commit(custodian)
    custodian.open("calls", SLOT, K, OPENING)
    for draw, slot in (("visits", SLOT), ("visits", EARLIER)):
        with pytest.raises(CommitmentRefused, match="comes too late"):
            commit(custodian, draw=draw, slot=slot)
    commit(custodian, slot=EARLIER)
    custodian.open("calls", EARLIER, K - 1, OPENING)
    commit(custodian, slot=LATER)


def test_a_restart_forgets_nothing(custodian: LocalCustodian, path: Path) -> None:
    commit(custodian)
    first = custodian.open("calls", SLOT, K, OPENING)
    again = LocalCustodian(path)
    assert again.open("calls", SLOT, K, OPENING) == first
    commit(again)
    with pytest.raises(CommitmentRefused, match="already committed"):
        commit(again, root=sha256(b"another").digest())
    with pytest.raises(CommitmentRefused, match="comes too late"):
        commit(again, draw="visits")


def test_two_processes_with_one_file_see_what_the_other_has_seen(
    custodian: LocalCustodian, path: Path
) -> None:
    other = LocalCustodian(path)
    commit(other)
    with pytest.raises(CommitmentRefused):
        commit(custodian, root=sha256(b"another").digest())
    assert custodian.open("calls", SLOT, K, OPENING) == other.open("calls", SLOT, K, OPENING)


def test_a_line_torn_by_a_crash_was_never_acknowledged_and_is_written_over(
    custodian: LocalCustodian, path: Path
) -> None:
    seen = path.with_name("custodian.json.seen")
    commit(custodian, slot=EARLIER)
    whole = seen.read_bytes()
    commit(custodian)
    seen.write_bytes(seen.read_bytes()[:-9])
    restarted = LocalCustodian(path)
    commit(restarted, root=sha256(b"another").digest())
    restarted.open("calls", EARLIER, K - 1, OPENING)
    lines = seen.read_bytes().splitlines()
    assert lines[0] + b"\n" == whole
    assert [json.loads(line)["event"] for line in lines] == ["committed", "committed", "opened"]


def test_files_are_for_their_owner_only(custodian: LocalCustodian, path: Path) -> None:
    commit(custodian)
    files = list(path.parent.iterdir())
    assert {file.name for file in files} == {"custodian.json", "custodian.json.seen"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_the_secret_is_in_no_text_form_error_or_log(custodian: LocalCustodian, path: Path) -> None:
    commit(custodian)
    opening = custodian.open("calls", SLOT, K, OPENING)
    texts = [repr(custodian), str(vars(custodian)), repr(opening)]
    texts.append(path.with_name("custodian.json.seen").read_text())
    path.write_text(path.read_text()[:-5])
    with pytest.raises(CustodianDamaged, match="is not a custodian's file") as damaged:
        LocalCustodian(path)
    texts += [str(damaged.value), repr(damaged.value.__cause__)]
    assert all(SECRET.hex() not in text and repr(SECRET) not in text for text in texts)


def test_another_custodians_secret_is_never_overwritten(
    custodian: LocalCustodian, path: Path
) -> None:
    commit(custodian)
    with pytest.raises(FileExistsError, match="already holds a custodian"):
        LocalCustodian.create(path, secret=sha256(b"another").digest(), start=START)
    assert LocalCustodian(path).anchor == custodian.anchor
    path.unlink()
    with pytest.raises(FileExistsError, match="what another custodian has seen"):
        LocalCustodian.create(path, secret=sha256(b"another").digest(), start=START)


def test_a_custodian_that_lost_its_memory_does_not_go_on(
    custodian: LocalCustodian, path: Path
) -> None:
    commit(custodian)
    seen = path.with_name("custodian.json.seen")
    whole = seen.read_text()
    seen.write_text(whole.replace("committed", "forgotten", 1))
    with pytest.raises(CustodianDamaged, match="neither a commitment nor an opening"):
        commit(LocalCustodian(path))
    seen.write_text("")
    with pytest.raises(CustodianDamaged, match="has become shorter"):
        commit(custodian)
    seen.unlink()
    with pytest.raises(CustodianDamaged, match="is missing"):
        commit(custodian)


def test_a_slot_outside_the_chain_is_refused_and_the_secret_itself_is_no_code(
    path: Path,
) -> None:
    short = LocalCustodian.create(path, secret=SECRET, start=OPENING, n=2)
    commit(short)
    assert short.open("calls", SLOT, 1, OPENING).code == sha256(SECRET).digest()
    for slot in (EARLIER, LATER):
        with pytest.raises(CommitmentRefused, match="this custodian has 1 to 1"):
            commit(short, slot=slot)


def test_a_number_that_is_not_the_slots_is_refused(custodian: LocalCustodian) -> None:
    commit(custodian)
    with pytest.raises(CommitmentRefused, match=f"expected {K}"):
        custodian.open("calls", SLOT, K + 1, OPENING + timedelta(hours=1))


def test_a_local_custodian_is_marked_and_a_demos_all_the_more(
    custodian: LocalCustodian, tmp_path: Path
) -> None:
    demo = LocalCustodian.create(
        tmp_path / "demo.json", secret=SECRET, start=START, name="demo", insecure=True
    )
    assert custodian.degraded == "local custodian only"
    assert LocalCustodian(tmp_path / "demo.json").degraded == "insecure demo custodian"
    assert (demo.name, demo.n, demo.start) == ("demo", CHAIN_LENGTH, START)
    assert demo.anchor == custodian.anchor == anchor(SECRET, CHAIN_LENGTH)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"secret": b"short"}, "32 random bytes or more"),
        ({"start": datetime(2026, 1, 1)}, "needs a time zone"),  # noqa: DTZ001
        ({"name": ""}, "a printable name"),
        ({"n": 1}, "a chain of 2 codes or more"),
    ],
)
def test_a_custodian_that_could_not_work_is_not_created(
    path: Path, changed: dict[str, object], reason: str
) -> None:
    good: dict[str, object] = {"secret": SECRET, "start": START, "name": "local", "n": 10}
    with pytest.raises(ValueError, match=reason):
        LocalCustodian.create(path, **(good | changed))  # type: ignore[arg-type]
    assert not path.exists()
    LocalCustodian.create(path, **good)  # type: ignore[arg-type]


def test_naive_times_are_refused(custodian: LocalCustodian) -> None:
    commit(custodian)
    with pytest.raises(ValueError, match="needs a time zone"):
        custodian.open("calls", SLOT, K, datetime(2026, 3, 2, 9))  # noqa: DTZ001


def test_an_escrowed_secret_restores_a_lost_file_beside_what_it_has_seen(
    custodian: LocalCustodian, path: Path
) -> None:
    commit(custodian)
    path.unlink()
    published = custodian.published
    with pytest.raises(ValueError, match="not that of the published anchor"):
        LocalCustodian.restore(path, secret=sha256(b"another").digest(), published=published)
    restored = LocalCustodian.restore(path, secret=SECRET, published=published)
    assert restored.published == published
    assert restored.open("calls", SLOT, K, OPENING).public_key == custodian.public_key
    with pytest.raises(CommitmentRefused):
        commit(restored, root=sha256(b"another").digest())
    with pytest.raises(FileExistsError, match="already holds a custodian"):
        LocalCustodian.restore(path, secret=SECRET, published=published)


def test_a_custodian_is_not_restored_without_what_it_has_seen(
    custodian: LocalCustodian, path: Path
) -> None:
    path.unlink()
    path.with_name("custodian.json.seen").unlink()
    with pytest.raises(CustodianDamaged, match="is missing"):
        LocalCustodian.restore(path, secret=SECRET, published=custodian.published)
    assert not path.exists()


def test_with_a_clock_of_its_own_it_refuses_what_comes_at_the_opening(
    custodian: LocalCustodian,
) -> None:
    late = commitment()
    with pytest.raises(CommitmentRefused, match="the slot has opened"):
        custodian.witness(late, OPENING)
    custodian.witness(late, OPENING - timedelta(seconds=1))
    custodian.witness(late, OPENING)
