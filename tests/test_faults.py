"""Every fault that the page promises to bear is borne in a test."""

import re
from pathlib import Path

import pytest

from tests.faults import TESTS

ROOT = Path(__file__).resolve().parent.parent
_PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")


def test_the_page_has_a_line_for_each_kind_of_fault() -> None:
    told = re.findall(r"^\| (F\d+) \|", _PAGE, re.MULTILINE)
    assert told == list(TESTS) == [f"F{n}" for n in range(1, 18)]


@pytest.mark.parametrize("fault", TESTS)
def test_each_kind_of_fault_has_tests_that_exist(fault: str) -> None:
    assert TESTS[fault]
    for file, name in TESTS[fault]:
        source = (ROOT / "tests" / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {name}\(", source, re.MULTILINE), f"{file}: {name}"


@pytest.mark.parametrize("fault", TESTS)
def test_in_each_kind_of_fault_something_is_killed(fault: str) -> None:
    assert any(file.startswith("crashes/") for file, _ in TESTS[fault])
