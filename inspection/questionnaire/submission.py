"""The answer sheet as it is handed in: XML, byte for byte the same for the same answers."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from inspection.questionnaire import datum
from inspection.questionnaire.form import Form
from inspection.questionnaire.state import State

_UNSEEN = {"\r": "&#13;"}


def leaves(form: Form, state: State) -> Iterator[tuple[str, str]]:
    """(path, words) of every leaf that was asked or computed, in the order of the sheet; what is
    not asked in the end is left out."""
    shown = _shown(form, state)
    for node in form.tree.nodes:
        if shown[node.index] and not node.children and node.index:
            yield node.path, datum.written(state.values[node.index], node.type)


def submission(form: Form, state: State, instance_id: str) -> bytes:
    """UTF-8, on one line. `instance_id` names this sheet and no other, as uuid:..."""
    shown = _shown(form, state)
    named = {index for index, bind in form.binds.items() if bind.preload == "instance"}

    def element(index: int) -> str:
        node = form.tree.nodes[index]
        if node.children:
            inside = "".join(element(child) for child in node.children if shown[child])
        else:
            value = instance_id if index in named else datum.written(state.values[index], node.type)
            inside = escape(value, _UNSEEN)
        opening = f"{node.name}{_attributes(form) if index == 0 else ''}"
        return f"<{opening}>{inside}</{node.name}>" if inside else f"<{opening}/>"

    return f'<?xml version="1.0" encoding="UTF-8"?>{element(0)}'.encode()


def _attributes(form: Form) -> str:
    named = {"xmlns": form.namespace, "id": form.id, "version": form.version}
    return "".join(f" {name}={quoteattr(value)}" for name, value in named.items() if value)


def _shown(form: Form, state: State) -> list[bool]:
    shown: list[bool] = []
    for node in form.tree.nodes:
        shown.append(state.own[node.index] and (node.parent < 0 or shown[node.parent]))
    return shown
