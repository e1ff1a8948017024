"""The rules of an XForm."""

from collections.abc import Iterator

from inspection.questionnaire.expression import Compiled
from inspection.questionnaire.problem import Code
from inspection.questionnaire.question import Bind
from inspection.questionnaire.reading.complaints import Complaints
from inspection.questionnaire.reading.document import JAVAROSA, XFORMS, Element
from inspection.questionnaire.reading.texts import Texts
from inspection.questionnaire.text import NO_TEXT, Text

COLUMNS = {
    "relevant": "relevant",
    "required": "required",
    "readonly": "read_only",
    "constraint": "constraint",
    "calculate": "calculation",
}
"""Attribute of a bind -> column of the workbook."""

_PRELOADS = {
    ("timestamp", "start"): "start",
    ("timestamp", "end"): "end",
    ("date", "today"): "today",
    ("uid", ""): "instance",
}


def elements(model: Element) -> Iterator[tuple[str, Element]]:
    """Path -> bind."""
    for bind in model.iterfind(f"{XFORMS}bind"):
        yield bind.get("nodeset", ""), bind


def read_binds(model: Element, texts: Texts, complaints: Complaints) -> dict[int, Bind]:
    found: dict[int, Bind] = {}
    for path, element in elements(model):
        node = complaints.tree.by_path.get(path)
        if node is None:
            complaints.add(Code.EXPRESSION, f"there is no {path}", "name a question of the form")
            continue
        found[node] = _bind(element, node, texts, complaints)
    return found


def _bind(element: Element, node: int, texts: Texts, complaints: Complaints) -> Bind:
    def flag(name: str, default: bool) -> Compiled | bool:
        text = element.get(name)
        match text:
            case None:
                return default
            case "true()":
                return True
            case "false()":
                return False
            case _:
                compiled = complaints.compiled(text, node, COLUMNS[name])
                return default if compiled is None else compiled

    def run(name: str) -> Compiled | None:
        text = element.get(name)
        return complaints.compiled(text, node, COLUMNS[name]) if text is not None else None

    def message(name: str) -> Text:
        text = element.get(f"{JAVAROSA}{name}")
        return texts.referred(text, node) if text else NO_TEXT

    return Bind(
        relevant=flag("relevant", True),
        required=flag("required", False),
        read_only=flag("readonly", False),
        constraint=run("constraint"),
        calculate=run("calculate"),
        constraint_message=message("constraintMsg"),
        required_message=message("requiredMsg"),
        preload=_preload(element, node, complaints),
    )


def _preload(element: Element, node: int, complaints: Complaints) -> str:
    kind = element.get(f"{JAVAROSA}preload", "")
    if not kind:
        return ""
    parameters = element.get(f"{JAVAROSA}preloadParams", "")
    known = _PRELOADS.get((kind, parameters))
    if known is None:
        complaints.add(
            Code.UNSUPPORTED_METADATA,
            f"{parameters or kind} is not known here: there is no device and no account",
            "remove the row; who was asked, and when, is kept anyway",
            node,
            "type",
        )
        return ""
    return known
