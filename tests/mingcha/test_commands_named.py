"""Every command that a page names exists, with the options that stand beside it."""

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from mingcha.cli.main import app

ROOT = Path(__file__).parents[2]
HISTORY = {"CHANGELOG.md"}
PAGES = [
    page
    for page in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
    if page.name not in HISTORY
]
_TYPED = re.compile(r"^ {4,}(?:\w+=\S+ )*(?:\S*/)?mingcha( (?:[a-z]|--).*)$", re.MULTILINE)
"""An indented line, perhaps with settings before it."""
_SAID = re.compile(r"`(?:\w+=\S+ )*mingcha( [^`]+)`")
_ENDS = ("|", ">", "<", "&&", ";", "&", "...")


def root() -> TyperGroup:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return group


def named(text: str) -> Iterator[str]:
    """What stands behind `mingcha`: in indented lines and between backticks."""
    yield from (found.group(1) for found in _TYPED.finditer(text))
    yield from (" ".join(found.group(1).split()) for found in _SAID.finditer(text))


def words_of(command: str) -> list[str]:
    """Without comments, brackets of a synopsis, and what belongs to the shell."""
    words = []
    for word in shlex.split(re.sub(r"[\[\]\\]", "", command), comments=True):
        if word in _ENDS:
            break
        words.append(word)
    return words


def wrong(words: Sequence[str]) -> str:
    """What of a command does not exist; empty if all of it does."""
    here, rest = root(), list(words)
    path = "mingcha"
    while isinstance(here, TyperGroup):
        if not rest or (rest[0].startswith("--") and not _passes_on(here)):
            break
        one, *others = rest[0].split("|")
        if others and (unknown := [name for name in others if name not in here.commands]):
            return f"{path} has no {unknown}"
        if one not in here.commands and not _passes_on(here):
            return f"{path} has no {one}"
        if one in here.commands:
            here, rest, path = here.commands[one], rest[1:], f"{path} {one}"  # type: ignore[assignment]
        else:
            return _unknown_option(_options(*here.commands.values()), rest, path)
    return _unknown_option(_options(here), rest, path)


def _passes_on(group: TyperGroup) -> bool:
    """Whether what is no command of the group goes to one of them."""
    return type(group) is not TyperGroup


def _options(*commands: object) -> set[str]:
    params = [param for command in commands for param in command.params]  # type: ignore[attr-defined]
    return {name for param in params for name in (*param.opts, *param.secondary_opts)} | {"--help"}


def _unknown_option(known: set[str], words: Sequence[str], path: str) -> str:
    given = [word.split("=")[0] for word in words if word.startswith("--")]
    unknown = [one for one in given if one not in known]
    return f"{path} has no {', '.join(unknown)}" if unknown else ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_says_to_type_exists(page: Path) -> None:
    commands = list(named(page.read_text(encoding="utf-8")))
    assert [f"{one.strip()}: {why}" for one in commands if (why := wrong(words_of(one)))] == []


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("roster import PATH --dry-run --refusals refused.xlsx  # a comment", ""),
        ("custodian new|anchor|token|serve|restore", ""),
        ("invite O001 --days 3", ""),
        ("notice notice.html --language zh", ""),
        ("draw head > head.json", ""),
        ("roster improt PATH", "mingcha roster has no improt"),
        ("demo --weeks 3", "mingcha demo has no --weeks"),
        ("invite O001 --weeks 3", "mingcha invite has no --weeks"),
        ("custodian new|forget", "mingcha custodian has no ['forget']"),
    ],
)
def test_a_command_that_does_not_exist_is_found(command: str, why: str) -> None:
    assert wrong(words_of(command)) == why


def test_the_pages_name_many_commands() -> None:
    every = [one for page in PAGES for one in named(page.read_text(encoding="utf-8"))]
    assert len(every) > 100


def _leaves(group: TyperGroup, path: str = "") -> Iterator[tuple[str, str]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _leaves(command, f"{path}{name} ")
        elif not command.hidden:
            yield f"{path}{name}", command.help or ""


@pytest.mark.parametrize(("command", "told"), list(_leaves(root())))
def test_the_help_of_every_command_gives_an_example_that_exists(command: str, told: str) -> None:
    examples = list(named(told.partition("Example:")[2]))
    assert examples, f"the help of mingcha {command} has no `Example:`"
    assert [wrong(words_of(one)) for one in examples if wrong(words_of(one))] == []
