"""What inspectors are written about their visits."""

from datetime import datetime
from functools import partial

from inspection.assignment import DECLINING, Why
from inspection.chat import Button, Letter
from inspection.days import dated, moment
from inspection.visit import Unvisited
from inspection.visit_button import Act, VisitPress
from inspection.visit_file import Aim
from inspection.visit_words import BUTTONS, TEXTS, UNVISITED
from inspection.wording import Fact, worded


def told(language: str, token: str, aim: Aim, *, answer_by: datetime) -> Letter:
    """The first that an inspector hears of a visit; `answer_by` is a local time."""
    text = _text(
        "told",
        language,
        n=str(aim.number),
        day=partial(dated, aim.day.date()),
        team=aim.team,
        village=aim.village,
        township=aim.township,
        county=aim.county,
        answer_by=partial(moment, answer_by),
    )
    return Letter(text=text, buttons=_buttons(language, token, ("accept", "decline")))


def accepted(language: str, token: str, number: int, *, report_by: datetime) -> Letter:
    text = _text("accepted", language, n=str(number), report_by=partial(moment, report_by))
    return Letter(text=text, buttons=_buttons(language, token, ("visited", "hindered")))


def together(language: str, number: int, name: str) -> Letter:
    return _plain("together", language, n=str(number), name=name)


def why_not(language: str, token: str, number: int) -> Letter:
    text = _text("why not", language, n=str(number))
    return Letter(text=text, buttons=_buttons(language, token, DECLINING))


def report_asked(language: str, token: str, number: int) -> Letter:
    text = _text("write report", language, n=str(number))
    return Letter(text=text, buttons=_buttons(language, token, ("done",)))


def kept(language: str, token: str) -> Letter:
    return Letter(text=_text("kept", language), buttons=_buttons(language, token, ("done",)))


def about(which: str, language: str, number: int) -> Letter:
    """One of the texts that need nothing but the visit's number, or not even that."""
    return _plain(which, language, n=str(number))


def noted(language: str, query: str) -> Letter:
    """Acknowledges a tap that counted."""
    return Letter(text=_text("noted", language), acknowledges=query)


def nobody_sent(language: str, number: int, day: datetime, why: Unvisited) -> Letter:
    """To administrators: no place is in it."""
    return _plain(
        "nobody sent",
        language,
        n=str(number),
        day=partial(dated, day.date()),
        why=partial(worded, UNVISITED[why], facts={}),
    )


def _buttons(language: str, token: str, acts: tuple[Act | Why, ...]) -> tuple[Button, ...]:
    return tuple(
        Button(
            text=worded(BUTTONS[act], language, {}), data=VisitPress(token=token, act=act).data()
        )
        for act in acts
    )


def _plain(which: str, language: str, **facts: Fact) -> Letter:
    return Letter(text=_text(which, language, **facts))


def _text(which: str, language: str, **facts: Fact) -> str:
    return worded(TEXTS[which], language, facts)
