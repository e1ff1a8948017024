"""Steps of a form a second: an answer taken, its rules run, and the next question put. Run as
`python -m bench.forms`.

"Steps" begins each dialogue anew and takes the state from step to step as data; "stored" also
writes it as JSON and reads it back between any two steps, as the product does.
"""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from time import perf_counter
from zoneinfo import ZoneInfo

from documents.xlsform import convert
from inspection.questionnaire import engine
from inspection.questionnaire.form import Form
from inspection.questionnaire.prompt import Complete, Invalid, Prompt, Said
from inspection.questionnaire.scene import World
from inspection.questionnaire.state import State

ROOT = Path(__file__).parents[1]
ZONE = ZoneInfo("Asia/Shanghai")
WORLD = World(now=datetime(2026, 3, 4, 9, 30, tzinfo=ZONE))
SECONDS = 1.0
BOUND = 2_000
"""Steps a second."""
_WORDS = {
    "text": "the road",
    "integer": "3",
    "decimal": "2.5",
    "range": "3",
    "date": "2026-03-01",
    "time": "08:30",
    "geopoint": "31.2 121.4",
    "image": "a.jpg",
    "audio": "a.ogg",
    "acknowledge": "OK",
}


def main() -> int:
    print("| form | questions | steps a second | stored between steps |")
    print("|---|---|---|---|")
    slowest = min(_measured(path) for path in _forms())
    print(f"\nThe slowest form takes {slowest:,.0f} steps a second; expected at least {BOUND:,}.")
    return 1 if slowest < BOUND else 0


def _forms() -> list[Path]:
    shipped = sorted((ROOT / "documents" / "forms").glob("*.*"))
    return [path for path in shipped if path.suffix in (".md", ".xlsx")] or [
        ROOT / "tests" / "forms" / "everything.md"
    ]


def _measured(path: Path) -> float:
    form = convert(path).form
    plain, stored = _rate(form, stored=False), _rate(form, stored=True)
    print(f"| {form.id} | {len(form.questions)} | {plain:,.0f} | {stored:,.0f} |", flush=True)
    return plain


def _rate(form: Form, *, stored: bool) -> float:
    steps, begun, chance = 0, perf_counter(), Random(7)
    while perf_counter() - begun < SECONDS:
        steps += sum(1 for _ in _dialogue(form, chance, stored=stored))
    return steps / (perf_counter() - begun)


def _dialogue(form: Form, chance: Random, *, stored: bool) -> Iterator[None]:
    state = engine.start(form, WORLD, seed="bench")
    said: Said = engine.current(form, state, WORLD)
    while not isinstance(said, Complete):
        prompt = said.prompt if isinstance(said, Invalid) else said
        state, said = engine.step(form, state, _answer(prompt, chance), WORLD)
        if isinstance(said, Invalid):
            state, said = engine.pass_over(form, state, WORLD)
        if stored:
            state = State.from_json(form, json.loads(json.dumps(state.as_json(form))), ZONE)
        yield


def _answer(prompt: Prompt, chance: Random) -> str:
    if prompt.choices:
        return chance.choice(prompt.choices).name
    return _WORDS.get(prompt.question.kind, "")


if __name__ == "__main__":
    sys.exit(main())
