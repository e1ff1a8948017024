"""Reads one of JavaRosa's prompts, and makes the answers that it takes."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from tests.oracle.java import java_class
from tests.oracle.sight import Choice, Texts

_CONTROLS: Mapping[int, str] = {
    2: "select_one",
    3: "select_multiple",
    6: "range",
    9: "acknowledge",
    10: "image",
    12: "audio",
}
_TYPES: Mapping[int, str] = {
    1: "text",
    2: "integer",
    3: "decimal",
    4: "date",
    5: "time",
    6: "datetime",
    10: "geopoint",
    11: "barcode",
}
_ITEXT = re.compile(r"jr:itext\('(.*)'\)")


def path_of(prompt: Any) -> str:
    return str(prompt.getIndex().getReference().toString(False))


def kind_of(prompt: Any) -> str:
    """As XLSForm calls it; a note is a text that is read only."""
    control = _CONTROLS.get(prompt.getControlType())
    return control or _TYPES[prompt.getDataType()]


def texts_of(prompt: Any, captions: Iterable[Any]) -> Texts:
    """`captions` are those of the groups around it."""
    choices = prompt.getSelectChoices() or ()
    return Texts(
        headings=tuple(text for caption in captions if (text := caption.getLongText())),
        label=prompt.getQuestionText() or "",
        hint=prompt.getHelpText() or "",
        audio=_file(prompt.getAudioText()),
        image=_file(prompt.getImageText()),
        choices=tuple(
            Choice(
                name=choice.getValue(),
                label=prompt.getSelectChoiceText(choice) or "",
                audio=_file(prompt.getSpecialFormSelectChoiceText(choice, "audio")),
            )
            for choice in choices
        ),
    )


def scale_of(prompt: Any) -> tuple[str, ...]:
    """Every value that a range lets one choose."""
    if kind_of(prompt) != "range":
        return ()
    question = prompt.getQuestion()
    start, end, step = (
        Decimal(str(bound.toPlainString()))
        for bound in (question.getRangeStart(), question.getRangeEnd(), question.getRangeStep())
    )
    return tuple(str(start + step * place) for place in range(int((end - start) / step) + 1))


def data_of(prompt: Any, text: str) -> Any:
    """What Collect would hand over for this answer; nothing for none."""
    if not text:
        return None
    parser = java_class("org.javarosa.xform.util.XFormAnswerDataParser")
    return parser.getAnswerData(text, prompt.getDataType(), prompt.getQuestion())


def constraint_message(form: Any, prompt: Any) -> str:
    return prompt.getConstraintText() or ""


def required_message(form: Any, prompt: Any) -> str:
    """In the language spoken; Collect reads it off the bind, since JavaRosa does not. (Collect
    leaves ${0} where a value should stand; JavaRosa fills it here, as in every other text.)"""
    for attribute in prompt.getBindAttributes():
        if attribute.getName() == "requiredMsg":
            text = str(attribute.getAttributeValue())
            named = _ITEXT.fullmatch(text)
            template = form.getLocalizer().getText(named[1]) if named else text
            return str(form.fillTemplateString(template, prompt.getIndex().getReference()))
    return ""


def _file(address: str | None) -> str:
    """Without its `jr://audio/`."""
    return (address or "").rpartition("/")[2]
