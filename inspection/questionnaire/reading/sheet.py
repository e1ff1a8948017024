"""The answer sheet and the lists of an XForm."""

from collections.abc import Mapping

from inspection.questionnaire.reading.document import XFORMS, Element, plain
from inspection.questionnaire.tree import Branch, DataType, Node, Tree

TYPES: Mapping[str, DataType] = {
    "string": "string",
    "int": "int",
    "integer": "int",
    "decimal": "decimal",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "dateTime": "dateTime",
    "geopoint": "geopoint",
    "binary": "string",
    "": "string",
}
"""Type of a bind -> type of its leaf; others cannot be asked."""


def read_tree(top: Element, types: Mapping[str, str]) -> Tree:
    """`types` are those of the binds, by path."""
    nodes: list[Node] = []
    _add(top, "", -1, nodes, types)
    return Tree(nodes=tuple(nodes), by_path={node.path: node.index for node in nodes})


def _add(
    element: Element, above: str, parent: int, nodes: list[Node], types: Mapping[str, str]
) -> int:
    index, path = len(nodes), f"{above}/{plain(element.tag)}"
    kind = TYPES.get(types.get(path, "").rpartition(":")[2], "string")
    text = " ".join((element.text or "").split())
    node = Node(index=index, name=plain(element.tag), path=path, parent=parent, type=kind)
    nodes.append(node)
    children = tuple(_add(child, path, index, nodes, types) for child in element)
    nodes[index] = Node(
        index=index,
        name=node.name,
        path=path,
        parent=parent,
        children=children,
        type=kind,
        default="" if children else text,
    )
    return index


def read_lists(model: Element) -> dict[str, Branch]:
    """The lists that stand in the form itself, by name."""
    return {
        instance.get("id", ""): _branch(instance[0])
        for instance in model.findall(f"{XFORMS}instance")[1:]
        if len(instance) and instance.get("src") is None
    }


def external_lists(model: Element) -> dict[str, str]:
    """The lists that stand elsewhere: name -> address."""
    return {
        instance.get("id", ""): instance.get("src", "")
        for instance in model.findall(f"{XFORMS}instance")
        if instance.get("src") is not None
    }


def _branch(element: Element) -> Branch:
    return Branch(
        name=plain(element.tag),
        text="".join(element.itertext()).strip() if len(element) == 0 else "",
        children=tuple(_branch(child) for child in element),
    )
