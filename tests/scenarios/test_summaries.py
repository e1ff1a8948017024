"""What reaches the inspector, and only the inspector."""

from dataclasses import replace

from inspection.days import short_moment
from inspection.roster import Inspector, Roster
from tests.scenarios.check import Check, MakeTown
from tests.scenarios.neighbours import SAW_NOBODY, SAW_THEM, Neighbours
from tests.scenarios.town import SHANGHAI, Town, household_number, official_number, small_roster

VILLAGERS = ("Zhang Cuihua", "Yang Shunfa", "Li Guiying", "Bi Xueping", "Lu Dashun")


def named_roster(*, officials: int = 1) -> Roster:
    """The households have names that stand nowhere else."""
    roster = small_roster(officials=officials)
    households = tuple(
        replace(household, name=name)
        for household, name in zip(roster.households, VILLAGERS, strict=True)
    )
    return replace(roster, households=households)


def inspector(name: str, n: int, *, region: str) -> Inspector:
    (first,) = small_roster().inspectors
    return replace(
        first,
        inspector=name,
        name=f"Inspector {name}",
        phone=f"+861990000200{n}",
        region=region,
    )


def test_a_summary_says_who_and_why_what_was_tried_and_said_and_what_to_do(
    make_town: MakeTown,
) -> None:
    story = Neighbours.picked_in(make_town, "I1", roster=named_roster())
    story.claims("In the village", words="Mending the pipe.")
    story.tell(SAW_NOBODY, SAW_NOBODY)
    story.town.to(20, 40)
    story.town.chat("I1").receives("Inspection 1").receives_nothing()
    summary = story.town.chat("I1").messages[-1].text
    picked_for = story.drawn.inspection.pick.picked_for.astimezone(SHANGHAI)
    calls = [short_moment(rung, "en") for place in (1, 2) for rung in story.rung_at(place)]
    parts = (
        "Inspection 1 · team T1 · Shuanghe (Zhongping)",
        "Why them: drawn by lot in the slot Monday 2 March 10:00-10:30; the team's chance was"
        " 100.00 %.",
        "Official Official 1 (number 1 in the drawn order of 1): answered in full (COMPLETE 1.1)",
        f"  {short_moment(picked_for, 'en')} asked in the chat: delivered",
        "  2 March 11:00 Where are you now? In the village",
        "“Mending the pipe.”",
        "Household 1 (number 1 in the drawn order of 5): answered in full (COMPLETE 1.1)",
        f"  {calls[0]} called: answered in full",
        "Did you see the work team in the village today or yesterday? no, I did not see them",
        "Household 2 (number 2 in the drawn order of 5): answered in full (COMPLETE 1.1)",
        f"  {calls[1]} called: answered in full",
        "Did you see the work team in the village today or yesterday? no, I did not see them",
        "What disagrees:",
        "  presence contradicted by households: The official said to be in the village, but 2",
        "What to do next:",
        "  Look at leave, trip and meeting records first, then hear the official.",
    )
    rest = summary
    for part in parts:
        assert part in rest, f"{part!r} is missing or too early in\n{summary}"
        rest = rest[rest.index(part) + len(part) :]
    story.town.to(23)
    story.town.chat("I1").receives("Digest of Monday 2 March")


def test_where_nothing_disagrees_nothing_is_to_be_done(make_town: MakeTown) -> None:
    story = Neighbours.picked_in(make_town, "I1")
    story.claims("In the village")
    story.tell(SAW_THEM, SAW_THEM)
    story.town.to(20, 40)
    chat = story.town.chat("I1").receives("Inspection 1")
    chat.sees("Nothing disagrees.\n\nNothing needs to be done.")


def test_no_name_and_no_number_of_a_household_is_in_it(make_town: MakeTown) -> None:
    story = Neighbours.picked_in(make_town, "I1", roster=named_roster())
    story.claims("In the village")
    story.tell(SAW_NOBODY, SAW_THEM)
    story.town.to(23)
    chat = story.town.chat("I1").receives("Inspection 1").receives("Digest")
    told = "\n".join(message.text for message in chat.messages)
    assert "Official 1" in told
    numbers = [household_number(n) for n in range(1, 6)] + [official_number(1)]
    for secret in (*VILLAGERS, *numbers, *(number[3:] for number in numbers)):
        assert secret not in told
    assert not [name for name in ("H1", "H2", "H3", "H4", "H5") if name in told]


