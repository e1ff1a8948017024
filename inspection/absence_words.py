"""What is on file about an official's absence, beside what the official said. Information for the
inspector: nothing follows from it before the person was heard."""

from collections.abc import Mapping

from inspection.absence import AbsenceKind
from inspection.days import dated, short_moment
from inspection.dossier import AbsenceOnFile, Dossier
from inspection.phrase import Phrase, phrase
from inspection.question_set import IN_VILLAGE, LEAVE, REST, TRIP
from inspection.wording import worded

KINDS: Mapping[AbsenceKind, Phrase] = {
    "leave": phrase("summary: absence", "leave"),
    "trip": phrase("summary: absence", "official trip"),
    "rest": phrase("summary: absence", "rest"),
}
_CLAIMED: Mapping[str, AbsenceKind] = {LEAVE: "leave", TRIP: "trip", REST: "rest"}
_ON_FILE = phrase("summary: absence", "{kind} from {first} to {last}")
_IN_TIME = phrase(
    "summary: absence",
    "On file before the draw was committed: {listed}. It agrees with what the official said.",
)
_OTHER = phrase(
    "summary: absence",
    "On file before the draw was committed, of another kind than the official said: {listed}.",
)
_ALTHOUGH = phrase(
    "summary: absence",
    "The official said to be in the village; on file before the draw was committed: {listed}.",
)
_LATE = phrase(
    "summary: absence",
    "Late excuse, entered {moment}, after the draw was committed: {listed}. Ask for the reason.",
)
_MISSING = phrase(
    "summary: absence",
    "Nothing is on file for it: ask the official for a statement first. This is no finding.",
)


def records_of(dossier: Dossier, language: str) -> list[str]:
    """Lines about the moment at which the official answered, or was to be asked."""
    answer = dossier.official.answer("whereabouts")
    moment = answer.at if answer is not None else dossier.picked_for
    said = answer.value if answer is not None else ""
    held = [one for one in dossier.absences if one.absence.holds(moment, dossier.zone)]
    claimed = _CLAIMED.get(said)
    if not held:
        return [worded(_MISSING, language, {})] if claimed else []
    return [_line(dossier, one, said, language) for one in held]


def _line(dossier: Dossier, one: AbsenceOnFile, said: str, language: str) -> str:
    facts = {"listed": _listed(one, language)}
    if not one.in_time:
        entered = one.recorded_at.astimezone(dossier.zone)
        return worded(_LATE, language, {**facts, "moment": short_moment(entered, language)})
    if said == IN_VILLAGE:
        return worded(_ALTHOUGH, language, facts)
    agrees = _CLAIMED.get(said) in (None, one.absence.kind)
    return worded(_IN_TIME if agrees else _OTHER, language, facts)


def _listed(one: AbsenceOnFile, language: str) -> str:
    return worded(
        _ON_FILE,
        language,
        {
            "kind": worded(KINDS[one.absence.kind], language, {}),
            "first": dated(one.absence.first_day, language),
            "last": dated(one.absence.last_day, language),
        },
    )
