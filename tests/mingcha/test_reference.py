import ast
import re
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from inspection.retry_table import NAMED
from inspection.rulebook import RULES
from mingcha.cli.docs import docs
from mingcha.cli.main import app
from mingcha.environment import read_settings
from mingcha.logs_page import logs_page
from mingcha.reference import cli_page, doctor_page, settings_page
from mingcha.retries_page import retries_page
from mingcha.settings import PREFIX, Settings, SettingsRefused
from tests.source import sources

PAGES = Path(__file__).parents[2] / "docs"
REMEDY = "run `mingcha docs docs`"


def root() -> TyperGroup:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return group


def read(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


def test_the_page_of_settings_is_what_the_settings_say() -> None:
    assert read("settings.md") == settings_page(), REMEDY


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    assert read("cli.md") == cli_page(root()), REMEDY


def test_the_page_of_the_doctor_is_what_its_checks_say() -> None:
    assert read("doctor.md") == doctor_page(), REMEDY


def test_the_page_of_retries_is_what_the_table_says() -> None:
    assert read("retries.md") == retries_page(), REMEDY


def test_the_page_of_the_log_is_what_the_table_of_happenings_says() -> None:
    assert read("logs.md") == logs_page(), REMEDY


def test_every_setting_and_every_rule_of_the_policy_has_its_line() -> None:
    page = settings_page()
    for name in Settings.model_fields:
        assert page.count(f"| `{PREFIX}{name.upper()}` |") == 1
    for key in RULES:
        assert page.count(f"| `{key}` |") == 1


def test_the_page_says_of_each_rule_whether_the_program_acts_on_it() -> None:
    home = ("inspection/rulebook/", "inspection/contradiction.py", "tests/", "bench/")
    acted_on = {
        node.attr
        for source in sources(PAGES.parent)
        if not source.path.as_posix().startswith(home)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
    }
    acted_on |= {RULES[key].field for key in NAMED}
    for rule in RULES.values():
        assert rule.applied == (rule.field in acted_on), f"{rule.key}: set `applied` as it is now"
        line = next(line for line in settings_page().splitlines() if f"| `{rule.key}` |" in line)
        assert ("*Kept only so far.*" in line) != rule.applied


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_file_is_allowed_where_the_page_says_so(name: str, tmp_path: Path) -> None:
    (line,) = (line for line in settings_page().splitlines() if f"`{PREFIX}{name.upper()}`" in line)
    variable = f"{PREFIX}{name.upper()}_FILE"
    with pytest.raises(SettingsRefused) as refused:
        read_settings({variable: str(tmp_path / "no such file")})
    allowed = "cannot be read" in str(refused.value)
    assert allowed == ("| yes |" in line)


def test_every_command_has_its_heading() -> None:
    headings = re.findall("^## (.+)$", cli_page(root()), re.MULTILINE)
    assert headings[0] == "mingcha"
    assert {"mingcha demo", "mingcha run", "mingcha roster import PATH"} <= set(headings)


def test_tables_have_the_same_cells_in_every_row() -> None:
    for page in (settings_page(), cli_page(root())):
        for table in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_the_command_writes_all_pages(tmp_path: Path) -> None:
    context = typer.Context(root(), info_name="mingcha")
    docs(context, tmp_path)
    assert (tmp_path / "settings.md").read_text(encoding="utf-8") == settings_page()
    assert (tmp_path / "cli.md").read_text(encoding="utf-8") == cli_page(root())
    assert (tmp_path / "doctor.md").read_text(encoding="utf-8") == doctor_page()
