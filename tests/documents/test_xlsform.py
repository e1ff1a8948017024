"""Workbooks of questions: converted, or refused with everything that is wrong."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from documents.xlsform import convert
from inspection.questionnaire import engine
from inspection.questionnaire.library import FUNCTIONS
from inspection.questionnaire.problem import Code, Problem, Refused
from inspection.questionnaire.register import Lookup
from inspection.questionnaire.scene import World
from inspection.questionnaire.submission import leaves

GOOD = """
| survey |
| | type | name | label | relevant |
| | integer | age | Age? | |
| | text | why | Why? | ${age} > 17 |
"""


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "form.md"
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        convert(path)
    return caught.value.problems


def test_a_workbook_becomes_the_same_revision_each_time(tmp_path: Path) -> None:
    first, second = (convert(table(tmp_path, GOOD)) for _ in range(2))
    assert first.xml == second.xml
    assert first.form.revision == second.form.revision
    assert [question.name for question in first.form.questions] == ["age", "why"]


def test_all_that_is_wrong_is_said_at_once_and_where(tmp_path: Path) -> None:
    text = """
| survey |
| | type | name | label | relevant | constraint | calculation |
| | integer | age | Age? | ${agee} > 1 | | |
| | text | why | Why? | | . > | |
| | geotrace | way | Way? | | | |
| | begin repeat | child | Child | | | |
| | text | name | Name? | | | |
| | end repeat | | | | | |
| | calculate | sum | | | | sine(1) |
| | select_one yn | ok | Ok? | | | |
"""
    found = [(p.row, p.column, p.code, p.name) for p in refused(table(tmp_path, text))]
    assert found == [
        (2, "relevant", Code.EXPRESSION, "age"),
        (3, "constraint", Code.EXPRESSION, "why"),
        (4, "type", Code.UNSUPPORTED_TYPE, "way"),
        (5, "type", Code.UNSUPPORTED_REPEAT, "child"),
        (8, "calculation", Code.UNSUPPORTED_FUNCTION, "sum"),
        (9, "type", Code.CHOICES, "ok"),
    ]


def test_each_row_that_the_converter_dislikes_is_named(tmp_path: Path) -> None:
    text = """
| survey |
| | type | name | label | parameters | calculation | trigger |
| | | nothing | No type | | | |
| | range | r | R | start=1;end | | |
| | calculate | c | | | | |
| | integer | | No name | | | |
| | select_one yn | s | S | randomize=perhaps | | |
| | image | im | I | max-pixels=abc | | |
| | text | tt | T | | now() | seen |
| | begin group | g | G | | | |
| | text | age | Age? | foo=1 | | |
| | rank yn | order | Order? | | | |
| | text | fine | ${order} ${c} | | | |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | | No |
"""
    found = [(p.sheet, p.row, p.name) for p in refused(table(tmp_path, text))]
    assert found == [
        ("survey", 2, "nothing"),
        ("survey", 3, "r"),
        ("survey", 4, "c"),
        ("survey", 5, ""),
        ("survey", 6, "s"),
        ("survey", 7, "im"),
        ("survey", 8, "tt"),
        ("survey", 9, "g"),
        ("survey", 10, "age"),
        ("survey", 11, "order"),
        ("choices", 3, "yn"),
    ]


def test_a_complaint_names_the_row_and_does_not_show_it_whole(tmp_path: Path) -> None:
    text = "| survey |\n| | type | name | label |\n| | text | a | A |\n| | | b | B |\n"
    (problem,) = refused(table(tmp_path, text))
    assert str(problem) == ("survey, row 3, b: Question with no type; mend the row [conversion]")


@pytest.mark.parametrize(
    ("row", "code", "says"),
    [
        ("| | rank yn | a | A | |", Code.UNSUPPORTED_TYPE, "rank"),
        ("| | datetime | a | A | |", Code.UNSUPPORTED_TYPE, "datetime"),
        ("| | username | a | | |", Code.UNSUPPORTED_METADATA, "username"),
        ("| | select_one_from_file x.csv | a | A | |", Code.UNSUPPORTED_LIST, "another file"),
        ("| | calculate | a | | regex(${b}, ${b}) |", Code.UNSUPPORTED_EXPRESSION, "computed"),
        ("| | calculate | a | | ${a} + 1 |", Code.CIRCULAR, "waits for itself"),
        ("| | calculate | a | | /data/x |", Code.EXPRESSION, "/data/x is no question"),
        ("| | calculate | a | | pulldata('x', 'a', 'b', 'c') |", Code.UNSUPPORTED_LIST, "x is not"),
        ("| | calculate | a | | ${b} \\| ${b} |", Code.UNSUPPORTED_EXPRESSION, "union"),
        ("| | nonsense | a | A | |", Code.UNSUPPORTED_TYPE, "nonsense"),
    ],
)
def test_what_is_outside_is_refused_by_its_name(
    tmp_path: Path, row: str, code: Code, says: str
) -> None:
    head = "| survey |\n| | type | name | label | calculation |\n| | text | b | B | |\n"
    (problem,) = refused(table(tmp_path, f"{head}{row}\n"))
    assert problem.code is code
    assert says in problem.message
    assert problem.row == 3
    assert problem.remedy


def test_a_default_that_is_no_value_is_refused(tmp_path: Path) -> None:
    text = "| survey |\n| | type | name | label | default |\n| | integer | a | A | old |\n"
    (problem,) = refused(table(tmp_path, text))
    assert (problem.code, problem.row, problem.column) == (Code.DEFAULT, 2, "default")
    assert convert(table(tmp_path, text.replace("old", "7"))).form.questions


def test_every_code_is_explained_to_authors() -> None:
    page = (Path(__file__).parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")
    assert [code for code in Code if f"`{code}`" not in page] == []


def test_every_function_is_named_to_authors() -> None:
    page = (Path(__file__).parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")
    known = set(FUNCTIONS) - {"is-selected"}
    assert sorted(name for name in known if f"`{name}`" not in page) == []


@pytest.mark.parametrize("column", ["phone", "official", "household", "name"])
def test_nothing_else_of_a_register_is_seen(tmp_path: Path, column: str) -> None:
    text = """