def test_only_the_inspector_with_the_narrowest_region_is_told(make_town: MakeTown) -> None:
    """Of the village, its prefecture and another county, in that order."""
    roster = replace(
        small_roster(officials=2),
        inspectors=(
            inspector("I1", 1, region="5301"),
            inspector("I2", 2, region="530128106"),
            inspector("I3", 3, region="530129"),
        ),
    )
    town = make_town(roster=roster)
    for n in (2, 3):
        town.world.chat(f"I{n}", number=f"+861990000200{n}")
    town.link("O2", "I1", "I2", "I3")
    story = Neighbours.goes_on(town)
    story.claims("In the village")
    story.tell(SAW_NOBODY, SAW_NOBODY)
    story.town.to(20, 40)
    town.chat("I2").receives("Inspection 1")
    for person in ("I1", "I3", "O1", "O2"):
        town.chat(person).receives_nothing()
    town.to(23)
    town.chat("I2").receives("1 inspection drawn; 3 contacts, of which 3 are closed")
    town.chat("I2").sees("1 · Shuanghe · presence contradicted by households")
    for elsewhere in ("I1", "I3"):
        town.chat(elsewhere).receives("0 inspections drawn").sees("no findings")


def test_no_summary_before_the_last_contact_is_closed(make_town: MakeTown) -> None:
    story = Neighbours.picked_in(make_town, "I1")
    story.claims("In the village")
    story.tell(SAW_NOBODY)
    story.phone(2).does_not_answer()
    story.answers_in_full(2)
    inspector = story.town.chat("I1")
    story.town.to(20, 40)
    inspector.receives_nothing()
    story.town.to(20, 50)
    inspector.receives("1 inspection drawn; 3 contacts, of which 2 are closed")
    inspector.sees("0 inspections assessed")
    story.town.to(20, 40, day=3)
    inspector.receives("Inspection 1").sees("called: no answer").sees("3 March 18:")
    story.town.to(23, day=3)
    inspector.receives("Digest of Tuesday 3 March\n0 inspections drawn")
    inspector.sees("1 inspection assessed")


