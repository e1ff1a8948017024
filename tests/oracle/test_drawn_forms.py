"""Forms that nobody would write: drawn whole, and walked beside ODK Collect all the same."""

import random
from datetime import datetime
from zoneinfo import ZoneInfo

import jpype
import pytest

from inspection.questionnaire.form import Form
from inspection.questionnaire.reading import read
from tests.oracle.answers import Answers
from tests.oracle.drawn_forms import drawn_form
from tests.oracle.java import ZONE, java_clock
from tests.oracle.javarosa import JavaRosa
from tests.oracle.ours import Ours
from tests.oracle.walk import Difference, at_random, walk

NOW = datetime(2026, 3, 2, 10, 30, 15, 250_000, tzinfo=ZoneInfo(ZONE))
FORMS, WALKS = 30, 2


def test_a_drawn_form_is_walked_as_odk_collect_walks_it() -> None:
    """A drawn expression may be a fault at run time; there Collect stops, and so does the walk."""
    java_clock().set(NOW)
    steps = stopped = 0
    for number in range(FORMS):
        xform = drawn_form(random.Random(f"form {number}"))
        form = read(xform.encode())
        for seed in range(WALKS):
            try:
                steps += _walked(xform, form, random.Random(f"{number} {seed}"))
            except jpype.JException:
                stopped += 1
            except Difference as difference:
                pytest.fail(f"drawn form {number}, walk {seed}: {difference}\n{xform}")
    assert steps > 10 * FORMS
    assert stopped < FORMS


def _walked(xform: str, form: Form, chance: random.Random) -> int:
    answers = Answers(xform, NOW.date(), chance)
    return len(walk(JavaRosa(xform), Ours(form, NOW), at_random(answers, chance)))
