"""What the responsible inspector reads of a visit: its summary, and its line in the digest."""

from collections.abc import Sequence
from functools import partial

from inspection.days import dated, short_moment
from inspection.visit_file import Account, VisitFile
from inspection.visit_words import OPEN, OUTCOMES, REASONS, STATES, TEXTS, UNVISITED
from inspection.wording import Fact, worded


def of_visit(file: VisitFile, *, language: str) -> str:
    """The summary of one visit: where, what came of it, each inspector in the drawn order."""
    aim = file.aim
    title = _text(
        "title",
        language,
        n=str(aim.number),
        team=aim.team,
        village=aim.village,
        township=aim.township,
        day=partial(dated, aim.day.date()),
    )
    lines = [title, outcome_of(file, language)]
    for one in file.accounts:
        lines += _account(one, file, language)
    return "\n".join(lines)


def visits_in_digest(files: Sequence[VisitFile], *, language: str) -> list[str]:
    """Lines of a day's digest on the visits that ended since the one before."""
    if not files:
        return []
    return [
        _text("digest", language, n=str(len(files))),
        *(
            "  "
            + _text(
                "in digest",
                language,
                n=str(file.aim.number),
                village=file.aim.village,
                outcome=outcome_of(file, language),
            )
            for file in files
        ),
    ]


def outcome_of(file: VisitFile, language: str) -> str:
    if file.outcome is None:
        return worded(OPEN, language, {})
    why = worded(UNVISITED[file.unvisited], language, {}) if file.unvisited else ""
    return worded(OUTCOMES[file.outcome], language, {"why": why})


def _account(one: Account, file: VisitFile, language: str) -> list[str]:
    state = worded(STATES[one.assignment.state], language, {})
    if one.assignment.why is not None:
        state += f" ({worded(REASONS[one.assignment.why], language, {})})"
    if one.assignment.ended_at is not None:
        at = one.assignment.ended_at.astimezone(file.aim.day.tzinfo)
        state += f", {short_moment(at, language)}"
    head = _text("inspector", language, name=one.name, rank=str(one.assignment.rank), state=state)
    words = (*filter(None, (one.assignment.words,)), *one.notes)
    return [head, *(f"  {_text('words', language, words=' '.join(w.split()))}" for w in words)]


def _text(which: str, language: str, **facts: Fact) -> str:
    return worded(TEXTS[which], language, facts)