| survey |
| | type | name | label | calculation |
| | text | team | Team? | |
| | calculate | a | | pulldata('roster', {}) |
"""
    (problem,) = refused(table(tmp_path, text.format(f"'{column}', 'team', ${{team}}")))
    assert problem.code is Code.UNSUPPORTED_EXPRESSION
    assert f"the column {column} of the register roster is not supported" in problem.message
    assert problem.remedy.startswith("a form sees team, team_name, village,")
    (problem,) = refused(table(tmp_path, text.format(f"'county', '{column}', ${{team}}")))
    assert f"the key {column} of the register roster" in problem.message
    (problem,) = refused(table(tmp_path, text.format("${team}, 'team', ${team}")))
    assert "a name that is computed" in problem.message


def test_registers_are_looked_up_by_pulldata(tmp_path: Path) -> None:
    text = """
| survey |
| | type | name | label | calculation |
| | text | code | Code? | |
| | calculate | village | | pulldata('roster', 'village', 'village_code', ${code}) |
"""
    form = convert(table(tmp_path, text)).form
    assert form.lookups == {Lookup("roster", "village", "village_code")}
    rows = ({"village_code": "1", "village": "Shanhe"}, {"village_code": "2", "village": "Baishi"})
    world = World(now=datetime(2026, 3, 4, tzinfo=UTC), tables={"roster": rows})
    state = engine.start(form, world, seed="s")
    for code, village in (("2", "Baishi"), ("3", ""), ("", "")):
        after, _ = engine.step(form, state, code, world)
        assert ("/data/village", village) in list(leaves(form, after))


def test_what_is_no_workbook_is_said_to_be_none(tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"x")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\3\4nothing")
    for path, says in (
        (letter, "is no .xlsx"),
        (broken, "is no workbook"),
        (tmp_path / "a.md", ""),
        (table(tmp_path, "nothing"), "form.md holds no sheets"),
    ):
        (problem,) = refused(path)
        assert problem.code is Code.UNREADABLE
        assert says in problem.message


def test_our_own_columns_need_no_declaration(tmp_path: Path) -> None:
    text = """
| survey |
| | type | name | label | bind::mingcha:stops | bind::mingcha:needed |
| | select_one c | free | Can you talk? | later=LATER no=REFUSED | SILENT |
| choices |
| | list_name | name | label |
| | c | yes | yes |
| | c | later | later |
| | c | no | no |
"""
    question = convert(table(tmp_path, text)).form.question("free")
    assert question.stops == {"later": "LATER", "no": "REFUSED"}
    assert question.needed == "SILENT"
    (problem,) = refused(table(tmp_path, text.replace("later=LATER", "later=so what")))[:1]
    assert (problem.code, problem.row, problem.column) == (
        Code.DISPOSITION,
        2,
        "bind::mingcha:stops",
    )
