"""The auditors' part of a bundle: who was tried inside each pick."""

from inspection.frame import Candidates
from inspection.proof.bundle import ContactMade, Inside, PassedOver, PickInside
from inspection.proof.document import Malformed, Part

KINDS = ("respondent", "household")


def read_inside(part: Part) -> Inside:
    part.only(("b", "units"))
    units = tuple(_unit(one) for one in part.parts("units"))
    return Inside(b=part.octets("b"), units=units)


def _unit(part: Part) -> PickInside:
    part.only(
        (
            *("unit", "candidates", "respondents", "households", "inspector"),
            *("offset_seconds", "contacts"),
        ),
        perhaps=("passed", "assignments"),
    )
    people = part.part("candidates")
    people.only(("household", "inspector", "respondent"))
    return PickInside(
        unit=part.text("unit"),
        candidates=Candidates(
            household=people.texts("household"),
            inspector=people.texts("inspector"),
            respondent=people.texts("respondent"),
        ),
        respondents=part.texts("respondents"),
        households=part.texts("households"),
        inspector=part.maybe_text("inspector"),
        offset_seconds=part.whole("offset_seconds"),
        contacts=tuple(_contact(one) for one in part.parts("contacts")),
        passed=_passed(part),
        assignments=_assignments(part),
    )


def _contact(part: Part) -> ContactMade:
    part.only(("who", "rank", "disposition"))
    return ContactMade(
        who=part.text("who"), rank=part.whole("rank", least=1), disposition=part.text("disposition")
    )


def _passed(part: Part) -> tuple[PassedOver, ...]:
    """Not there where nobody was."""
    if "passed" not in part.fields:
        return ()
    passed = tuple(_passed_over(one) for one in part.parts("passed"))
    if not passed:
        raise Malformed(f"{part.at('passed')}: empty; expected none of it where nobody was passed")
    return passed


def _passed_over(part: Part) -> PassedOver:
    part.only(("kind", "who", "rank", "reason"))
    return PassedOver(
        kind=part.one_of("kind", KINDS),
        who=part.text("who"),
        rank=part.whole("rank", least=1),
        reason=part.text("reason"),
    )


def _assignments(part: Part) -> tuple[ContactMade, ...]:
    """Not there where nobody was told of a visit."""
    if "assignments" not in part.fields:
        return ()
    found = tuple(_contact(one) for one in part.parts("assignments"))
    if not found:
        raise Malformed(f"{part.at('assignments')}: empty; expected none of it without assignments")
    return found
