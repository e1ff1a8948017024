"""A draw of the small town, from the commitment to the auditor's desk."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fieldwork.book import SlotState
from inspection.digest import canonical
from mingcha.cli.main import app
from tests.scenarios.check import MakeTown
from tests.scenarios.town import SHANGHAI, Town

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "verify_draw.py"
SLOT = "2026-03-02T10:00:00+08:00/PT30M"
NAME = "calls-2026-03-02T1000+0800"
FEW = {"household.calls": "1", "household.contacts_an_inspection": "1"}


@dataclass(frozen=True)
class Desk:
    """`mingcha draw` beside the running product, and an auditor's folder."""

    town: Town
    folder: Path

    def __call__(self, *arguments: str, status: int = 0) -> str:
        settings = self.town.product.foundation.settings
        environment = {
            "MINGCHA_HOME": str(settings.home),
            "MINGCHA_DATABASE_URL": settings.url,
            "COLUMNS": "200",
        }
        done = CliRunner().invoke(app, ["draw", *arguments], env=environment)
        assert done.exit_code == status, (done.output, done.exception)
        return done.output

    def refused(self, *arguments: str) -> str:
        """A refusal that `main` tells with exit status 2."""
        settings = self.town.product.foundation.settings
        environment = {"MINGCHA_HOME": str(settings.home), "MINGCHA_DATABASE_URL": settings.url}
        done = CliRunner().invoke(app, ["draw", *arguments], env=environment)
        assert done.exception is not None
        return str(done.exception)

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def outside(self) -> tuple[str, ...]:
        """What the auditor has from elsewhere."""
        return "--anchors", self.path("anchors.json"), "--head", self.path("head.json")

    def example(self, name: str) -> int:
        arguments = [sys.executable, "-I", str(EXAMPLE), self.path(name), *self.outside()]
        done = subprocess.run(arguments, capture_output=True, timeout=60, check=False)
        assert done.stderr == b""
        return done.returncode

    def state(self) -> SlotState:
        with self.town.product.foundation.ledger.read() as book:
            slot = book.slots.find("calls", SLOT)
        assert slot is not None
        return slot.state


@pytest.fixture
def desk(make_town: MakeTown, tmp_path: Path) -> Desk:
    """Monday before the draw: the anchors are published."""
    desk = Desk(make_town(policy=FEW), tmp_path / "auditor")
    desk("anchors", "--out", desk.path("anchors.json"))
    return desk


@pytest.fixture
def drawn(desk: Desk) -> Desk:
    """Somebody was drawn, answered on Monday; on Friday the inspection is long assessed."""
    town = desk.town
    town.link("O1", "O2")
    drawn = town.drawn()
    town.to(11)
    chat = town.chat(drawn.official).receives("Unannounced check")
    chat.taps("In the village").receives("Please type").says("Pipes.").receives("Thank you")
    assert desk.state() == "CLOSED"
    phone = town.phone_of(drawn.households[0]).answers()
    phone.hears("Choose your language").chooses("English")
    phone.hears("alone").chooses("no")
    return desk


@pytest.fixture
def revealed(drawn: Desk) -> Desk:
    drawn.town.to(23)
    drawn("head", "--out", drawn.path("head.json"))
    return drawn


def test_a_slot_is_revealed_only_after_everybody_drawn_in_it_was_asked(drawn: Desk) -> None:
    told = drawn.refused("export", "--slot", SLOT, "--out", str(drawn.folder))
    assert f"{SLOT} is CLOSED" in told
    told = drawn.refused("prove", "T1", "--slot", SLOT)
    assert "it can be shown once it is REVEALED" in told
    assert "CLOSED" in drawn("list", "--day", "2026-03-02")
    drawn.town.to(23)
    assert drawn.state() == "REVEALED"
    listed = drawn("list", "--day", "2026-03-02")
    assert "REVEALED" in listed
    assert "local custodian only" in listed or "insecure demo custodian" in listed


def test_an_exported_draw_is_proved_with_what_came_from_outside(revealed: Desk) -> None:
    revealed("export", "--day", "2026-03-02", "--out", str(revealed.folder))
    bundle = revealed.path(f"{NAME}.json")
    told = revealed("verify", bundle, *revealed.outside())
    assert told.startswith("PROVED")
    assert "note: 1 units in the frame, 1 picked" in told
    assert "note: degraded: insecure demo custodian; no public beacon" in told
    assert revealed.example(f"{NAME}.json") == 0
    told = revealed("verify", bundle, status=3)
    assert "not proved: no anchors were given" in told
    assert "not proved: no head of the log was given" in told


