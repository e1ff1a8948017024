"""`mingcha form try`: somebody answers a form in the terminal, as its channel would ask it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from inspection.questionnaire import engine
from inspection.questionnaire.act import Stopped, WantsPerson, done
from inspection.questionnaire.carrying import carried, open_prompt
from inspection.questionnaire.form import Form
from inspection.questionnaire.problem import Channel
from inspection.questionnaire.problem import Refused as FormBad
from inspection.questionnaire.prompt import Complete
from inspection.questionnaire.register import REGISTERS
from inspection.questionnaire.scene import World
from inspection.questionnaire.state import State
from inspection.questionnaire.submission import submission
from inspection.questionnaire.translations import translations
from inspection.wording import LANGUAGES
from mingcha.cli.form.desk import DESKS
from mingcha.cli.refusal import Refused
from mingcha.clock import SystemChance, SystemClock

_SHEET = "uuid:00000000-0000-4000-8000-000000000000"
"""Of a sheet that nobody hands in."""
_DISPOSITION = "BROKE_OFF"
_OF_ROSTER = "roster."


def try_(
    file: Annotated[Path, typer.Argument(help="The workbook: .xlsx, .csv or .md.")],
    channel: Annotated[Channel, typer.Option(help="How it is asked.")] = "chat",
    language: Annotated[str, typer.Option(help="Such as zh; the form's default otherwise.")] = "",
    given: Annotated[
        list[str] | None,
        typer.Option(
            help="What is known already, as name=value, or of the register as roster.county=value;"
            " may be given several times."
        ),
    ] = None,
    zone: Annotated[str, typer.Option(help="Where the person lives.")] = "Asia/Shanghai",
    seed: Annotated[str, typer.Option(help="Of what the form draws; drawn if not given.")] = "",
) -> None:
    """Answer a form in the terminal, question by question, as a channel would put it.

    In a chat type the number of a button in brackets, or words; by SMS what you would reply; on the
    telephone the keys, or in place of a recording what you would say. Answers may also be piped in,
    one a line. At the end the answer sheet is printed; nothing is stored.

    Exit status 0: answered to its end; 1: broken off; 2: refused.

    Example: `mingcha form try visit.xlsx --channel sms < answers.txt`
    """
    from documents.xlsform import convert  # pyxform is loaded only by who needs it

    try:
        form = convert(file).form
    except FormBad as bad:
        raise Refused(f"{file.name} cannot be asked:\n{bad}") from None
    known, drawn = _known(given), seed or SystemChance().token(8).hex()
    world = _worlds(zone, _row(known))
    try:
        state = engine.start(form, world(), seed=drawn, language=language, prefill=known)
    except (KeyError, ValueError) as wrong:
        raise Refused(f"--given: {wrong.args[0]}") from None
    state = _answered(form, state, channel, _tongue(language), world)
    typer.echo(submission(form, state, _SHEET).decode())
    if state.ended == _DISPOSITION:
        raise typer.Exit(1)


def _answered(
    form: Form, state: State, channel: Channel, language: str, world: Callable[[], World]
) -> State:
    desk = DESKS[channel]
    turn = carried(form, state, engine.current(form, state, world()), world(), channel)
    while not isinstance(turn.said, Complete):
        typer.echo(f"\n{desk.put(turn, language)}")
        line, prompt = _typed(), open_prompt(turn.said)
        assert prompt is not None, "a dialogue that has not ended has an open question"
        also = translations(form, turn.state, world())
        act = Stopped() if line is None else desk.taken(prompt, line, also)
        if isinstance(act, Stopped):
            typer.echo(f"\n({_DISPOSITION})")
            return engine.ended(turn.state, _DISPOSITION)
        if isinstance(act, WantsPerson):
            typer.echo("(An inspector would be told.)")
        state, said = done(form, turn.state, act, world())
        turn = carried(form, state, said, world(), channel)
    last = desk.put(turn, language)
    typer.echo(f"{chr(10) + last if last else ''}\n({turn.said.disposition})")
    return turn.state


def _typed() -> str | None:
    """The next line; None at the end of the input."""
    typer.echo("> ", nl=False)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        typer.echo(line.rstrip("\n"))
    return line.rstrip("\r\n") if line else None


def _row(known: dict[str, str]) -> dict[str, str]:
    """What pulldata() finds: taken out of `known`. The village is that which a form is told of."""
    roster = REGISTERS["roster"]
    asked = [name for name in known if name.startswith(_OF_ROSTER)]
    row = {name.removeprefix(_OF_ROSTER): known.pop(name) for name in asked}
    for column in row:
        if column not in roster.columns:
            raise Refused(
                f"--given {_OF_ROSTER}{column}: expected one of {', '.join(roster.columns)}"
            )
    told = (name for name in roster.columns if name in known)
    return {**{name: known[name] for name in told}, **row}


def _worlds(zone: str, row: dict[str, str]) -> Callable[[], World]:
    try:
        where = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused(f"--zone {zone!r}: expected a zone such as Asia/Shanghai") from None
    clock = SystemClock()
    return lambda: World(now=clock.now().astimezone(where), tables={"roster": (row,)})


def _known(given: list[str] | None) -> dict[str, str]:
    known: dict[str, str] = {}
    for one in given or ():
        name, sign, value = one.partition("=")
        if not sign or not name:
            raise Refused(f"--given {one!r}: expected name=value, as village=Shanhe")
        known[name] = value
    return known


def _tongue(language: str) -> str:
    return language if language in LANGUAGES else "en"
