"""The sheets of the notice as one HTML page for printing: nothing in it is loaded from elsewhere,
nothing runs."""

from collections.abc import Sequence
from pathlib import Path

from inspection.notice import Sheet

_TEMPLATE = "notice.html"
_TAGS = {"zh": "zh-CN"}
"""How a page names a language, where not by the code of the roster."""


def page(sheets: Sequence[Sheet]) -> str:
    """A4, one sheet a page, in the order given."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # slow to import

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template(_TEMPLATE)
    return (
        template.render(
            sheets=sheets,
            tags={one.language: one.language for one in sheets} | _TAGS,
            title=sheets[0].title,
        )
        + "\n"
    )
