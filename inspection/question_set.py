"""The programme's own questions, as they are asked unless an office asks others.

They are written as workbooks (`documents/forms`); here stand the revisions that these were
converted to, so that the same program always asks, and names, the very same questions.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from inspection.contact import ContactKind
from inspection.questionnaire.form import Form
from inspection.questionnaire.reading import read

SEEN, WHEREABOUTS = "seen", "whereabouts"
IN_VILLAGE, TRIP, LEAVE, REST, EMERGENCY = "village", "trip", "leave", "rest", "emergency"

SETS: Mapping[ContactKind, str] = {"household": "villager", "official": "official"}
"""Whom -> the question set that is asked of them."""


@cache
def revision_xml(name: str) -> bytes:
    """What the workbook `name` was converted to."""
    return files("inspection").joinpath("sets", f"{name}.xml").read_bytes()


@cache
def question_set(name: str) -> Form:
    return read(revision_xml(name))


def own_form(revision: str) -> Form | None:
    """The form of this revision, if it is one of the programme's own."""
    own = map(question_set, SETS.values())
    return next((form for form in own if form.revision == revision), None)
