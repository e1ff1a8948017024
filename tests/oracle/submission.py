"""The leaves of a submission."""

from collections.abc import Iterator
from xml.etree import ElementTree

from tests.oracle.sight import Leaves


def leaves_of(xml: str) -> Leaves:
    """In order of the document; without `meta/instanceID`, which is drawn."""
    root = ElementTree.fromstring(xml)  # noqa: S314 (an engine of the tests wrote it)
    return tuple(
        (path, text) for path, text in _leaves(root, "") if not path.endswith("/meta/instanceID")
    )


def _leaves(element: ElementTree.Element, above: str) -> Iterator[tuple[str, str]]:
    path = f"{above}/{element.tag.rpartition('}')[2]}"
    if len(element) == 0:
        yield path, element.text or ""
    for child in element:
        yield from _leaves(child, path)
