"""Reads the source of the house and says what breaks its rules, each with file and line."""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.source import Source, sources

ADAPTERS = ("storage", "telephony", "bot", "scheduler", "documents", "witness", "console")
ARROWS: Mapping[str, frozenset[str]] = {
    "inspection": frozenset(),
    "fieldwork": frozenset({"inspection"}),
    **{adapter: frozenset({"inspection", "fieldwork"}) for adapter in ADAPTERS},
    "simulator": frozenset(),
    "mingcha": frozenset({"inspection", "fieldwork", *ADAPTERS, "simulator"}),
    "bench": frozenset({"inspection", "fieldwork", *ADAPTERS, "simulator", "mingcha"}),
    "tests": frozenset({"inspection", "fieldwork", *ADAPTERS, "simulator", "mingcha", "bench"}),
}
"""Package -> the packages of ours that it may import."""

_FOREIGN: Mapping[str, frozenset[str]] = {
    "inspection": frozenset(),
    "fieldwork": frozenset(),
    "storage": frozenset({"sqlalchemy", "alembic", "psycopg", "cryptography"}),
    "telephony": frozenset({"twilio", "phonenumbers", "starlette"}),
    "bot": frozenset({"telegram", "starlette"}),
    "scheduler": frozenset({"apscheduler"}),
    "documents": frozenset({"holidays", "jinja2", "openpyxl", "pyxform", "segno", "xlsxwriter"}),
    "witness": frozenset({"httpx", "starlette", "cryptography", "drand_verify"}),
    "console": frozenset({"starlette"}),
    "simulator": frozenset({"httpx", "starlette", "uvicorn"}),
}
_WIRING = frozenset(
    {"prometheus_client", "pydantic", "pydantic_settings", "rich", "structlog", "typer"}
)
FOREIGN: Mapping[str, frozenset[str]] = {
    **_FOREIGN,
    "mingcha": _WIRING.union(*_FOREIGN.values()),
}
"""Package -> what it may import from outside the standard library; one without a row, anything."""

SHELVES = frozenset({"services", "utils", "helpers", "common", "managers"})
"""Names that say nothing about what stands there."""
CLOCKS_AND_DICE = ("mingcha/clock.py", "mingcha/keys.py", "simulator/", "bench/", "tests/")
"""Where time and chance may come from; everybody else is given them."""
_TIME = frozenset(
    {
        *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today"),
        *("datetime.date.today", "time.time", "time.time_ns"),
        *("sqlalchemy.func.now", "sqlalchemy.func.current_timestamp"),
    }
)
_CHANCE = frozenset({"os.urandom", "os.getrandom", "uuid.uuid1", "uuid.uuid4"})
_MOCKS = frozenset({"mock", "unittest.mock", "pytest_mock", "pytest.MonkeyPatch"})
_MOCK_FIXTURES = frozenset({"monkeypatch", "mocker"})


def complaints(root: Path) -> list[str]:
    """What breaks the rules of the house; nothing if all is well."""
    house = sources(root)
    found = [line for source in house for rule in RULES for line in rule(source)]
    return found + list(circles(house))


def wrong_arrows(source: Source) -> Iterator[str]:
    allowed = ARROWS.get(source.package)
    if allowed is None:
        yield f"{source.at(1)} is in a package without arrows; expected one of {_list(ARROWS)}"
        return
    for one in source.imports:
        package = one.target.partition(".")[0]
        if package not in ARROWS or package == source.package:
            continue
        if package not in allowed:
            yield (
                f"{source.at(one.line)} imports {one.target}; {source.package} may import"
                f" {_list(allowed)} of ours"
            )
        elif package == "simulator" and not _may_simulate(source):
            yield (
                f"{source.at(one.line)} imports {one.target}; in mingcha only the demo starts the"
                " simulator"
            )


def wrong_foreigners(source: Source) -> Iterator[str]:
    allowed = FOREIGN.get(source.package)
    if allowed is None:
        return
    for one in source.imports:
        package = one.target.partition(".")[0]
        if package in ARROWS or package in sys.stdlib_module_names or package in allowed:
            continue
        yield (
            f"{source.at(one.line)} imports {one.target}; from outside {source.package} may"
            f" import {_list(allowed)}"
        )


def empty_names(source: Source) -> Iterator[str]:
    for part in source.path.with_suffix("").parts:
        if part in SHELVES:
            yield f"{source.at(1)} is named {part}; name it after what stands there"


def own_time_or_chance(source: Source) -> Iterator[str]:
    if source.path.as_posix().startswith(CLOCKS_AND_DICE):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            meaning = source.meaning(node)
            if meaning in _TIME:
                yield (
                    f"{source.at(node.lineno)} asks {meaning} for the time; expected `now` passed"
                    " in, or the Clock port"
                )
            elif meaning in _CHANCE or _is_dice(meaning):
                yield (
                    f"{source.at(node.lineno)} draws from {meaning}; expected chance passed in, or"
                    " the Chance port"
                )
        elif (
            isinstance(node, ast.Call)
            and source.meaning(node.func) == "random.Random"
            and not node.args
        ):
            yield f"{source.at(node.lineno)} makes random.Random without a seed; pass one in"


def mocks(source: Source) -> Iterator[str]:
    for one in source.imports:
        if one.target in _MOCKS or one.target.startswith("unittest.mock."):
            yield f"{source.at(one.line)} imports {one.target}; use the simulator or a small fake"
    for node in ast.walk(source.tree):
        named = node.arg if isinstance(node, ast.arg) else ""
        if named in _MOCK_FIXTURES or (
            isinstance(node, ast.Attribute) and source.meaning(node) in _MOCKS
        ):
            line = node.lineno if isinstance(node, ast.arg | ast.Attribute) else 1
            yield f"{source.at(line)} patches; use the simulator or a small fake"


def circles(house: list[Source]) -> Iterator[str]:
    """Modules that import each other when they run, wherever the import stands in the file."""
    modules = {source.module: source for source in house}
    edges = {name: _edges(source, modules) for name, source in modules.items()}
    done: set[str] = set()
    for start in edges:
        for circle in _circles(start, edges, [], done):
            line = edges[circle[0]][circle[1]]
            yield f"{modules[circle[0]].at(line)} closes a circle: {' -> '.join(circle)}"


def _circles(
    module: str, edges: Mapping[str, Mapping[str, int]], above: list[str], done: set[str]
) -> Iterator[list[str]]:
    if module in above:
        yield [*above[above.index(module) :], module]
    elif module not in done:
        for following in edges[module]:
            yield from _circles(following, edges, [*above, module], done)
        done.add(module)


def _edges(source: Source, modules: Mapping[str, Source]) -> dict[str, int]:
    """Module that it imports -> line. A package's own __init__ counts where it is named."""
    found: dict[str, int] = {}
    for one in source.imports:
        target = one.target
        while target and target not in modules:
            target = target.rpartition(".")[0]
        if target and target != source.module and not one.for_types:
            found.setdefault(target, one.line)
    return found


def _may_simulate(source: Source) -> bool:
    return source.package != "mingcha" or any(
        part.startswith("demo") for part in source.path.parts[1:]
    )


def _is_dice(meaning: str) -> bool:
    for module, harmless in (("random", "Random"), ("secrets", "compare_digest")):
        if meaning.startswith(f"{module}.") and meaning.split(".")[1] != harmless:
            return True
    return False


def _list(names: Mapping[str, object] | frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


RULES = (wrong_arrows, wrong_foreigners, empty_names, own_time_or_chance, mocks)
