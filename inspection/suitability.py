"""Whether a form can be asked in a drawn check: findings weigh some answers by their names."""

from collections.abc import Iterator, Mapping

from inspection.contact import ContactKind
from inspection.disposition import Disposition
from inspection.question_set import SEEN, SETS, WHEREABOUTS, question_set
from inspection.questionnaire.form import Form
from inspection.questionnaire.register import TEAM_COLUMNS

WEIGHED: Mapping[ContactKind, str] = {"household": SEEN, "official": WHEREABOUTS}


def objections(form: Form, kind: ContactKind) -> tuple[str, ...]:
    """Everything that stands against it, in words; empty if nothing does."""
    return (*_weighed(form, kind), *_dispositions(form), *_looked_up(form, kind))


def _weighed(form: Form, kind: ContactKind) -> Iterator[str]:
    name = WEIGHED[kind]
    own = question_set(SETS[kind])
    wanted = set(own.choice_names(own.question(name)))
    asked = next((one for one in form.questions if one.name == name), None)
    if asked is None or asked.kind != "select_one":
        yield f"it has no select_one {name}, which findings compare; add it, with {_listed(wanted)}"
        return
    if asked.draw not in ("", "always"):
        yield f"{name} is not asked of everybody; write `always` in bind::mingcha:draw, or nothing"
    others = set(form.choice_names(asked)) - wanted
    lacking = wanted - set(form.choice_names(asked))
    if others or lacking:
        yield (
            f"the choices of {name} are {_listed(set(form.choice_names(asked)))};"
            f" expected {_listed(wanted)}, in whatever words"
        )


def _dispositions(form: Form) -> Iterator[str]:
    known = {str(one) for one in Disposition}
    for question in form.questions:
        for word in {*question.stops.values(), question.needed} - known - {""}:
            yield f"{question.name} ends with {word}, which is no disposition of the glossary"


def _looked_up(form: Form, kind: ContactKind) -> Iterator[str]:
    named = {name for one in form.lookups for name in (one.column, one.key)}
    if kind == "household" and named & set(TEAM_COLUMNS):
        yield (
            f"it looks up {_listed(named & set(TEAM_COLUMNS))} in the register, and no household"
            " learns which team was drawn; leave it out"
        )


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))
