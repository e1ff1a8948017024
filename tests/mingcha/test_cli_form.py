"""`mingcha form`: what an author does with a questionnaire."""

import json
from pathlib import Path

from documents.question_sets import question_set
from tests.mingcha.command import Mingcha

FORMS = Path(__file__).parents[1] / "forms"
VISIT = str(FORMS / "visit.md")


def test_a_form_is_checked_with_what_each_channel_makes_of_it(mingcha: Mingcha) -> None:
    told = mingcha("form", "check", VISIT)
    assert told.status == 0, told.err
    assert "visit.md: 4 questions." in told.out
    seen = next(line for line in told.out.splitlines() if line.startswith("seen"))
    assert seen.split() == ["seen", "select_one", "buttons", "text", "keys"]
    assert "- more, by voice: the answer is a recording" in told.out
    only_chat = mingcha("form", "check", VISIT, "--channel", "chat")
    assert "voice" not in only_chat.out


def test_all_problems_of_a_form_are_told_with_their_place(mingcha: Mingcha, tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_text(
        "| survey |\n| | type | name | label | relevant |\n"
        "| | rank x | a | A | |\n| | text | b | B | ${c} = 1 |\n",
        encoding="utf-8",
    )
    told = mingcha("form", "check", str(bad))
    assert told.status == 2
    assert told.out.startswith("bad.md: 2 things are wrong. Nothing was stored.\n")
    assert "- survey, row 3, column relevant, b: there is no question c [expression]\n" in told.out
    fields = json.loads(mingcha("form", "check", str(bad), "--json").out)
    assert [(one["row"], one["code"]) for one in fields] == [
        (2, "unsupported-type"),
        (3, "expression"),
    ]
    assert mingcha("form", "add", str(bad)).status == 2
    assert mingcha("form", "list").out == "No form was added yet: `mingcha form add FILE`.\n"


def test_a_form_is_added_once_and_shown_by_id_or_hash(mingcha: Mingcha, tmp_path: Path) -> None:
    told = mingcha("form", "add", VISIT)
    assert told.status == 0, told.err
    assert told.out.startswith("Added visit version 3, revision ")
    assert mingcha("form", "add", VISIT).out.endswith("is here already. Nothing was changed.\n")
    (listed,) = json.loads(mingcha("form", "list", "--json").out)
    assert (listed["form"], listed["version"], listed["workbook"]) == ("visit", "3", "visit.md")
    assert mingcha("form", "show", "visit").out == mingcha("form", "show", listed["revision"]).out
    assert mingcha("form", "show", listed["revision"][:8], "--xml").out.startswith("<?xml")
    assert "no form has this id" in mingcha("form", "show", "log").err
    other = tmp_path / "visit.md"
    table = Path(VISIT).read_text(encoding="utf-8")
    other.write_text(table.replace("How often?", "How many times?"), encoding="utf-8")
    refused = mingcha("form", "add", str(other))
    assert refused.status == 2
    assert "raise `version` on the settings sheet" in refused.err


def test_a_form_is_tried_by_each_channel_with_the_same_sheet(mingcha: Mingcha) -> None:
    typed = {"chat": "[1]\n5\nroad\n", "sms": "1\n5\nroad\n"}
    sheets = set()
    for channel, lines in typed.items():
        told = mingcha("form", "try", VISIT, "--channel", channel, "--language", "zh", typed=lines)
        assert told.status == 0, told.err
        assert "您看见工作队了吗？" in told.out
        assert "(COMPLETE)" in told.out
        sheets.add(told.out.splitlines()[-1])
    (sheet,) = sheets
    assert "<seen>yes</seen><times>5</times><often>often</often>" in sheet


def test_a_form_that_nobody_finishes_is_broken_off(mingcha: Mingcha) -> None:
    told = mingcha("form", "try", VISIT, "--channel", "voice", typed="2\n")
    assert told.status == 1
    assert "Anything else? Speak after the tone" in told.out
    assert "(BROKE_OFF)" in told.out
    assert "<seen>no</seen>" in told.out.splitlines()[-1]


def test_what_is_known_is_given_and_bad_wishes_are_refused(mingcha: Mingcha) -> None:
    told = mingcha("form", "try", VISIT, "--given", "seen=yes", typed="")
    assert "<seen>yes</seen>" in told.out
    for wrong, says in (
        (("--given", "nobody=1"), "no leaf named"),
        (("--given", "seen"), "expected name=value"),
        (("--zone", "Moon"), "expected a zone"),
    ):
        refused = mingcha("form", "try", VISIT, *wrong)
        assert refused.status == 2
        assert says in refused.err


def test_a_form_is_put_to_use_if_findings_can_weigh_it(mingcha: Mingcha, tmp_path: Path) -> None:
    assert mingcha("form", "add", VISIT).status == 0
    refused = mingcha("form", "use", "visit", "--for", "official")
    assert refused.status == 2
    assert "it has no select_one whereabouts, which findings compare" in " ".join(
        refused.err.split()
    )
    own = question_set("official").read_text(encoding="utf-8")
    ours = tmp_path / "ours.md"
    ours.write_text(own.replace("| official | 干部", "| ours | 干部"), encoding="utf-8")
    assert mingcha("form", "add", str(ours)).status == 0
    told = mingcha("form", "use", "ours", "--for", "official")
    assert told.out.startswith("From the next slot on each official is asked ours version 1")
    asked = {one["form"]: one["asked_of"] for one in json.loads(listed(mingcha))}
    assert asked == {"visit": "", "ours": "official"}
    assert "is asked official version 1" in mingcha("form", "use", "--own", "--for", "official").out
    assert {one["asked_of"] for one in json.loads(listed(mingcha))} == {""}
    assert "either a form or --own" in mingcha("form", "use", "--for", "official").err


def listed(mingcha: Mingcha) -> str:
    return mingcha("form", "list", "--json").out
