"""Values that an XForm writes by itself: dynamic defaults, and what a question triggers."""

from inspection.questionnaire.problem import Code
from inspection.questionnaire.question import SetValue
from inspection.questionnaire.reading.complaints import Complaints
from inspection.questionnaire.reading.document import XFORMS, Element, plain

_FIRST = "odk-instance-first-load"


def read_first(model: Element, complaints: Complaints) -> tuple[SetValue, ...]:
    """Dynamic defaults, in the order of the form."""
    found: list[SetValue] = []
    for action in model:
        if plain(action.tag) in _MODEL:
            continue
        value = read_value(action, _FIRST, complaints, -1)
        found += [value] if value is not None else []
    return tuple(found)


_MODEL = frozenset({"itext", "instance", "bind", "submission"})


def read_value(action: Element, event: str, complaints: Complaints, at: int) -> SetValue | None:
    node = complaints.tree.by_path.get(action.get("ref", ""), at)
    events = action.get("event", "").split()
    if action.tag != f"{XFORMS}setvalue" or set(events) - {event}:
        complaints.add(
            Code.UNSUPPORTED_ACTION,
            f"{plain(action.tag)} ({', '.join(events)}) is not done here",
            "remove it from the form",
            node,
            "type",
        )
        return None
    text = action.get("value")
    if text is None:
        return SetValue(node=node, value=None)
    compiled = complaints.compiled(text, node, "calculation" if at >= 0 else "default")
    return SetValue(node=node, value=compiled) if compiled is not None else None
