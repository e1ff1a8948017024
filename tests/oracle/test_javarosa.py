"""What ODK Collect's engine does where a reader of the XForms specification expects otherwise."""

from datetime import UTC, datetime, timedelta

from tests.oracle.java import java_clock
from tests.oracle.javarosa import JavaRosa
from tests.oracle.sight import Outcome
from tests.oracle.xforms import survey, xform_of

NOW = datetime(2026, 3, 2, 2, 30, 15, tzinfo=UTC)
OK = Outcome(verdict="ok", said={})


def test_java_believes_the_time_that_it_is_told() -> None:
    head = "type | name | label | calculation"
    for day in (0, 1):
        java_clock().set(NOW + timedelta(days=day))
        interview = JavaRosa(
            survey(
                "text | q | Q |", "calculate | d | | today()", "calculate | m | | now()", head=head
            )
        )
        leaves = dict(interview.leaves())
        assert leaves["/data/d"] == f"2026-03-0{2 + day}T00:00:00.000+08:00"
        assert leaves["/data/m"] == f"2026-03-0{2 + day}T10:30:15.000+08:00"


def test_an_answer_that_is_no_longer_relevant_is_kept_but_unseen() -> None:
    interview = JavaRosa(
        survey(
            "text | a | A | |",
            "text | b | B | ${a} = 'x' |",
            "calculate | c | | | concat('[', ${b}, ']')",
            head="type | name | label | relevant | calculation",
        )
    )
    interview.answer("x")
    interview.answer("mine")
    assert interview.leaves() == (("/data/a", "x"), ("/data/b", "mine"), ("/data/c", "[mine]"))
    interview.back()
    interview.back()
    interview.answer("y")
    assert interview.at_end
    assert interview.leaves() == (("/data/a", "y"), ("/data/c", "[]"))
    interview.back()
    interview.answer("x")
    assert interview.leaves() == (("/data/a", "x"), ("/data/b", "mine"), ("/data/c", "[mine]"))


def test_no_constraint_stands_in_the_way_of_no_answer() -> None:
    closed = survey("integer | a | A | false()", head="type | name | label | constraint")
    assert JavaRosa(closed).answer("5").verdict == "violated"
    assert JavaRosa(closed).answer("") == OK


def test_a_later_answer_that_spoils_an_earlier_one_is_found_at_the_end() -> None:
    interview = JavaRosa(
        survey(
            "integer | some | Some | . <= ${most} or ${most} = ''",
            "integer | most | Most |",
            head="type | name | label | constraint",
        )
    )
    assert [interview.answer("5"), interview.answer("4")] == [OK, OK]
    assert interview.at_end
    assert interview.check().verdict == "violated"
    assert interview.sight().path == "/data/some"
    assert [interview.answer("4"), interview.answer("4")] == [OK, OK]
    assert interview.check() == OK


def test_a_choice_that_is_offered_no_more_goes_when_its_question_is_seen_again() -> None:
    interview = JavaRosa(xform_of("choice_filter"))
    interview.answer("east")
    interview.answer("e1")
    interview.back()
    interview.back()
    interview.answer("west")
    assert dict(interview.leaves())["/data/county"] == "e1"
    assert interview.sight().offered == ("w1",)
    assert dict(interview.leaves())["/data/county"] == ""


def test_languages_differ_in_every_text() -> None:
    sight = JavaRosa(xform_of("languages")).sight()
    english, chinese = sight.texts["English (en)"], sight.texts["中文 (zh)"]
    assert (english.label, english.hint) == ("Which crop?", "The main one.")
    assert (chinese.label, chinese.hint) == ("种什么？", "主要的一种。")
    assert chinese.audio == "crop_zh.mp3"
    assert [choice.label for choice in chinese.choices] == ["水稻", "茶", "山药"]
    assert sight.offered == ("rice", "tea", "yam")
