"""A Python file as its imports tell it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Import:
    line: int
    target: str
    """Dotted; for `from a import b` it is a.b, which may be a module or a name in a."""
    bound: str
    """The name by which the file knows it."""
    means: str
    """What that name stands for."""
    for_types: bool
    """Under TYPE_CHECKING: never imported when the program runs."""


@dataclass(frozen=True)
class Source:
    """One file; `path` is relative to the root of the house."""

    path: Path
    text: str

    @property
    def package(self) -> str:
        return self.path.parts[0]

    @property
    def module(self) -> str:
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        return tuple(self._below(self.tree, for_types=False))

    def _below(self, node: ast.AST, *, for_types: bool) -> Iterator[Import]:
        for_types = for_types or (isinstance(node, ast.If) and _asks_for_types(node.test))
        if isinstance(node, ast.Import):
            for name in node.names:
                top = name.name.partition(".")[0]
                yield Import(
                    line=node.lineno,
                    target=name.name,
                    bound=name.asname or top,
                    means=name.name if name.asname else top,
                    for_types=for_types,
                )
        elif isinstance(node, ast.ImportFrom):
            for name in node.names:
                target = f"{self._base(node)}.{name.name}"
                yield Import(
                    line=node.lineno,
                    target=target,
                    bound=name.asname or name.name,
                    means=target,
                    for_types=for_types,
                )
        for child in ast.iter_child_nodes(node):
            yield from self._below(child, for_types=for_types)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        above = self.path.parts[: len(self.path.parts) - node.level]
        return ".".join((*above, node.module) if node.module else above)

    @cached_property
    def known(self) -> Mapping[str, str]:
        return {one.bound: one.means for one in self.imports}

    def meaning(self, node: ast.AST) -> str:
        """What `dt.now` stands for: datetime.datetime.now; "" if it is nothing imported."""
        if isinstance(node, ast.Name):
            return self.known.get(node.id, "")
        if isinstance(node, ast.Attribute):
            base = self.meaning(node.value)
            return f"{base}.{node.attr}" if base else ""
        return ""

    def at(self, line: int) -> str:
        return f"{self.path.as_posix()}:{line}"


def _asks_for_types(test: ast.expr) -> bool:
    return ast.unparse(test).rpartition(".")[2] == "TYPE_CHECKING"


def sources(root: Path) -> list[Source]:
    """Every Python file of every package that stands in the root."""
    return [
        Source(path.relative_to(root), path.read_text(encoding="utf-8"))
        for package in sorted(root.iterdir())
        if (package / "__init__.py").is_file()
        for path in sorted(package.rglob("*.py"))
    ]
