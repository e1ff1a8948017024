"""What an inspector reads of one inspection: its summary, and what comes afterwards.

Households have a number and no name: who answered is nobody's business, and what an inspector
does not hold cannot reach the village. Answers are given in words, with the question.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from inspection.absence_words import records_of
from inspection.amount import percent
from inspection.answer_words import on_one_line, told_in_words
from inspection.comparison import CONTRADICTING_HOUSEHOLDS, Comparison
from inspection.contact import Attempt
from inspection.days import dated, short_moment
from inspection.degraded_words import in_words
from inspection.dossier import Answer, ContactFile, Dossier
from inspection.facts import facts_of
from inspection.finding import Finding, FindingKind
from inspection.interview import Interview
from inspection.outcome_words import headline, outcome, said_why
from inspection.passing_words import households_passed, officials_passed
from inspection.pause_words import in_summary
from inspection.question_set import EMERGENCY, IN_VILLAGE, WHEREABOUTS
from inspection.questionnaire.saying import Saying
from inspection.questionnaire.scene import World
from inspection.slot import read_label
from inspection.summary_words import ATTEMPTS, DISPOSITIONS, NEXT, UNBEGUN, phrased
from inspection.wording import worded


def of_inspection(dossier: Dossier, findings: Sequence[Finding], *, language: str) -> str:
    """The call summary of one inspection: who and why them, attempts with times, answers in words,
    what disagrees, what to do next."""
    lines = [
        phrased("title", language, n=dossier.inspection, team=dossier.team, village=dossier.village)
        + phrased("place", language, township=dossier.township),
        _why(dossier, language),
        "",
        *_official(dossier, language),
        *(line for file in dossier.household_files for line in _household(dossier, file, language)),
        *filter(None, [households_passed(dossier.passed, language)]),
        *([] if dossier.telephone else [phrased("no telephone", language)]),
        "",
        *_disagreements(dossier, findings, language),
        "",
        *_next_steps(dossier, findings, language),
    ]
    lines += [in_summary(*pause, zone=dossier.zone, language=language) for pause in dossier.paused]
    if dossier.degraded:
        lines += ["", phrased("degraded", language, reason=in_words(dossier.degraded, language))]
    return "\n".join(lines)


def statement(inspection: int, name: str, text: str, *, language: str) -> str:
    """What an official had to say about a check, as the inspector reads it."""
    return phrased("statement of", language, n=inspection, name=name, value=on_one_line(text))


def late_answer(dossier: Dossier, answer: Answer, *, language: str) -> str:
    """What an official answered when the inspection was assessed already, on one line."""
    said = _answer(dossier, dossier.official, answer, language)
    name = dossier.official.name
    return phrased("late answer of", language, n=dossier.inspection, name=name, said=said)


def afterwards(dossier: Dossier, summarised_at: datetime, *, language: str) -> str:
    """What the official said after the summary was made, a line each; "" if nothing."""
    file = dossier.official
    later = tuple(answer for answer in file.answers if answer.at > summarised_at)
    if not later:
        return ""
    told = _history(dossier, replace(file, attempts=(), answers=later), language)
    return "\n".join((phrased("afterwards", language), *told))


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
    return phrased(
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
    head = phrased(
        "official",
        language,
        name=file.name,
        rank=file.contact.rank,
        n=dossier.officials,
        outcome=_ended(dossier, file, language),
    )
    late = phrased("late", language) if file.contact.late else ""
    about = [officials_passed(dossier.passed, language), *records_of(dossier, language)]
    about += [phrased("no texts", language)] if file.no_texts else []
    told = [f"  {line}" for line in about if line]
    return [head + late, *_history(dossier, file, language), *told]


def _household(dossier: Dossier, file: ContactFile, language: str) -> list[str]:
    number = dossier.household_files.index(file) + 1
    head = phrased(
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
        words += f": {phrased('delivered', language)}"
    return words + (phrased("repeated", language) if attempt.repeated else "")


def _answer(dossier: Dossier, file: ContactFile, answer: Answer, language: str) -> str:
    if all(one.name != answer.question for one in file.form.questions):
        return phrased(answer.question, language, value=on_one_line(answer.value))
    said = told_in_words(file.form, answer, dossier.zone, language)
    mark = phrased("late", language) if answer.late else ""
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
    lines = [phrased("disagrees", language)]
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
        return phrased("agrees", language)
    where = dossier.official.said(WHEREABOUTS)
    if not where:
        return phrased("no claim", language)
    return phrased("no witness" if where == IN_VILLAGE else "elsewhere", language)


def _no_signal(dossier: Dossier, language: str) -> list[str]:
    """Why households who saw nobody do not contradict the official who said to be there."""
    compared = Comparison(dossier=dossier)
    nobody, somebody = len(compared.saw_nobody), len(compared.saw_team)
    if compared.claim is None or not nobody:
        return []
    lines = [phrased("by telephone", language, n=nobody)] if compared.by_telephone else []
    if somebody:
        lines.append(phrased("divided", language, n=nobody, seen=somebody))
    elif nobody < CONTRADICTING_HOUSEHOLDS:
        lines.append(phrased("not enough", language, n=nobody, of=CONTRADICTING_HOUSEHOLDS))
    elif compared.of_another_day:
        lines.append(phrased("other day", language, n=nobody))
    elif len(compared.contradicting) < CONTRADICTING_HOUSEHOLDS:
        early = nobody - len(compared.contradicting)
        lines.append(phrased("too early", language, n=nobody, early=early))
    return lines


def _next_steps(dossier: Dossier, findings: Sequence[Finding], language: str) -> list[str]:
    """People who need somebody come first, then the findings."""
    steps = []
    if dossier.official.said(WHEREABOUTS) == EMERGENCY:
        steps.append(phrased("help", language))
    if any(file.said("person_wanted") for file in dossier.contacts):
        steps.append(phrased("call back", language))
    steps += dict.fromkeys(worded(NEXT[finding.kind], language, {}) for finding in findings)
    if not steps:
        unknown = not dossier.official.said(WHEREABOUTS)
        return [phrased("nothing follows" if unknown else "nothing to do", language)]
    return [phrased("next", language), *(f"  {step}" for step in steps)]
