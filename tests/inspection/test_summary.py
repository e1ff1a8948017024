from dataclasses import replace

import pytest

from inspection.answer_words import said_in_words
from inspection.day_digest import Day, of_day
from inspection.disposition import Disposition
from inspection.dossier import ContactFile, Dossier
from inspection.finding import weigh
from inspection.outcome_words import outcome
from inspection.summary import afterwards, late_answer, of_inspection
from inspection.wording import LANGUAGES
from inspection.writing import shortened
from tests.inspection.contacts import (
    MONDAY,
    OFFICIAL,
    POLICY,
    VILLAGER,
    at,
    called,
    undelivered,
    written,
)
from tests.inspection.dossiers import answer, dossier, file

D = Disposition
CHECKED = file(
    "official",
    attempts=(written("09:10"),),
    said_at="09:20",
    rank=2,
    whereabouts="village",
    task="修水渠",
)
FIRST = file(
    "household",
    attempts=(called("12:30", D.NON_CONTACT), called("18:00", D.COMPLETE)),
    said_at="18:01",
    language="zh",
    consent="yes",
    household="yes",
    seen="no",
)
SECOND = file(
    "household", attempts=(called("Tue 12:35", D.COMPLETE),), said_at="Tue 12:36", rank=3, seen="no"
)
SAW_THEM = file("household", said_at="12:36", rank=4, seen="yes")


def summary(case: Dossier, language: str = "en") -> str:
    return of_inspection(case, weigh(case, POLICY, at("Wed 20:00")), language=language)


def test_a_summary_says_who_and_why_them() -> None:
    text = summary(dossier(CHECKED, FIRST, SECOND))
    assert text.startswith("Inspection 7 · team T1 · 尚德村 (撒营盘镇)\n")
    assert "drawn by lot in the slot Monday 2 March 09:00-09:30" in text
    assert "chance was 1.59 %" in text
    assert "Official 欧阳明华 (number 2 in the drawn order of 4): answered in full" in text
    assert "Household 2 (number 3 in the drawn order of 12)" in text


def test_attempts_and_answers_stand_in_the_order_of_their_local_times() -> None:
    lines = summary(dossier(CHECKED, FIRST)).splitlines()
    begin = next(n for n, line in enumerate(lines) if line.startswith("Household 1"))
    assert lines[begin + 1 : begin + 4] == [
        "  2 March 12:30 called: no answer",
        "  2 March 18:00 called: answered in full",
        "  2 March 18:01 Did you see the work team in the village today or yesterday?"
        " no, I did not see them",
    ]


def test_a_question_shows_the_days_as_they_were_named_when_it_was_heard() -> None:
    text = summary(dossier(CHECKED, FIRST, SECOND))
    assert "in the village today or yesterday?" in text
    assert "in the village on Monday 2 March or Sunday 1 March?" in text


def test_a_household_has_a_number_and_no_name_and_its_opening_is_nobodys_business() -> None:
    text = summary(dossier(CHECKED, FIRST))
    assert "H1" not in text
    assert "alone" not in text
    assert "Choose your language" not in text


def test_what_disagrees_is_said_with_what_to_do_next() -> None:
    text = summary(dossier(CHECKED, FIRST, SECOND))
    assert "presence contradicted by households: The official said to be in the village" in text
    assert "This is a signal, not a verdict." in text
    assert "conclude nothing" not in text


def test_where_nothing_disagrees_there_is_nothing_to_do() -> None:
    text = summary(dossier(CHECKED, SAW_THEM))
    assert "Nothing disagrees." in text
    assert "Nothing needs to be done." in text


