"""The pages that people write: what in them could quietly become untrue."""

import re
import tomllib
from pathlib import Path

import pytest

from inspection.announcement import TOLD
from inspection.disposition import MEANINGS, Disposition

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("examples/*.md")])
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def requirements() -> list[str]:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return [re.split(r"[\[<>=~! ]", line)[0] for line in lines]


def yes(answer: bool) -> str:
    return "yes" if answer else ""


@pytest.mark.parametrize("disposition", Disposition)
def test_the_glossary_says_of_each_disposition_what_the_program_does(
    disposition: Disposition,
) -> None:
    (line,) = [
        one for one in read("docs/glossary.md").splitlines() if f"| `{disposition}` |" in one
    ]
    _, _, code, _, answered, counts, _ = (cell.strip() for cell in line.split("|"))
    meaning = MEANINGS[disposition]
    assert (code, answered, counts) == (meaning.aapor, yes(meaning.answered), yes(meaning.counts))


def test_every_dependency_has_its_reason() -> None:
    page = read("docs/decisions/dependencies.md")
    assert [name for name in requirements() if f"| `{name}` |" not in page] == []
    assert len(re.findall(r"^\| `", page, re.MULTILINE)) == len(requirements())


def test_the_page_on_announcing_names_every_rule_that_is_told() -> None:
    page = read("docs/announcing.md")
    assert [key for key in TOLD if f"`{key}`" not in page] == []


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = LINK.findall(read("docs/decisions/README.md"))
    assert sorted(listed) == sorted(p.name for p in folder.glob("*.md") if p.name != "README.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = [page.parent / target for target in LINK.findall(page.read_text(encoding="utf-8"))]
    assert [str(target) for target in targets if not target.exists()] == []


def test_the_example_for_contributors_is_a_test_that_runs() -> None:
    (example,) = re.findall(r"```python\n(def test_.+?)```", read("CONTRIBUTING.md"), re.DOTALL)
    assert example in read("tests/scenarios/test_check.py")
