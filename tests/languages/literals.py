"""Texts in the source that no translator would find."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.languages.catalogues import KEYWORDS, PRODUCT
from tests.source import Source

_HAN = re.compile(r"[\u3400-\u9fff\u3001\u3002\uff01\uff0c\uff1a\uff1f]")
_MARKUP = re.compile(
    r"<style.*?</style>|<!--.*?-->|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>", re.DOTALL
)
_WORD = re.compile(r"[^\W\d_]+")
NO_TEXTS = (
    "documents/absence_list.py",  # what columns and kinds of a list may be called
    "documents/places.py",  # names of places
    "documents/generator/",  # invented people
    "documents/roster/folder.py",  # a notice in both languages, beside files that people open
    "inspection/cell.py",  # how dates and formulas may be written in a register
    "inspection/entry.py",  # how numbers may be separated in a register
    "inspection/fallback.py",  # how thrown dice may be separated
    "inspection/heading.py",  # what sheets and columns of a register may be called
    "telephony/numbering.py",  # how numbers may be separated in a register
)


def chinese_outside(source: Source) -> Iterator[str]:
    """Chinese in a string of the product. Comments and docstrings may quote it."""
    if source.package not in PRODUCT or source.path.as_posix().startswith(NO_TEXTS):
        return
    quoted = {id(text) for text in _docstrings(source.tree)}
    for node in ast.walk(source.tree):
        if id(node) in quoted:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = _HAN.search(node.value)
            if found:
                said = node.value[found.start() : found.start() + 20]
                yield f"{source.at(node.lineno)} says “{said}” outside the catalogues"


def words_in(template: str) -> str:
    """What a page's template says by itself: nothing, since its texts are given to it."""
    return " ".join(_WORD.findall(_MARKUP.sub(" ", template)))


def templates(root: Path) -> Iterator[Path]:
    for package in PRODUCT:
        yield from (p for p in (root / package).rglob("*") if p.suffix in (".html", ".j2"))


def unreadable(source: Source) -> Iterator[str]:
    """Calls of which the catalogues' tool can't read the words."""
    if source.package not in PRODUCT or source.module == "inspection.phrase":
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id not in KEYWORDS:
            continue
        words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if len(words) != len(KEYWORDS[node.func.id]) or node.keywords:
            yield f"{source.at(node.lineno)} calls {node.func.id} with what is no literal text"
        elif node.func.id == "counted" and "{n}" not in str(words[2]):
            yield f"{source.at(node.lineno)} counts without a place {{n}}"


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Texts that stand alone as a statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
