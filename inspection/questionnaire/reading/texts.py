"""The words of an XForm."""

from collections.abc import Mapping

from inspection.questionnaire.problem import Code
from inspection.questionnaire.reading.complaints import Complaints
from inspection.questionnaire.reading.document import XFORMS, Element, plain
from inspection.questionnaire.text import NO_TEXT, Part, Text

_ITEXT = ("jr:itext('", "')")


def languages(model: Element) -> tuple[str, ...]:
    """The default first; ("",) for a form in one language that has no name."""
    found = model.findall(f"{XFORMS}itext/{XFORMS}translation")
    found.sort(key=lambda one: one.get("default") is None)
    return tuple(one.get("lang", "") for one in found) or ("",)


class Texts:
    """The words of a form by their keys, with the expressions in them ready to run."""

    def __init__(self, model: Element, complaints: Complaints) -> None:
        self._complaints = complaints
        self._languages = languages(model)
        self._values: dict[str, dict[str, list[Element]]] = {}
        for translation in model.iterfind(f"{XFORMS}itext/{XFORMS}translation"):
            for text in translation.iterfind(f"{XFORMS}text"):
                by_language = self._values.setdefault(text.get("id", ""), {})
                by_language[translation.get("lang", "")] = text.findall(f"{XFORMS}value")

    def all(self) -> Mapping[str, Text]:
        return {key: self.keyed(key, 0) for key in self._values}

    def of(self, element: Element | None, node: int) -> Text:
        """A label or hint: its own words, or those that its key names."""
        if element is None:
            return NO_TEXT
        reference = element.get("ref", "")
        if reference:
            return self.referred(reference, node)
        return Text(parts={"": self._parts(element, node)})

    def referred(self, reference: str, node: int) -> Text:
        """What an attribute says: a key as jr:itext('key'), or the words themselves."""
        before, after = _ITEXT
        if reference.startswith(before) and reference.endswith(after):
            return self.keyed(reference[len(before) : -len(after)], node)
        return Text(parts={"": (reference,)})

    def keyed(self, key: str, node: int) -> Text:
        """Without an entry for the key: no words, and a complaint."""
        by_language = self._values.get(key)
        if by_language is None:
            self._complaints.add(
                Code.TRANSLATION,
                f"there are no words for the key {key}",
                "write the text in the workbook",
                node,
            )
            return NO_TEXT
        parts: dict[str, tuple[Part, ...]] = {}
        media: dict[str, dict[str, str]] = {}
        for language, values in by_language.items():
            for value in values:
                form = value.get("form")
                if form is None:
                    parts[language] = self._parts(value, node)
                else:
                    name = (value.text or "").strip().rpartition("/")[2]
                    media.setdefault(language, {})[form] = name
        self._weigh_media(key, media, node)
        return Text(parts=parts, media=media)

    def _weigh_media(self, key: str, media: Mapping[str, Mapping[str, str]], node: int) -> None:
        """ODK's engine cannot show a form whose default language lacks what another has."""
        default = set(media.get(self._languages[0], {}))
        for language, kinds in media.items():
            for kind in sorted(set(kinds) - default):
                self._complaints.add(
                    Code.MEDIA,
                    f"{key} has {kind} in {language} and none in {self._languages[0]}",
                    f"give {kind} in the default language too",
                    node,
                    f"media::{kind}::{self._languages[0]}",
                )

    def _parts(self, element: Element, node: int) -> tuple[Part, ...]:
        """Words and expressions in turn. As in ODK's engine, blanks at both ends are dropped before
        the expressions are filled in, and so are words that are nothing but blanks."""
        parts: list[Part] = [element.text or ""]
        for output in element:
            if plain(output.tag) == "output":
                text = output.get("value") or output.get("ref") or ""
                run = self._complaints.compiled(text, node, "label")
                parts += [run] if run is not None else []
            parts.append(output.tail or "")
        if isinstance(parts[0], str):
            parts[0] = parts[0].lstrip()
        if isinstance(parts[-1], str):
            parts[-1] = parts[-1].rstrip()
        return tuple(p for p in parts if not isinstance(p, str) or p.strip())