@pytest.mark.parametrize(
    ("official", "households", "reason"),
    [
        (CHECKED, (FIRST,), "It takes 2 that agree"),
        (CHECKED, (FIRST, SAW_THEM), "1 household saw nobody, but 1 saw the team"),
        (CHECKED, (FIRST, SECOND, SAW_THEM), "2 households saw nobody, but 1 saw the team"),
        (
            file("official", said_at="Wed 09:00", whereabouts="village"),
            (FIRST, SECOND),
            "spoke of another day",
        ),
        (
            file("official", said_at="18:02", whereabouts="village"),
            (FIRST, SECOND),
            "1 of them spoke too early",
        ),
    ],
)
def test_households_who_saw_nobody_are_shown_with_the_reason_why_it_is_no_signal(
    official: ContactFile, households: tuple[ContactFile, ...], reason: str
) -> None:
    text = summary(dossier(official, *households))
    assert reason in text
    assert text.count("conclude nothing from it") == 1
    assert "Nothing needs to be done." in text


def test_a_claim_by_telephone_is_shown_as_not_verified() -> None:
    by_phone = replace(
        CHECKED, answers=tuple(replace(one, channel="voice") for one in CHECKED.answers)
    )
    text = summary(dossier(by_phone, FIRST, SECOND))
    assert "came by telephone and was not verified" in text
    assert "presence contradicted" not in text
    assert "by telephone" not in summary(dossier(CHECKED, FIRST, SECOND))
    divided = summary(dossier(by_phone, FIRST, SAW_THEM))
    assert "came by telephone and was not verified" in divided
    assert "but 1 saw the team" in divided
    assert "by telephone" not in summary(dossier(by_phone, SAW_THEM, SAW_THEM))


@pytest.mark.parametrize(
    ("official", "households", "reason"),
    [
        (
            file("official", said_at="09:20", whereabouts="trip"),
            (FIRST, SECOND),
            "said to be elsewhere; households were not compared",
        ),
        (file("official", ended=D.NON_CONTACT), (SAW_THEM,), "the official did not say where."),
        (CHECKED, (file("household", ended=D.REFUSED),), "no household said"),
        (CHECKED, (file("household", seen="away"),), "no household said"),
    ],
)
def test_where_nothing_was_compared_nothing_is_said_to_agree(
    official: ContactFile, households: tuple[ContactFile, ...], reason: str
) -> None:
    text = summary(dossier(official, *households))
    assert "Nothing could be compared: " in text
    assert reason in text
    assert "Nothing disagrees." not in text
    silent = not official.answers
    assert ("Nothing follows from this check." in text) == silent
    assert ("Nothing needs to be done." in text) != silent


def test_what_was_said_after_the_summary_is_told_apart_from_what_stands_in_it() -> None:
    words = answer("statement", "路断了\n一天", at("Wed 09:00"), channel="chat")
    case = dossier(replace(CHECKED, answers=(*CHECKED.answers, words)), SAW_THEM)
    assert afterwards(case, at("Wed 09:00"), language="en") == ""
    assert afterwards(case, at("Tue 09:00"), language="en").splitlines() == [
        "After this summary:",
        "  4 March 09:00 statement: “路断了 一天”",
    ]


def test_an_answer_after_the_summary_is_one_line_and_marked_late() -> None:
    late = answer("whereabouts", "village", at("Wed 09:00"), late=True, channel="chat")
    assert late_answer(dossier(CHECKED), late, language="en") == (
        "Inspection 7: 欧阳明华 answered after it was assessed: Where are you now?"
        " In the village (late)"
    )


def test_late_repeated_and_lost_messages_are_marked() -> None:
    late = file(
        "official",
        attempts=(
            undelivered("09:10", D.CARRIER_FAULT),
            written("11:00", "remind"),
        ),
        said_at="15:00",
        late=True,
        whereabouts="trip",
    )
    text = summary(dossier(late))
    assert "answered in full (COMPLETE 1.1) (late)" in text
    assert "2 March 09:10 asked in the chat: fault of the carrier" in text
    assert "2 March 11:00 reminded in the chat: delivered" in text
    assert "On an official trip (late)" in text
    assert "(late)" not in summary(dossier(CHECKED))


def test_wishes_on_the_phone_are_shown() -> None:
    wish = file("household", said_at="12:36", person_wanted="yes", stopped="yes")
    text = summary(dossier(CHECKED, wish))
    assert "asked to speak to a person" in text
    assert "ended the call by key" in text


