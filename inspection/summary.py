"""What an inspector reads: a summary per inspection, a digest per day.

Households have a number and no name: who answered is nobody's business, and what an inspector
does not hold cannot reach the village. Answers are given in words, with the question.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from inspection.absence_words import records_of
from inspection.amount import percent
from inspection.catalogue import SOURCE
from inspection.comparison import CONTRADICTING_HOUSEHOLDS, Comparison
from inspection.contact import Attempt, Unbegun
from inspection.days import dated, short_moment
from inspection.degraded_words import in_words
from inspection.disposition import MEANINGS, Disposition
from inspection.dossier import Answer, ContactFile, Dossier
from inspection.facts import facts_of
from inspection.finding import Finding, FindingKind
from inspection.interview import Interview
from inspection.media_words import file_in_words, place_in_words
from inspection.passing_words import households_passed, officials_passed
from inspection.pause_words import PausedRegion, in_digest, in_summary
from inspection.question_set import EMERGENCY, IN_VILLAGE, WHEREABOUTS
from inspection.questionnaire.form import Form
from inspection.questionnaire.saying import Saying
from inspection.questionnaire.scene import World
from inspection.slot import read_label
from inspection.summary_words import ATTEMPTS, DISPOSITIONS, KINDS, NEXT, TEXTS, UNBEGUN
from inspection.visit_file import VisitFile
from inspection.visit_summary import visits_in_digest
from inspection.wording import worded

_LONGEST_WORDS = 400


@dataclass(frozen=True, kw_only=True)
class Day:
    """One local day: what was drawn on it, and what was assessed since the digest before."""

    day: date
    drawn: tuple[Dossier, ...]
    assessed: tuple[tuple[Dossier, tuple[Finding, ...]], ...]
    paused: tuple[PausedRegion, ...] = ()
    """What was paused at some time of the day."""
    visits: Sequence[VisitFile] = ()
    """Those that ended since the digest before."""


def of_inspection(dossier: Dossier, findings: Sequence[Finding], *, language: str) -> str:
    """The call summary of one inspection: who and why them, attempts with times, answers in words,
    what disagrees, what to do next."""
    lines = [
        _text("title", language, n=dossier.inspection, team=dossier.team, village=dossier.village)
        + _text("place", language, township=dossier.township),
        _why(dossier, language),
        "",
        *_official(dossier, language),
        *(line for file in dossier.household_files for line in _household(dossier, file, language)),
        *filter(None, [households_passed(dossier.passed, language)]),
        *([] if dossier.telephone else [_text("no telephone", language)]),
        "",
        *_disagreements(dossier, findings, language),
        "",
        *_next_steps(dossier, findings, language),
    ]
    lines += [in_summary(*pause, zone=dossier.zone, language=language) for pause in dossier.paused]
    if dossier.degraded:
        lines += ["", _text("degraded", language, reason=in_words(dossier.degraded, language))]
    return "\n".join(lines)


def of_day(day: Day, *, language: str) -> str:
    """The digest: how many were drawn, how each contact stands, what was found, what is open."""
    files = [file for dossier in day.drawn for file in dossier.contacts]
    closed = [file for file in files if file.contact.closed]
    lines = [
        _text("digest", language, day=dated(day.day, language)),
        _drawn(len(day.drawn), len(files), len(closed), language),
    ]
    counts: dict[str, int] = {}
    for file in closed:
        assert file.contact.disposition is not None
        word = worded(DISPOSITIONS[file.contact.disposition], language, {})
        counts[word] = counts.get(word, 0) + 1
    lines += [f"  {word}: {count}" for word, count in sorted(counts.items())]
    silent = sum(not dossier.telephone for dossier in day.drawn)
    if silent:
        lines.append(_text("without telephone", language, n=silent))
    unbegun = sum(file.contact.why is Unbegun.CAPACITY for file in closed)
    if unbegun:
        lines.append(_text("no line", language, n=unbegun))
    lines.append(_text("assessed", language, n=len(day.assessed)))
    found = [(dossier, finding) for dossier, findings in day.assessed for finding in findings]
    lines += [
        f"  {dossier.inspection} · {dossier.village} · {headline(finding.kind, language)}"
        for dossier, finding in found
    ]
    if not found:
        lines.append(_text("no findings", language))
    lines += visits_in_digest(day.visits, language=language)
    lines += [in_digest(pause, language=language) for pause in day.paused]
    return "\n".join(lines)


def _drawn(inspections: int, contacts: int, closed: int, language: str) -> str:
    return _text(
        "drawn",
        language,
        inspections=_text("drawn inspections", language, n=inspections),
        contacts=_text("their contacts", language, n=contacts),
        closed=_text("closed contacts", language, n=closed),
    )


def statement(inspection: int, name: str, text: str, *, language: str) -> str:
    """What an official had to say about a check, as the inspector reads it."""
    return _text("statement of", language, n=inspection, name=name, value=_on_one_line(text))


def late_answer(dossier: Dossier, answer: Answer, *, language: str) -> str:
    """What an official answered when the inspection was assessed already, on one line."""
    said = _answer(dossier, dossier.official, answer, language)
    name = dossier.official.name
    return _text("late answer of", language, n=dossier.inspection, name=name, said=said)


def afterwards(dossier: Dossier, summarised_at: datetime, *, language: str) -> str:
    """What the official said after the summary was made, a line each; "" if nothing."""
    file = dossier.official
    later = tuple(answer for answer in file.answers if answer.at > summarised_at)
    if not later:
        return ""
    told = _history(dossier, replace(file, attempts=(), answers=later), language)
    return "\n".join((_text("afterwards", language), *told))


def said_why(finding: Finding, language: str) -> str:
    """In English where the finding is older than the language."""
    return finding.why.get(language) or finding.why[SOURCE]


def headline(kind: FindingKind, language: str) -> str:
    return worded(KINDS[kind], language, {})


def told_in_words(form: Form, answer: Answer, zone: ZoneInfo, language: str) -> str:
    """As `said_in_words`; of a file what became of it, and where a place is."""
    if answer.file is not None:
        return file_in_words(answer.file, zone, language)
    asked = next((one for one in form.questions if one.name == answer.question), None)
    if asked is not None and asked.kind == "geopoint" and answer.value:
        return place_in_words(answer.value, language)
    return said_in_words(form, answer.question, answer.value, language)


def said_in_words(form: Form, question: str, value: str, language: str) -> str:
    """The answer as the person heard it; free text in quotes, on one line and cut where it is
    long: nobody's words can look like ours, or push what follows them out of the message."""
    asked = next((one for one in form.questions if one.name == question), None)
    if asked is None:
        return value
    if not value:
        return _text("left out", language)
    if asked.choices is None:
        return f"“{_on_one_line(value)}”"
    return Saying(form, language).answer(question, value)


