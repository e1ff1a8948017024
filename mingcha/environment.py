"""Settings from the environment: `MINGCHA_*`, secrets also from the file that `MINGCHA_*_FILE`
names. A bad or unknown one stops the start, and all of them are named at once."""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from mingcha.settings import PREFIX, Settings, SettingsRefused

_OUTSIDE = frozenset({"MINGCHA_SPECS"})
"""Names with our prefix that are no settings of the product."""


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """An empty value counts as none. Raises SettingsRefused with everything that is wrong: unknown
    names, bad values, files that cannot be read."""
    problems: list[str] = []
    values: dict[str, str] = {}
    for variable, value in environment.items():
        if not variable.startswith(PREFIX) or variable in _OUTSIDE:
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name.endswith("_file") and name.removesuffix("_file") in _SECRETS:
            name = name.removesuffix("_file")
            value = _content(variable, value, problems) if value else ""
        if name not in Settings.model_fields:
            problems.append(f"{variable}: no such setting; see docs/settings.md")
        elif value and name in values:
            problems.append(f"{PREFIX}{name.upper()}: set twice, by itself and from a file")
        elif value:
            values[name] = value
    settings = _checked(values, problems)
    if settings is None or problems:
        raise SettingsRefused("\n".join(problems))
    return settings


_SECRETS = frozenset(
    name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)
)


def _content(variable: str, path: str, problems: list[str]) -> str:
    try:
        content = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        problems.append(f"{variable}: the file cannot be read; expected a text file")
        return ""
    if not content:
        # Not as if it were unset: another key would be made, or another account used.
        problems.append(f"{variable}: the file is empty; expected the secret in it")
    return content


def _checked(values: Mapping[str, str], problems: list[str]) -> Settings | None:
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        for problem in error.errors(include_input=False, include_url=False):
            where = "".join(f"{PREFIX}{str(part).upper()}: " for part in problem["loc"][:1])
            problems.append(where + problem["msg"].removeprefix("Value error, "))
        return None
