import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspection.digest import canonical
from inspection.proof.anchors import read_anchors, written_anchors, written_head
from inspection.proof.writing import written
from tests.inspection.proof.samples import (
    ANCHORS,
    DICELESS,
    GOOD,
    NEXT_SLOT,
    Office,
    head_of,
    rows_of,
)
from tests.inspection.proof.samples import missed as missed_slot
from tests.mingcha.command import EMBEDDED, Mingcha, Told

SLOT = "2026-03-02T09:00:00+08:00/PT30M"
pytestmark = EMBEDDED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What an auditor holds: a bundle, the anchors and a head."""
    bundle = DICELESS.bundle(auditor=True)
    (tmp_path / "bundle.json").write_bytes(written(bundle))
    (tmp_path / "anchors.json").write_bytes(written_anchors(ANCHORS))
    (tmp_path / "head.json").write_bytes(written_head(head_of(bundle.opened.log)))
    return tmp_path


def outside(folder: Path) -> tuple[str, ...]:
    return "--anchors", str(folder / "anchors.json"), "--head", str(folder / "head.json")


def test_a_proved_bundle_ends_with_status_0(mingcha: Mingcha, folder: Path) -> None:
    path = folder / "bundle.json"
    told = mingcha("draw", "verify", str(path), *outside(folder))
    assert (told.status, told.err) == (0, "")
    assert told.out == (
        f"PROVED  {path}\n"
        f"  slot {SLOT} of draw 'calls': proved against the anchors, the public keys and the log's"
        " head\n"
        "  note: degraded: no public beacon\n"
        "  note: 40 units in the frame, 7 picked\n"
    )


def test_a_bundle_alone_is_only_consistent(mingcha: Mingcha, folder: Path) -> None:
    told = mingcha("draw", "verify", str(folder / "bundle.json"))
    assert told.status == 3
    assert told.out.startswith("CONSISTENT")
    assert told.out.count("not proved: ") == 2


def test_the_worst_of_several_files_decides(mingcha: Mingcha, folder: Path) -> None:
    doc = json.loads(written(DICELESS.proof(2)))
    doc["unit"]["ticket"] = "00" * 32
    (folder / "proof.json").write_bytes(canonical(doc))
    (folder / "later.json").write_bytes(written(GOOD.bundle()))
    files = [str(folder / name) for name in ("bundle.json", "proof.json")]
    told = mingcha("draw", "verify", *files, *outside(folder))
    assert told.status == 1
    assert "deviation: unit: the ticket is not the one that the key gives" in told.out
    twice = mingcha("draw", "verify", files[0], str(folder / "later.json"))
    assert twice.status == 1
    assert "was drawn twice" in twice.out


def test_a_period_is_held_to_the_calendar(mingcha: Mingcha, folder: Path) -> None:
    office = Office(slot=NEXT_SLOT, rows=rows_of(1))
    (folder / "next.json").write_bytes(written(office.bundle()))
    (folder / "missed.json").write_bytes(written(missed_slot()))
    files = [str(folder / name) for name in ("missed.json", "next.json")]
    told = mingcha("draw", "verify", *files, "--period", "2026-03-02", "2026-03-02")
    assert told.status == 1
    assert "2026-03-02T10:00:00+08:00/PT30M of draw 'calls' is neither drawn nor missed" in told.out
    assert "20 permitted slots, 1 drawn, 1 missed" in told.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("verify", "{}/none.json"), "none.json: it cannot be read (No such file or directory)"),
        (("verify", "{}/anchors.json"), "anchors.json: the document is not canonical JSON"),
        (("verify", "{}/bundle.json", "--anchors", "{}/head.json"), "beacon: missing"),
        (("verify", "{}/bundle.json", "--head", "{}/anchors.json"), "head: missing"),
        (
            ("verify", "{}/bundle.json", "--period", "2026-03-03", "2026-03-02"),
            "the last day is before the first",
        ),
        (
            (*("verify", "{}/bundle.json", "--country", "XX"), "--period", *2 * ("2026-03-02",)),
            "--country 'XX'",
        ),
        (("export", "--out", "{}"), "expected either --slot or --day"),
        (("export", "--out", "{}", "--day", "2026-03-02"), "no slot was committed on that day"),
        (("export", "--out", "{}", "--slot", SLOT), "has no such slot; `mingcha draw list"),
        (("prove", "T1", "--slot", "nine"), "--slot 'nine': draw 'calls' has no such slot"),
        (("prove", "T1", "--slot", SLOT, "--head", "{}/bundle.json"), "head: missing"),
    ],
)
def test_what_cannot_be_done_is_refused(
    mingcha: Mingcha, folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    told = mingcha("draw", *(part.replace("{}", str(folder)) for part in arguments))
    assert (told.status, told.out) == (2, "")
    assert words in told.err


def test_the_anchors_of_an_installation_stay_the_same(mingcha: Mingcha, tmp_path: Path) -> None:
    first = mingcha("draw", "anchors")
    again = mingcha("draw", "anchors", "--out", str(tmp_path / "new" / "anchors.json"))
    assert (first.status, again.status, again.out) == (0, 0, "")
    raw = (tmp_path / "new" / "anchors.json").read_bytes()
    assert first.out.encode() == raw
    (anchor,) = read_anchors(raw).custodians
    assert (anchor.name, anchor.n) == ("local", 17569)


def test_an_empty_log_has_a_head_too(mingcha: Mingcha) -> None:
    told = mingcha("draw", "head")
    assert (told.status, json.loads(told.out)) == (0, {"head": "00" * 32, "index": 0})


def test_a_day_without_slots_says_so(mingcha: Mingcha) -> None:
    told = mingcha("draw", "list", "--day", "2026-03-01")
    assert (told.status, told.out) == (0, "No slot was committed on that day.\n")


def test_several_processes_say_what_one_says(mingcha: Mingcha, folder: Path) -> None:
    (folder / "next.json").write_bytes(written(Office(slot=NEXT_SLOT, rows=rows_of(1)).bundle()))
    (folder / "missed.json").write_bytes(written(missed_slot()))
    files = [str(folder / f"{name}.json") for name in ("next", "bundle", "missed", "next")]
    asked = ("draw", "verify", *files, *outside(folder), "--period", "2026-03-02", "2026-03-02")
    alone = mingcha(*asked, "--workers", "1")
    together = _in_a_process_of_its_own(*asked, "--workers", "3")
    assert (together.status, together.out, together.err) == (1, alone.out, "")
    assert alone.out.count("\n  slot ") == 4
    (folder / "missed.json").write_bytes(b"{}")
    for workers in ("1", "3"):
        told = _in_a_process_of_its_own(*asked, "--workers", workers)
        assert told.status == 2
        assert "missed.json: scheme: missing" in told.err


def _in_a_process_of_its_own(*arguments: str) -> Told:
    done = subprocess.run(
        [sys.executable, "-m", "mingcha", *arguments],
        env={name: value for name, value in os.environ.items() if "MINGCHA" not in name},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Told(status=done.returncode, out=done.stdout, err=done.stderr)
