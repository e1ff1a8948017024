"""A form written as a table, and somebody who answers it."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pyxform.xls2xform import convert

from inspection.questionnaire import engine
from inspection.questionnaire.form import Form
from inspection.questionnaire.prompt import Complete, Invalid, Prompt, Said
from inspection.questionnaire.reading import read
from inspection.questionnaire.scene import World
from inspection.questionnaire.state import State
from inspection.questionnaire.submission import leaves, submission

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 4, 9, 30, tzinfo=ZONE)


FORMS = Path(__file__).parents[2] / "forms"


@cache
def form(table: str) -> Form:
    """Of a workbook written as pyxform's tables: the tables, or the name of a file in FORMS."""
    if "|" not in table:
        table = (FORMS / f"{table}.md").read_text(encoding="utf-8")
    return read(convert(table, file_type=".md").xform.encode())


class Interview:
    """`says` answers the open question; the state is stored and read back between any two."""

    def __init__(self, table: str, *, now: datetime = NOW, **started: Any) -> None:
        self.form = form(table)
        self.world = World(now=now)
        started.setdefault("seed", "seed")
        self.state: State = engine.start(self.form, self.world, **started)
        self.heard: Said = engine.current(self.form, self.state, self.world)

    def says(self, *answers: str) -> "Interview":
        for answer in answers:
            stored = self.state.as_json(self.form)
            restored = State.from_json(self.form, stored, ZONE)
            self.state, self.heard = engine.step(self.form, restored, answer, self.world)
        return self

    def goes_back(self) -> "Interview":
        self.state, self.heard = engine.back(self.form, self.state, self.world)
        return self

    def keeps(self) -> "Interview":
        self.state, self.heard = engine.keep(self.form, self.state, self.world)
        return self

    @property
    def prompt(self) -> Prompt:
        assert isinstance(self.heard, Prompt | Invalid), self.heard
        return self.heard.prompt if isinstance(self.heard, Invalid) else self.heard

    @property
    def asked(self) -> str:
        """Name of the open question; the disposition where there is none."""
        return (
            self.heard.disposition
            if isinstance(self.heard, Complete)
            else self.prompt.question.name
        )

    @property
    def refused(self) -> Invalid:
        assert isinstance(self.heard, Invalid), self.heard
        return self.heard

    @property
    def sheet(self) -> dict[str, str]:
        """Name of a leaf -> its words; what is not asked is not in it."""
        return {path.rpartition("/")[2]: words for path, words in leaves(self.form, self.state)}

    @property
    def submitted(self) -> str:
        return submission(self.form, self.state, "uuid:1").decode()
