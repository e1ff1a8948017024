"""The alert rules: of figures, labels and words that there are, and linted."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from inspection.lane.verdict import Reason
from tests.packaging.source import ROOT

FILE = ROOT / "deploy" / "prometheus" / "mingcha.yml"
DOCS = ROOT / "docs" / "monitoring.md"
_PARTS = ("_count", "_bucket", "_sum")
_QUEUES = {"contacts", "attempts", "messages", "texts", "deliveries"}
_LABELS = {"queue": _QUEUES, "held_by": {*Reason}, "status": {"2xx", "4xx", "5xx"}}


def rules() -> list[Mapping[str, Any]]:
    (group,) = yaml.safe_load(FILE.read_text(encoding="utf-8"))["groups"]
    found: list[Mapping[str, Any]] = group["rules"]
    return found


def figures() -> set[str]:
    """A test holds that the docs name exactly those that there are."""
    return set(re.findall(r"`(mingcha_[a-z_]+)`", DOCS.read_text(encoding="utf-8")))


def test_every_rule_is_whole_and_says_what_to_do() -> None:
    names = [rule["alert"] for rule in rules()]
    assert len(names) == len(set(names)) > 10
    for rule in rules():
        assert set(rule) - {"for"} == {"alert", "expr", "labels", "annotations"}
        assert set(rule["annotations"]) == {"summary", "do"}
        assert rule["labels"]["severity"] in ("critical", "warning")
        assert re.fullmatch(r"[0-9]+[mh]", rule.get("for", "1m"))
        assert rule["expr"].count("(") == rule["expr"].count(")")


def test_every_rule_is_of_figures_that_there_are() -> None:
    asked = {name for rule in rules() for name in re.findall(r"mingcha_[a-z_]+", rule["expr"])}
    for part in _PARTS:
        asked = {name.removesuffix(part) for name in asked}
    assert asked <= figures()
    assert {"mingcha_ready", "mingcha_queue_oldest_due_seconds", "mingcha_lane_goes"} <= asked


def test_every_label_has_words_that_there_are() -> None:
    for rule in rules():
        for label, words in re.findall(r'(\w+)=~?"([^"]+)"', rule["expr"]):
            if label != "job":
                assert set(words.split("|")) <= _LABELS[label], rule["alert"]


def test_the_file_has_no_lint() -> None:
    program = Path(sys.executable).with_name("yamllint")
    linted = subprocess.run(
        [program, "--strict", FILE], capture_output=True, text=True, check=False
    )
    assert (linted.stdout + linted.stderr, linted.returncode) == ("", 0)


@pytest.mark.parametrize("metric", ["mingcha_ready", "mingcha_store_answers"])
def test_what_is_worst_wakes_somebody(metric: str) -> None:
    (rule,) = (one for one in rules() if one["expr"].startswith(metric))
    assert rule["labels"]["severity"] == "critical"
