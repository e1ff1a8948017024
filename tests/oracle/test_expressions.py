"""Thousands of drawn expressions, evaluated by ODK Collect's engine and by ours."""

import random
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from inspection.questionnaire.reading.xform import read
from tests.oracle.evaluation import Worth
from tests.oracle.expressions import Expressions
from tests.oracle.java import ZONE, java_clock
from tests.oracle.javarosa import JavaRosa
from tests.oracle.ours import Ours
from tests.oracle.xforms import xform_of

NOW = datetime(2026, 3, 2, 10, 30, 15, 250_000, tzinfo=ZoneInfo(ZONE))
DRAWN = 2_000
_AT = "/data/here"
_EARLIEST, _LATEST = (datetime(year, 1, 1, tzinfo=UTC).timestamp() * 1_000 for year in (1902, 9999))
"""Milliseconds. Before it, clocks in China showed the sun's time; later, Python has no years."""


@pytest.mark.parametrize(
    "answers",
    [
        ("7", "2.5", "", "abc", "", "b", "c a", "2026-03-02", "09:30", ""),
        ("-3", "0.1", "", "12", "", "a", "", "2024-02-29", "23:59", ""),
        ("0", "1234.5678", "", "a b", "", "", "a b c", "1969-12-31", "00:00", ""),
    ],
)
def test_an_expression_is_worth_what_odk_collect_says(answers: tuple[str, ...]) -> None:
    java_clock().set(NOW)
    xform = xform_of("expressions")
    oracle, ours = JavaRosa(xform), Ours(read(xform.encode()), NOW)
    for answer in answers:
        assert oracle.answer(answer) == ours.answer(answer)
    of_oracle, of_ours = oracle.worth(_AT), ours.worth(_AT)
    expressions = Expressions(random.Random(" ".join(answers)))
    compared = 0
    for _ in range(DRAWN):
        expression = expressions.draw()
        expected = of_oracle(expression)
        if not _out_of_reach(expected):
            assert of_ours(expression) == expected, expression
            compared += 1
    assert compared > DRAWN * 0.9


def _out_of_reach(worth: Worth) -> bool:
    return worth.kind == "day" and not _EARLIEST <= int(worth.text) < _LATEST
