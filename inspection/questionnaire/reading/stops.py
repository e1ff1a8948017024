"""Our own columns: with what an answer, or silence, ends the conversation, which answer is its
language, and what a drawn check asks."""

import re
from collections.abc import Mapping

from inspection.questionnaire.problem import Code
from inspection.questionnaire.question import Draw
from inspection.questionnaire.reading.complaints import Complaints
from inspection.questionnaire.reading.document import Element

NAMESPACE = "urn:mingcha:form"
"""Of the columns bind::mingcha:stops, :needed, :speaks and :draw."""

_DRAWS: Mapping[str, Draw] = {
    "": "",
    "always": "always",
    "pool": "pool",
    "programme": "programme",
    "no": "no",
}
_DISPOSITION = re.compile(r"[A-Z][A-Z_]*")


class Endings:
    def __init__(self, binds: Mapping[int, Element], complaints: Complaints) -> None:
        self._binds = binds
        self._complaints = complaints

    def stops(self, node: int) -> dict[str, str]:
        """Answer -> disposition, from "later=LATER refuse=REFUSED"."""
        found: dict[str, str] = {}
        for pair in self._said(node, "stops").split():
            answer, _, disposition = pair.partition("=")
            if answer and self._known(disposition, node, "stops"):
                found[answer] = disposition
        return found

    def needed(self, node: int) -> str:
        said = self._said(node, "needed").strip()
        return said if said and self._known(said, node, "needed") else ""

    def speaks(self, node: int) -> bool:
        return self._said(node, "speaks").strip().lower() in ("yes", "true")

    def draw(self, node: int) -> Draw:
        said = self._said(node, "draw").strip().lower()
        if said not in _DRAWS:
            self._complaints.add(
                Code.DISPOSITION,
                f"{said!r} says nothing about what is drawn",
                "write always, pool, programme or no, or leave it empty",
                node,
                "bind::mingcha:draw",
            )
        return _DRAWS.get(said, "")

    def _said(self, node: int, name: str) -> str:
        bind = self._binds.get(node)
        return bind.get(f"{{{NAMESPACE}}}{name}", "") if bind is not None else ""

    def _known(self, disposition: str, node: int, name: str) -> bool:
        if _DISPOSITION.fullmatch(disposition):
            return True
        self._complaints.add(
            Code.DISPOSITION,
            f"{disposition or 'nothing'} is no disposition",
            "write it as in the glossary, as LATER; stops are pairs, as later=LATER refuse=REFUSED",
            node,
            f"bind::mingcha:{name}",
        )
        return False
