"""The questions of an XForm, in their order."""

from collections.abc import Mapping

from inspection.questionnaire.problem import Code
from inspection.questionnaire.question import Bind, Choices, Kind, Question, Range, SetValue
from inspection.questionnaire.reading.complaints import Complaints
from inspection.questionnaire.reading.document import XFORMS, Element, plain
from inspection.questionnaire.reading.lists import read_choices
from inspection.questionnaire.reading.stops import Endings
from inspection.questionnaire.reading.texts import Texts
from inspection.questionnaire.reading.values import read_value
from inspection.questionnaire.text import Text

_INPUTS: Mapping[str, Kind] = {
    "string": "text",
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "geopoint": "geopoint",
    "": "text",
}
_UPLOADS: Mapping[str, Kind] = {"image": "image", "audio": "audio"}
_CHOOSING: Mapping[str, Kind] = {"select1": "select_one", "select": "select_multiple"}
_ASIDE = frozenset({"label", "hint", "itemset", "setvalue", "help", "item"})


class Body:
    """Reads the controls one after the other. `types` are those of the binds, by leaf."""

    def __init__(
        self,
        *,
        texts: Texts,
        binds: Mapping[int, Bind],
        types: Mapping[int, str],
        endings: Endings,
        complaints: Complaints,
    ) -> None:
        self._texts = texts
        self._binds = binds
        self._types = types
        self._endings = endings
        self._complaints = complaints
        self.questions: list[Question] = []

    def read(self, above: Element, groups: tuple[Text, ...] = ()) -> None:
        for control in above:
            tag = plain(control.tag)
            if tag in _ASIDE:
                continue
            node = self._complaints.tree.by_path.get(control.get("ref", ""), -1)
            if tag == "group":
                self._group(control, node, groups)
            elif (kind := self._kind(control, tag, node)) is not None:
                self._question(control, kind, node, groups)

    def _group(self, control: Element, node: int, groups: tuple[Text, ...]) -> None:
        if control.find(f"{XFORMS}repeat") is not None:
            self._complaints.add(
                Code.UNSUPPORTED_REPEAT,
                "repeats are not asked",
                "write the questions out as often as they are needed, with relevant",
                self._complaints.tree.by_path.get(
                    control.findall(f"{XFORMS}repeat")[0].get("nodeset", ""), node
                ),
                "type",
            )
            return
        heading = self._texts.of(control.find(f"{XFORMS}label"), max(node, 0))
        self.read(control, (*groups, heading) if heading.parts else groups)

    def _kind(self, control: Element, tag: str, node: int) -> Kind | None:
        kind = self._known(control, tag, self._types.get(node, ""))
        if kind is None:
            what = {"input": self._types.get(node, ""), "upload": control.get("mediatype", "")}
            self._complaints.add(
                Code.UNSUPPORTED_TYPE,
                f"questions of type {what.get(tag, tag)} are not asked",
                "ask it as one of the types listed in docs/forms.md",
                node,
                "type",
            )
        elif "search(" in control.get("appearance", "") or control.get("query") is not None:
            self._complaints.add(
                Code.UNSUPPORTED_LIST,
                "its choices are searched in another file",
                "put the choices on the choices sheet",
                node,
                "appearance",
            )
            return None
        return kind

    def _known(self, control: Element, tag: str, type_: str) -> Kind | None:
        match tag:
            case "input":
                return _INPUTS.get(type_)
            case "select" | "select1":
                return _CHOOSING[tag]
            case "range":
                return "range" if type_ in ("int", "decimal") else None
            case "trigger":
                return "acknowledge"
            case "upload":
                return _UPLOADS.get(control.get("mediatype", "").partition("/")[0])
            case _:
                return None

    def _question(self, control: Element, kind: Kind, node: int, groups: tuple[Text, ...]) -> None:
        bind = self._binds.get(node, Bind())
        choices: Choices | None = None
        if kind in ("select_one", "select_multiple"):
            choices = read_choices(control, node, self._complaints)
            if choices is None:
                return
        if kind == "text" and bind.read_only is True:
            kind = "note"
        name = self._complaints.tree.nodes[node].name
        self.questions.append(
            Question(
                index=len(self.questions),
                node=node,
                name=name,
                kind=kind,
                whole=self._types.get(node) == "int",
                label=self._texts.of(control.find(f"{XFORMS}label"), node),
                hint=self._texts.of(control.find(f"{XFORMS}hint"), node),
                groups=groups,
                choices=choices,
                range=self._range(control, node) if kind == "range" else None,
                changes=self._changes(control, node),
                stops=self._endings.stops(node),
                needed=self._endings.needed(node),
                speaks=self._endings.speaks(node),
                draw=self._endings.draw(node),
            )
        )

    def _range(self, control: Element, node: int) -> Range | None:
        try:
            found = Range(
                start=float(control.get("start", "")),
                end=float(control.get("end", "")),
                step=float(control.get("step", "")),
            )
        except ValueError:
            found = Range(start=0, end=0, step=0)
        if found.step and (found.end - found.start) / found.step >= 0:
            return found
        self._complaints.add(
            Code.RANGE,
            "its range leads nowhere",
            "give start, end and step as numbers, as start=1 end=10 step=1",
            node,
            "parameters",
        )
        return None

    def _changes(self, control: Element, node: int) -> tuple[SetValue, ...]:
        found: list[SetValue] = []
        for action in control:
            if plain(action.tag) in _ASIDE - {"setvalue"}:
                continue
            value = read_value(action, "xforms-value-changed", self._complaints, node)
            found += [value] if value is not None else []
        return tuple(found)