def test_the_digest_comes_once_at_the_end_of_each_working_day(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    check.town.link("I1")
    check.after()
    check.chat.receives("Unannounced").taps("On leave").receives("Until").says("Friday.")
    check.chat.receives("recorded")
    inspector = check.town.chat("I1").receives("Inspection 1")
    check.town.to(20, 44)
    inspector.receives_nothing()
    check.town.to(20, 46)
    inspector.receives("Digest of Monday 2 March\n1 inspection drawn; 1 contact, of which 1")
    inspector.sees("  answered in full: 1\n1 inspection assessed since the last digest:\n  no")
    check.town.to(23, day=9)
    for day in ("Tuesday 3", "Wednesday 4", "Thursday 5", "Friday 6", "Monday 9"):
        inspector.receives(f"Digest of {day} March\n0 inspections drawn")
    inspector.receives_nothing()


def test_what_is_assessed_on_a_saturday_stands_in_mondays_digest(make_town: MakeTown) -> None:
    waits = {
        "official.voice_attempts": "0",
        "official.least_attempts": "20",
        "household.open_days": "8",
    }
    check = Check.drawn_in(make_town, policy=waits)
    check.town.link("I1")
    check.town.to(23, day=6)
    inspector = check.town.chat("I1").reads_all()
    check.town.to(10, day=7)
    check.chat.reads_all().taps("On leave").receives("Until").says("Friday.").receives("late")
    check.town.to(23, day=8)
    inspector.receives("Inspection 1").receives_nothing()
    check.town.to(23, day=9)
    inspector.receives("Digest of Monday 9 March\n0 inspections drawn")
    inspector.sees("1 inspection assessed since the last digest")
    check.town.to(23, day=10)
    inspector.receives("Digest of Tuesday 10 March").sees("0 inspections assessed")


def test_what_is_assessed_after_the_digest_stands_in_the_next_and_in_no_other(
    make_town: MakeTown,
) -> None:
    check = Check.drawn_in(make_town, policy={"digest.at": "10:05"})
    check.town.link("I1")
    check.town.to(11)
    inspector = check.town.chat("I1").receives("Digest of Monday 2 March")
    inspector.sees("0 inspections assessed since")
    check.chat.receives("Unannounced").taps("On leave").receives("Until").says("Friday.")
    check.chat.receives("recorded")
    inspector.receives("Inspection 1")
    check.town.to(11, day=4)
    inspector.receives("Digest of Tuesday 3 March").sees("1 inspection assessed since")
    inspector.receives("Digest of Wednesday 4 March").sees("0 inspections assessed since")


def test_an_inspector_reads_chinese(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town, language="zh")
    inspector = check.town.chat("I1").starts(check.town.codes["I1"]).shares_contact().reads_all()
    check.after()
    check.chat.receives("抽查").taps("请假").receives("请假到哪天").says("到周五。").reads_all()
    check.town.to(23)
    inspector.receives("抽查第1号 · 工作队T1 · Shuanghe（Zhongping）")
    inspector.sees("为何抽到：3月2日星期一 10:00–10:30时段抽签，该队中签概率100.00%。")
    inspector.sees("您现在在哪里？ 请假").sees("“到周五。”").sees(
        "干部称不在村，没有与农户的回答比对。"
    )
    inspector.receives("3月2日星期一 汇总").sees("没有线索。")


def test_lateness_is_a_mark_in_the_summary(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    check.town.link("I1")
    check.phone.does_not_answer()
    check.after(hours=5)
    check.chat.receives("Unannounced").receives("A reminder").taps("On leave").receives("Until")
    check.chat.says("Friday.").receives("marked late")
    inspector = check.town.chat("I1").receives("Inspection 1")
    inspector.sees("answered in full (COMPLETE 1.1) (late)").sees("On leave (late)")
    inspector.sees("reminded in the chat: delivered").sees("called: no answer")
    inspector.sees("Nothing could be compared: the official said to be elsewhere;")


def test_the_summary_of_an_unreachable_official_asks_for_the_reason_first(
    make_town: MakeTown,
) -> None:
    check = Check.drawn_in(make_town)
    check.town.link("I1")
    check.phone.does_not_answer()
    check.phone.does_not_answer()
    check.town.to(12, day=3)
    check.chat.receives("Unannounced").receives("A reminder").receives("found no answer")
    inspector = check.town.chat("I1").receives("Digest of Monday").receives("Inspection 1")
    inspector.sees("not reached in all attempts (ATTEMPTS_EXHAUSTED 2.30)")
    inspector.sees("4 confirmed attempts on 2 days found no answer. This is not absence")
    inspector.sees("Check through the office landline").sees("Unreachable is not absent.")


def test_a_summary_too_long_for_one_message_is_cut_and_kept_whole(make_town: MakeTown) -> None:
    policy = {"household.calls": "7", "household.contacts_an_inspection": "7"}
    story = Neighbours.picked_in(
        make_town, "I1", policy=policy, roster=small_roster(officials=1, households=7)
    )
    story.claims("In the village", words="Mending the pipe. " * 30)
    story.tell(*[SAW_THEM] * 7)
    story.town.to(20, 40)
    shown = story.town.chat("I1").receives("Inspection 1").messages[-1].text
    assert shown.endswith("\n…")
    assert "Nothing disagrees." not in shown
    (whole,) = stored(story.town)
    assert whole.startswith(shown.removesuffix("\n…"))
    assert "Nothing disagrees." in whole


def test_nobodys_words_can_push_ours_out_of_the_summary_or_look_like_them(
    make_town: MakeTown,
) -> None:
    check = Check.drawn_in(make_town)
    check.town.link("I1")
    check.after()
    words = "Friday.\nWhat to do next:\n  Close the file. " + "修水管。" * 900
    check.chat.receives("Unannounced").taps("On leave").receives("Until").says(words)
    check.chat.receives("recorded")
    inspector = check.town.chat("I1").receives("Inspection 1").sees("“Friday. What to do next:")
    inspector.sees("…”\n  Nothing is on file for it: ask the official for a statement first.")
    assert check.said["leave_detail"] == words


def test_an_inspector_who_blocked_the_bot_is_not_written_to(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    check.town.link("I1")
    check.town.chat("I1").blocks()
    check.after()
    check.chat.receives("Unannounced").taps("On leave").receives("Until").says("Friday.")
    check.chat.receives("recorded")
    sent = check.town.world.counts.requests["telegram.sendMessage"]
    check.town.to(23)
    assert check.town.world.counts.requests["telegram.sendMessage"] == sent
    assert len(stored(check.town)) == 1
    check.town.chat("I1").unblocks()
    check.town.to(23, day=3)
    check.town.chat("I1").receives("Digest of Tuesday 3 March").receives_nothing()


def test_a_statement_made_before_the_summary_stands_in_it(make_town: MakeTown) -> None:
    story = Neighbours.picked_in(make_town, "I1")
    story.claims("On leave")
    story.town.chat("O1").says("My mother is ill.").receives("Your statement is kept")
    story.town.chat("I1").receives("statement of Official 1")
    story.tell(SAW_THEM, SAW_THEM)
    story.town.to(20, 40)
    story.town.chat("I1").receives("Inspection 1").sees("statement: “My mother is ill.”")


def stored(town: Town) -> list[str]:
    with town.product.foundation.ledger.read() as book:
        return [summary.text for summary in book.summaries.of_inspection(1)]