def _on_one_line(words: str) -> str:
    written = " ".join(words.split())
    return written[:_LONGEST_WORDS] + "…" * (len(written) > _LONGEST_WORDS)


def outcome(disposition: Disposition | None, language: str) -> str:
    if disposition is None:
        return _text("open", language)
    word = worded(DISPOSITIONS[disposition], language, {})
    return f"{word} ({disposition} {MEANINGS[disposition].aapor})"


def _ended(dossier: Dossier, file: ContactFile, language: str) -> str:
    contact = file.contact
    ended, why, outage = outcome(contact.disposition, language), contact.why, contact.outage
    if outage is not None:
        return f"{ended}: {outage.said(dossier.zone, language)}"
    if why is None or contact.disposition is None:
        return ended
    return f"{ended}: {worded(UNBEGUN[why], language, {})}"


def _why(dossier: Dossier, language: str) -> str:
    opens_at, minutes = read_label(dossier.slot_label)
    start = opens_at.astimezone(dossier.zone)
    end = start + timedelta(minutes=minutes)
    return _text(
        "why",
        language,
        day=dated(start.date(), language),
        start=f"{start:%H:%M}",
        end=f"{end:%H:%M}",
        chance=_percent(dossier.pi_ppb, language),
    )


def _percent(ppb: int, language: str) -> str:
    """At most two decimals; a chance is never shown as zero."""
    return percent(max(ppb / 1_000_000_000, 0.0001), language)


def _official(dossier: Dossier, language: str) -> list[str]:
    file = dossier.official
    head = _text(
        "official",
        language,
        name=file.name,
        rank=file.contact.rank,
        n=dossier.officials,
        outcome=_ended(dossier, file, language),
    )
    late = _text("late", language) if file.contact.late else ""
    about = [officials_passed(dossier.passed, language), *records_of(dossier, language)]
    about += [_text("no texts", language)] if file.no_texts else []
    told = [f"  {line}" for line in about if line]
    return [head + late, *_history(dossier, file, language), *told]


def _household(dossier: Dossier, file: ContactFile, language: str) -> list[str]:
    number = dossier.household_files.index(file) + 1
    head = _text(
        "household",
        language,
        number=number,
        rank=file.contact.rank,
        n=dossier.households,
        outcome=_ended(dossier, file, language),
    )
    return [head, *_history(dossier, file, language)]