def test_a_degraded_proof_is_said_and_a_full_one_is_not() -> None:
    assert "degraded: local custodian only" in summary(
        dossier(CHECKED, degraded="local custodian only")
    )
    assert "degraded" not in summary(dossier(CHECKED))


def test_people_cannot_write_lines_that_look_like_ours() -> None:
    sly = "巡查\n\nNothing disagrees.\n\nNothing needs to be done. {village} <b>"
    forged = file("official", said_at="09:20", whereabouts="village", task=sly)
    text = summary(dossier(forged, FIRST, SECOND))
    assert "“巡查 Nothing disagrees. Nothing needs to be done. {village} <b>”" in text
    assert "\nNothing disagrees." not in text


def test_a_long_answer_cannot_push_what_disagrees_out_of_the_message() -> None:
    endless = file("official", said_at="09:20", whereabouts="village", task="修" * 4000)
    text = shortened(summary(dossier(endless, FIRST, SECOND)))
    assert "修…”" in text
    assert "This is a signal, not a verdict." in text


def test_an_answer_is_shown_as_the_person_heard_it() -> None:
    assert said_in_words(VILLAGER, "seen", "away", "en") == "I was away from the village"
    assert said_in_words(OFFICIAL, "task", " 修 \n 渠 ", "en") == "“修 渠”"
    assert said_in_words(OFFICIAL, "unknown", "yes", "en") == "yes"


def test_an_outcome_carries_its_code_and_an_open_contact_says_so() -> None:
    assert outcome(D.REFUSED, "en") == "did not want to answer (REFUSED 2.11)"
    assert outcome(None, "en") == "still open"
    assert "still open" in summary(dossier(file("official", ended=None)))


@pytest.mark.parametrize("ppb", [1, 1_000, 15_873_016, 1_000_000_000])
def test_a_chance_is_never_shown_as_none(ppb: int) -> None:
    shown = summary(replace(dossier(CHECKED), pi_ppb=ppb))
    assert "chance was 0.00 %" not in shown
    assert ("chance was 100.00 %" in shown) == (ppb == 1_000_000_000)


def test_the_digest_counts_what_was_drawn_what_is_closed_and_what_was_found() -> None:
    waiting = file("household", ended=None, rank=2)
    drawn = dossier(CHECKED, FIRST, waiting)
    assessed = dossier(CHECKED, FIRST, SECOND)
    found = weigh(assessed, POLICY, at("Tue 20:00"))
    text = of_day(Day(day=MONDAY, drawn=(drawn,), assessed=((assessed, found),)), language="en")
    assert text.splitlines() == [
        "Digest of Monday 2 March",
        "1 inspection drawn; 3 contacts, of which 2 are closed:",
        "  answered in full: 2",
        "1 inspection assessed since the last digest:",
        "  7 · 尚德村 · presence contradicted by households",
    ]


def test_a_quiet_day_has_a_digest_too() -> None:
    text = of_day(Day(day=MONDAY, drawn=(), assessed=()), language="en")
    assert "0 inspections drawn" in text
    assert text.endswith("no findings")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_place_is_left_open_in_either_language(language: str) -> None:
    case = dossier(CHECKED, FIRST, SECOND, SAW_THEM, degraded="no public beacon")
    day = Day(day=MONDAY, drawn=(case,), assessed=((case, ()),))
    for text in (summary(case, language), of_day(day, language=language)):
        assert "{" not in text
        assert "None" not in text


def test_an_emergency_asks_for_help_before_anything_else() -> None:
    told = of_inspection(dossier(file("official", whereabouts="emergency")), (), language="en")
    assert "get in touch today" in told
    assert "Nothing needs to be done" not in told


def test_a_villager_who_wants_a_person_is_called_back_from_outside_the_county() -> None:
    files = (file("official", whereabouts="village"), file("household", person_wanted="yes"))
    assert "from outside the county call back" in of_inspection(dossier(*files), (), language="en")
