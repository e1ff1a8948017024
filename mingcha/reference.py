"""The reference pages of the documentation, written from what the program itself says, so that
they cannot differ from it."""

from collections.abc import Iterable, Iterator
from inspect import cleandoc
from pathlib import PurePath

from pydantic.fields import FieldInfo
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from inspection.policy import Policy, version
from inspection.rule import Rule
from inspection.rulebook import RULES
from mingcha.doctor.examination import SUBJECTS
from mingcha.settings import PREFIX, Settings

_SETTINGS_HEAD = f"""\
# Settings

Everything that one installation needs to know comes from environment variables. An unknown name or
a bad value stops the start, and all of them are named at once. An empty value counts as none.
Where a file is allowed, `{PREFIX}..._FILE` names a file that holds the value, so that a secret need
not stand in the environment.
"""
_POLICY_HEAD = """\
## The policy

How often, when and how insistently people are asked is not a setting but the policy: rows in the
store, each for a region (a code's beginning) and a time. Where there is no row, the default below
holds. A decision keeps the version of the policy that made it; the defaults together are version
`{version}`. `mingcha policy` shows and sets them: see
[the policy](policy.md).

*Kept only so far* marks rules that nothing in the program acts on yet: their values are kept and
shown, and are part of the policy's version. *One for all regions* marks those in which no region
may differ, since one draw has one grid of slots.
"""
_DOCTOR_HEAD = """\
# The doctor

    mingcha doctor [--json] [--strict] [--region CODE]

looks at an installation, changes nothing, and says what to do about each thing found. It may be run
before the first start, while `mingcha run` is running, and from a timer: exit status 0 says that
nothing fails, 1 that something does (with `--strict` also a warning), 2 that the settings cannot be
read. Questions to providers, custodians and the public address are asked at the same time, with
five seconds for each answer. Names, numbers and tokens are never in its lines, so they can be sent
to whoever helps.

| word | means |
|---|---|
| ok | as it should be |
| warn | it works, and somebody should see to it |
| fail | something does not work, or nobody could rely on it |
| skipped | there is nothing to look at, or not yet |

## What it looks at
"""
_CLI_HEAD = """\
# Commands

Every command has `--help`. Exit status 2: it was refused, and the reason is on the standard error.
"""


def settings_page() -> str:
    """docs/settings.md."""
    settings = (_setting(name, field) for name, field in Settings.model_fields.items())
    rules = (_rule(rule) for rule in RULES.values())
    return "\n".join(
        (
            _SETTINGS_HEAD,
            *_table("variable", "default", "file", "what it is", rows=settings),
            "",
            _POLICY_HEAD.format(version=version(Policy.of({}))),
            *_table("rule", "default", "unit", "allowed", "what it says", rows=rules),
            "",
        )
    )


def doctor_page() -> str:
    """docs/doctor.md."""
    looks = [(subject.name, subject.looks_at) for subject in SUBJECTS]
    remedies = [
        (subject.name, trouble, remedy)
        for subject in SUBJECTS
        for trouble, remedy in subject.remedies.items()
    ]
    return "\n".join(
        (
            _DOCTOR_HEAD,
            *_table("line", "what is looked at", rows=looks),
            "",
            "## What to do\n",
            *_table("line", "trouble", "what to do", rows=remedies),
            "",
        )
    )


def cli_page(root: TyperGroup) -> str:
    """docs/cli.md, from the whole command."""
    return "\n".join((_CLI_HEAD, *_command(root, root.name or "")))


def _setting(name: str, field: FieldInfo) -> tuple[str, ...]:
    secret = "SecretStr" in str(field.annotation)
    described = field.description or ""
    return _code(PREFIX + name.upper()), _value(field.default), "yes" if secret else "", described


def _rule(rule: Rule) -> tuple[str, ...]:
    notes = (
        "One for all regions." * rule.everywhere,
        "By county or wider." * rule.by_county,
        "*Kept only so far.*" * (not rule.applied),
    )
    said = " ".join(filter(None, (rule.explanation, *notes)))
    return _code(rule.key), _value(rule.default), rule.unit, rule.allowed, said


def _command(command: TyperCommand | TyperGroup, path: str) -> Iterator[str]:
    """The command's own part of the page, then those of the commands in it."""
    arguments = [one for one in command.params if isinstance(one, TyperArgument)]
    options = [one for one in command.params if isinstance(one, TyperOption) and not one.hidden]
    called = " ".join((path, *map(_placed, arguments)))
    yield f"## {called}\n"
    yield cleandoc(command.help or "") + "\n"
    rows = [*map(_argument, arguments), *map(_option, options)]
    if rows:
        yield from _table("", "default", "", rows=rows)
        yield ""
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            if isinstance(inner, TyperCommand | TyperGroup) and not inner.hidden:
                yield from _command(inner, f"{path} {name}")


def _placed(argument: TyperArgument) -> str:
    name = str(argument.name).upper()
    several = "..." if argument.nargs != 1 else ""
    return name if argument.required else f"[{name}]{several}"


def _argument(argument: TyperArgument) -> tuple[str, ...]:
    needed = "required" if argument.required else ""
    return _code(str(argument.name).upper()), needed, argument.help or ""


def _option(option: TyperOption) -> tuple[str, ...]:
    default = "required" if option.required else _value(option.default)
    return " ".join(map(_code, option.opts)), default, option.help or ""


def _table(*heading: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _line(heading)
    yield "|" + "---|" * len(heading)
    for row in rows:
        yield _line(cell.replace("|", "\\|").replace("\n", " ") for cell in row)


def _line(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _value(default: object) -> str:
    """A default as one would write it; nothing where there is none."""
    if default is None or default == "" or default is False:
        return ""
    if isinstance(default, tuple):
        return _code(",".join(default))
    return _code(default.as_posix() if isinstance(default, PurePath) else str(default))


def _code(text: str) -> str:
    return f"`{text}`"