def _history(dossier: Dossier, file: ContactFile, language: str) -> list[str]:
    """Attempts and answers in the order in which they happened."""
    happened: list[tuple[datetime, int, str]] = [
        (attempt.made_at, 0, _attempt(attempt, language)) for attempt in file.attempts
    ]
    happened += [
        (answer.at, 1, _answer(dossier, file, answer, language))
        for answer in file.answers
        if answer.question not in file.opening
    ]
    happened.sort(key=lambda event: event[:2])
    return [
        f"  {short_moment(at.astimezone(dossier.zone), language)} {words}"
        for at, _, words in happened
    ]


def _attempt(attempt: Attempt, language: str) -> str:
    words = worded(ATTEMPTS[f"{attempt.channel} {attempt.purpose}"], language, {})
    if attempt.disposition is not None:
        words += f": {worded(DISPOSITIONS[attempt.disposition], language, {})}"
    elif attempt.confirmed_at is not None:
        words += f": {_text('delivered', language)}"
    return words + (_text("repeated", language) if attempt.repeated else "")


def _answer(dossier: Dossier, file: ContactFile, answer: Answer, language: str) -> str:
    if all(one.name != answer.question for one in file.form.questions):
        return worded(TEXTS[answer.question], language, {"value": _on_one_line(answer.value)})
    said = told_in_words(file.form, answer, dossier.zone, language)
    mark = _text("late", language) if answer.late else ""
    return f"{_asked(dossier, file, answer, language)} {said}{mark}"


def _asked(dossier: Dossier, file: ContactFile, answer: Answer, language: str) -> str:
    """The question as it was put, with the days in words as on the day of the answer."""
    at = answer.at.astimezone(dossier.zone)
    facts = facts_of(dossier.village, dossier.township, dossier.asked_days, at.date())
    asked = Interview.of(
        file.form,
        file.contact.dialogue,
        World(now=at),
        answer.channel,
        language=language,
        facts=facts,
    ).told(facts)
    return Saying(file.form, language, state=asked, world=World(now=at)).asked(answer.question)


def _disagreements(dossier: Dossier, findings: Sequence[Finding], language: str) -> list[str]:
    lines = [_text("disagrees", language)]
    lines += [
        f"  {headline(finding.kind, language)}: {said_why(finding, language)}"
        for finding in findings
    ]
    if not any(finding.kind is FindingKind.PRESENCE_CONTRADICTED for finding in findings):
        lines += [f"  {words}" for words in _no_signal(dossier, language)]
    return lines if len(lines) > 1 else [_agreement(dossier, language)]


def _agreement(dossier: Dossier, language: str) -> str:
    """Where nothing disagrees: whether anything was compared at all."""
    if Comparison(dossier=dossier).possible:
        return _text("agrees", language)
    where = dossier.official.said(WHEREABOUTS)
    if not where:
        return _text("no claim", language)
    return _text("no witness" if where == IN_VILLAGE else "elsewhere", language)


def _no_signal(dossier: Dossier, language: str) -> list[str]:
    """Why households who saw nobody do not contradict the official who said to be there."""
    compared = Comparison(dossier=dossier)
    nobody, somebody = len(compared.saw_nobody), len(compared.saw_team)
    if compared.claim is None or not nobody:
        return []
    lines = [_text("by telephone", language, n=nobody)] if compared.by_telephone else []
    if somebody:
        lines.append(_text("divided", language, n=nobody, seen=somebody))
    elif nobody < CONTRADICTING_HOUSEHOLDS:
        lines.append(_text("not enough", language, n=nobody, of=CONTRADICTING_HOUSEHOLDS))
    elif compared.of_another_day:
        lines.append(_text("other day", language, n=nobody))
    elif len(compared.contradicting) < CONTRADICTING_HOUSEHOLDS:
        early = nobody - len(compared.contradicting)
        lines.append(_text("too early", language, n=nobody, early=early))
    return lines


def _next_steps(dossier: Dossier, findings: Sequence[Finding], language: str) -> list[str]:
    """People who need somebody come first, then the findings."""
    steps = []
    if dossier.official.said(WHEREABOUTS) == EMERGENCY:
        steps.append(_text("help", language))
    if any(file.said("person_wanted") for file in dossier.contacts):
        steps.append(_text("call back", language))
    steps += dict.fromkeys(worded(NEXT[finding.kind], language, {}) for finding in findings)
    if not steps:
        unknown = not dossier.official.said(WHEREABOUTS)
        return [_text("nothing follows" if unknown else "nothing to do", language)]
    return [_text("next", language), *(f"  {step}" for step in steps)]


def _text(which: str, language: str, /, **facts: object) -> str:
    return worded(TEXTS[which], language, {key: str(value) for key, value in facts.items()})
