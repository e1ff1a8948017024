"""XForms that are read, and those that are refused unread."""

import pytest

from inspection.questionnaire.fault import BadExpression, Unsupported
from inspection.questionnaire.grammar import parse
from inspection.questionnaire.pattern import pattern
from inspection.questionnaire.problem import Code, Refused
from inspection.questionnaire.question import Kind
from inspection.questionnaire.reading import read
from inspection.questionnaire.shuffle import shuffled
from inspection.questionnaire.typed import typed

BOMB = """<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head/></h:html>"""
LEAK = """<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>"""


@pytest.mark.parametrize("xml", [BOMB, LEAK, "<a", "", "<a/>", "x" * 8_000_001])
def test_what_is_no_form_is_refused(xml: str) -> None:
    with pytest.raises(Refused) as caught:
        read(xml.encode())
    (problem,) = caught.value.problems
    assert problem.code is Code.UNREADABLE


DEEP = [
    "(" * 41 + "1" + ")" * 41,
    "not(" * 60 + "1" + ")" * 60,
    "-" * 60 + "1",
    " or ".join(["a"] * 200),
    "1" * 10_001,
]


@pytest.mark.parametrize("text", ["1 +", "foo(", "a b", "'open", "1 2", ")", "", *DEEP])
def test_an_expression_that_cannot_be_read_says_why(text: str) -> None:
    with pytest.raises(BadExpression, match=r"character|ends|longer|deeper|expected"):
        parse(text)


def test_an_expression_may_be_long_where_it_is_not_deep() -> None:
    assert parse("(" * 40 + "1" + ")" * 40) == parse("1")
    assert parse(" or ".join(["selected(/data/a, 'x')"] * 100)) is not None


@pytest.mark.parametrize("text", ["a | b", "//a", "@a", "$a", "child::a", "a//b", "string(a)/b"])
def test_what_is_not_run_is_refused_by_name(text: str) -> None:
    with pytest.raises(Unsupported, match="is not supported"):
        parse(text)


@pytest.mark.parametrize("text", [r"\\p{L}+", r"\\Qa\\E", "(?i)a", "[a&&b]", r"a\\Z", "(?<n>a)"])
def test_patterns_that_mean_something_else_in_java_are_refused(text: str) -> None:
    with pytest.raises(Unsupported):
        pattern(text.replace("\\\\", "\\"))


def test_patterns_match_as_in_java() -> None:
    assert pattern(r"\d{4}-\d{2}").fullmatch("2026-03")
    assert not pattern(r"\d+").fullmatch("１２")
    with pytest.raises(BadExpression, match="no regular expression"):
        pattern("[")


def test_a_seed_shuffles_as_odk_does() -> None:
    assert shuffled(list("abcdef"), 42) == shuffled(list("abcdef"), 42)
    assert sorted(shuffled(list("abcdef"), -5)) == list("abcdef")
    assert shuffled(list("abcdef"), 1) != shuffled(list("abcdef"), 2)


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        ("date", "2026/3/4", "2026-3-4"),
        ("date", "20260304", "2026-03-04"),
        ("date", "2026年3月4日", "2026-3-4"),
        ("date", "3/4", "3/4"),
        ("time", "0930", "09:30"),
        ("time", "9.30", "9:30"),
        ("time", "9点30分", "9:30"),
        ("integer", " １２ ", "12"),
        ("text", " １２ ", "１２"),
    ],
)
def test_what_people_type_is_read_where_it_means_one_thing(
    kind: Kind, text: str, answer: str
) -> None:
    assert typed(kind, text) == answer
