"""Our engine beside ODK Collect's: the same answers, step by step, to the same submission.

A difference prints its form, its seed and the shortest walk found that still shows it.
"""

import random
import re
from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import pytest

from inspection.questionnaire.form import Form
from inspection.questionnaire.reading.xform import read
from tests.oracle.answers import Answers
from tests.oracle.java import ZONE, java_clock
from tests.oracle.javarosa import JavaRosa
from tests.oracle.ours import Ours
from tests.oracle.tolerated import tolerated
from tests.oracle.walk import Difference, Next, Step, again, at_random, shorter, walk
from tests.oracle.xforms import form_names, xform_of

NOW = datetime(2026, 3, 2, 10, 30, 15, 250_000, tzinfo=ZoneInfo(ZONE))
WALKS = 30
MOST_EXCEPTIONS = 1


@pytest.mark.parametrize("name", form_names())
def test_a_form_is_walked_as_odk_collect_walks_it(name: str) -> None:
    allowed = [one for one in tolerated() if one.form == name]
    unneeded = set(allowed)
    steps = 0
    for seed in range(WALKS):
        try:
            steps += len(_walked(name, _random(name, seed)))
        except Difference as difference:
            covering = [one for one in allowed if one.covers(name, difference)]
            if not covering:
                pytest.fail(f"form {name}, seed {seed}: {_shortest(name, difference)}")
            unneeded.difference_update(covering)
    assert steps > WALKS
    assert not unneeded, "no walk needs this exception any more: take it out"


@pytest.mark.parametrize("in_programme", ["yes", "no"])
def test_what_is_known_beforehand_counts_like_a_default(in_programme: str) -> None:
    known = {"village": "双河村 & 上寨", "days_zh": "三月一日", "in_programme": in_programme}
    original = xform_of("villager")
    filled = original
    for name, words in known.items():
        filled = re.sub(
            f"<{name}(?:/>|>[^<]*</{name}>)", f"<{name}>{escape(words)}</{name}>", filled, count=1
        )
    java_clock().set(NOW)
    for seed in range(WALKS // 3):
        chance = random.Random(f"{in_programme} {seed}")
        oracle, ours = JavaRosa(filled), Ours(_form("villager"), NOW, prefill=known)
        walk(oracle, ours, at_random(Answers(original, NOW.date(), chance), chance))
        assert dict(ours.leaves())["/data/village"] == "双河村 & 上寨"


def test_the_list_of_exceptions_only_shrinks() -> None:
    assert len(tolerated()) <= MOST_EXCEPTIONS
    assert {one.form for one in tolerated()} <= set(form_names())


def _walked(name: str, choose: Next) -> tuple[Step, ...]:
    java_clock().set(NOW)
    return walk(JavaRosa(xform_of(name)), Ours(_form(name), NOW), choose)


def _random(name: str, seed: int) -> Next:
    chance = random.Random(f"{name} {seed}")
    return at_random(Answers(xform_of(name), NOW.date(), chance), chance)


def _shortest(name: str, found: Difference) -> Difference:
    """Steps are left out one by one, as long as the same thing differs."""
    for steps in shorter(found.steps):
        try:
            _walked(name, again(steps))
        except Difference as difference:
            if (difference.what, difference.leaf) == (found.what, found.leaf):
                return _shortest(name, difference)
    return found


@cache
def _form(name: str) -> Form:
    return read(xform_of(name).encode())