def test_the_public_bundle_holds_no_person_and_the_auditors_holds_all_who_were_tried(
    revealed: Desk,
) -> None:
    revealed("export", "--slot", SLOT, "--out", str(revealed.folder))
    revealed("export", "--slot", SLOT, "--auditor", "--out", str(revealed.folder))
    public = Path(revealed.path(f"{NAME}.json"))
    private = Path(revealed.path(f"{NAME}.auditor.json"))
    assert not [who for who in ("O1", "O2", "H1", "H5", "I1") if who in public.read_text()]
    assert private.stat().st_mode & 0o077 == 0
    (unit,) = json.loads(private.read_bytes())["inside"]["units"]
    assert sorted(unit["respondents"]) == ["O1", "O2"]
    assert [contact["rank"] for contact in unit["contacts"]] == [1, 1]
    both = revealed("verify", str(public), str(private), *revealed.outside())
    assert both.count("PROVED") == 2
    assert revealed.example(f"{NAME}.auditor.json") == 0


def test_a_team_can_be_shown_its_own_row_and_ticket(revealed: Desk) -> None:
    path = revealed.path("T1.json")
    revealed("prove", "T1", "--slot", SLOT, "--out", path)
    told = revealed("verify", path, *revealed.outside())
    assert "unit T1 had a chance of 1000000000 in 10^9 and was picked" in told
    assert revealed.example("T1.json") == 0
    assert "is not in the frame" in revealed.refused("prove", "T9", "--slot", SLOT)


def test_a_tampered_bundle_deviates_and_says_where(revealed: Desk) -> None:
    revealed("export", "--slot", SLOT, "--out", str(revealed.folder))
    path = Path(revealed.path(f"{NAME}.json"))
    doc = json.loads(path.read_bytes())
    doc["picks"] = []
    path.write_bytes(canonical(doc))
    told = revealed("verify", str(path), *revealed.outside(), status=1)
    assert told.startswith("DEVIATES")
    assert "deviation: picks: unit T1 was drawn and is not among them" in told
    assert revealed.example(f"{NAME}.json") == 1


def test_a_log_that_was_rewritten_later_is_noticed(revealed: Desk) -> None:
    revealed("export", "--slot", SLOT, "--out", str(revealed.folder))
    head = Path(revealed.path("head.json"))
    sent_out = json.loads(head.read_bytes())
    head.write_bytes(canonical({**sent_out, "head": "00" * 32}))
    told = revealed("verify", revealed.path(f"{NAME}.json"), *revealed.outside(), status=1)
    assert "is not the one that was sent out" in told


def test_a_proof_can_end_at_the_head_that_was_sent_out(revealed: Desk) -> None:
    export = ("export", "--slot", SLOT, "--out", str(revealed.folder))
    revealed(*export, "--head", revealed.path("head.json"))
    cut = json.loads(Path(revealed.path(f"{NAME}.json")).read_bytes())["log"]
    head = json.loads(Path(revealed.path("head.json")).read_bytes())
    assert cut["head"] == head["head"]
    assert cut["index"] + len(cut["proof"]) - 1 == head["index"]
    assert "PROVED" in revealed("verify", revealed.path(f"{NAME}.json"), *revealed.outside())


def test_a_period_lacks_a_slot_that_was_not_given(revealed: Desk) -> None:
    revealed("export", "--day", "2026-03-02", "--out", str(revealed.folder))
    bundle = revealed.path(f"{NAME}.json")
    whole = ("--period", "2026-03-02", "2026-03-02")
    told = revealed("verify", bundle, *revealed.outside(), *whole)
    assert "draw 'calls': 1 permitted slots, 1 drawn, 0 missed" in told
    longer = ("--period", "2026-03-02", "2026-03-03")
    told = revealed("verify", bundle, *revealed.outside(), *longer, status=1)
    assert "slot 2026-03-03T10:00:00+08:00/PT30M of draw 'calls' is neither drawn nor" in told


def test_slots_over_which_the_product_stood_still_are_shown_as_missed(revealed: Desk) -> None:
    town = revealed.town
    town.product.step(datetime(2026, 3, 4, 12, 0, tzinfo=SHANGHAI))
    days = ("2026-03-02", "2026-03-03", "2026-03-04")
    revealed("head", "--out", revealed.path("head.json"))
    written = [
        revealed("export", "--day", day, "--out", str(revealed.folder)).strip() for day in days
    ]
    assert [path.endswith(".missed.json") for path in written] == [False, True, True]
    period = ("--period", days[0], days[-1])
    told = revealed("verify", *written, *revealed.outside(), *period)
    assert "3 permitted slots, 1 drawn, 2 missed" in told
    assert told.count("note: nothing was drawn: not committed before it") == 2
    assert revealed.example(Path(written[1]).name) == 0
    refusal = revealed.refused("prove", "T1", "--slot", "2026-03-03T10:00:00+08:00/PT30M")
    assert "nothing was drawn in slot" in refusal
