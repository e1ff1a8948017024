"""Rules that concern officials change: each is told once, and nobody is asked before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fieldwork import pausing
from fieldwork.announce import AT_ONCE
from fieldwork.notices import NoticeRefused, given
from inspection.frame import Reason
from inspection.policy import PolicyRow
from tests.scenarios.check import NO_HOUSEHOLDS, MakeTown
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.test_linking import TUESDAY, frame
from tests.scenarios.test_pause import ELSEWHERE, two_counties
from tests.scenarios.town import MONDAY, Town, small_roster

SATURDAY_BEFORE = date(2026, 2, 28)
THREE = {"official.contacts_a_month": "3"}


def change(town: Town, begins: date, rules: dict[str, str], region: str = "") -> None:
    with town.product.foundation.ledger.write() as book:
        for key, value in rules.items():
            book.policy.set(PolicyRow(region=region, key=key, value=value, valid_from=begins))
    town.product.engine.wake()
    town.clock.settle()


def answers(town: Town, official: str) -> None:
    chat = town.chat(official).receives("Unannounced check")
    chat.taps("On leave").receives("Until when").says("Friday.").receives("recorded")


def one_official(make_town: MakeTown) -> Town:
    town = make_town(policy=NO_HOUSEHOLDS, roster=small_roster(officials=1))
    town.link("O1")
    return town


def test_a_change_is_told_in_working_hours_with_old_new_and_day(make_town: MakeTown) -> None:
    town = one_official(make_town)
    change(town, TUESDAY, THREE | {"official.answer_minutes": "150", "public_number": "+86871999"})
    town.to(7, 59)
    chat = town.chat("O1").receives_nothing()
    town.to(8, 1)
    chat.receives("The rules of the checks change (version")
    for line in (
        "From Tuesday 3 March on:",
        "· checks a person and month, at most: 2 → 3",
        "· time to answer (working time): 4 hours → 150 minutes",
        "· the number at which you verify who we are: +8687112345 → +86871999",
        "Everything else stays as you were told.",
        "To verify who we are, dial +86871999.",
    ):
        chat.sees(line)
    town.to(11)
    answers(town, "O1")
    assert frame(town, MONDAY) == ("", 1_000_000_000)
    town.to(10, 1, day=3)
    assert frame(town, TUESDAY) == ("", 1_000_000_000)
    chat.reads_all()


def test_a_change_is_told_in_chinese(make_town: MakeTown) -> None:
    town = make_town(policy=NO_HOUSEHOLDS, roster=small_roster(officials=1, language="zh"))
    town.chat("O1").starts(town.codes["O1"]).shares_contact().reads_all()
    change(town, TUESDAY, {"official.answer_minutes": "180"})
    town.to(9)
    chat = town.chat("O1").receives("抽查规则有变化（版本")
    chat.sees("自3月3日星期二起：\n· 回答时限（工作时间）：4小时 → 3小时\n")
    chat.sees("其他规则与此前告知您的相同。")


@pytest.mark.parametrize("rule", [{"household.calls": "1"}, {"draw.rate_milli": "2500"}])
def test_what_concerns_no_official_is_not_told(make_town: MakeTown, rule: dict[str, str]) -> None:
    town = one_official(make_town)
    change(town, SATURDAY_BEFORE, rule)
    town.to(11)
    town.chat("O1").receives("Unannounced check")
    assert [m for m in town.chat("O1").messages if "rules of the checks change" in m.text] == []


def test_while_the_change_is_under_way_nobody_is_asked(
    make_town: MakeTown,
) -> None:
    """The messenger takes nothing before noon."""
    town = one_official(make_town)
    change(town, SATURDAY_BEFORE, THREE)
    town.world.faults.answer(
        "telegram.sendMessage",
        status=429,
        body={
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 14400",
            "parameters": {"retry_after": 14400},
        },
    )
    town.to(10, 31)
    assert frame(town, MONDAY) == (Reason.NOT_ANNOUNCED, 0)
    town.chat("O1").receives_nothing()
    town.to(12, 1)
    town.chat("O1").receives("2 → 3")


@pytest.mark.parametrize("linked_again", [False, True])
def test_whoever_blocks_the_bot_stays_checkable(make_town: MakeTown, linked_again: bool) -> None:
    town = one_official(make_town)
    town.chat("O1").blocks()
    change(town, SATURDAY_BEFORE, THREE)
    town.to(10, 1)
    assert frame(town, MONDAY) == ("", 1_000_000_000)
    if linked_again:
        town.chat("O1").unblocks().receives("At most 3 checks a person and month")


def test_whoever_cannot_be_told_by_a_fault_stays_checkable(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    town = one_official(make_town)
    log.expects("a message (change) was given up: code 400")
    town.world.faults.answer(
        "telegram.sendMessage",
        status=400,
        body={"ok": False, "error_code": 400, "description": "Bad Request"},
    )
    change(town, SATURDAY_BEFORE, THREE)
    town.to(11)
    assert frame(town, MONDAY) == ("", 1_000_000_000)
    town.chat("O1").receives("Unannounced check")


def test_a_change_that_is_withdrawn_is_told_again(make_town: MakeTown) -> None:
    town = one_official(make_town)
    change(town, SATURDAY_BEFORE, THREE)
    town.to(8, 1)
    town.chat("O1").receives("2 → 3")
    change(town, MONDAY, {"official.contacts_a_month": "2"})
    town.chat("O1").receives("From Monday 2 March on:\n· checks a person and month, at most: 3 → 2")
    change(town, MONDAY, THREE)
    town.chat("O1").receives("2 → 3")
    change(town, MONDAY, THREE)
    town.chat("O1").receives_nothing()
    town.to(11)
    assert frame(town, MONDAY) == ("", 1_000_000_000)
    town.chat("O1").receives("Unannounced check")


def test_whoever_is_posted_to_another_region_is_told_its_rules(make_town: MakeTown) -> None:
    roster = two_counties()
    town = make_town(policy=NO_HOUSEHOLDS, roster=roster)
    change(town, SATURDAY_BEFORE, THREE, region="530129")
    town.link("O1", "O2")
    first, second = roster.postings
    moved = replace(roster, postings=(replace(first, to_day=MONDAY), second), synthetic=True)
    later = replace(first, team="T2", from_day=TUESDAY)
    with town.product.foundation.ledger.write() as book:
        book.roster.store(replace(moved, postings=(*moved.postings, later)), town.world.now)
    town.to(11)
    answers(town, "O1")
    answers(town, "O2")
    town.to(9, day=3)
    told = [m.text for m in town.chat("O1").messages if "where you are posted now" in m.text]
    assert len(told) == 1
    assert "checks a person and month, at most: 2 → 3" in told[0]
    town.chat("O1").reads_all()
    town.chat("O2").reads_all()
    assert ELSEWHERE.startswith("530129")


def test_no_change_is_told_while_the_region_is_paused(make_town: MakeTown) -> None:
    town = one_official(make_town)
    with town.product.foundation.ledger.write() as book:
        stored, _ = pausing.begin(book, "", "Flood.", None, town.world.now)
    change(town, SATURDAY_BEFORE, THREE)
    town.to(12)
    town.chat("O1").receives_nothing()
    with town.product.foundation.ledger.write() as book:
        pausing.end(book, stored, "Dry.", town.world.now)
    town.to(10, day=3)
    town.chat("O1").receives("2 → 3")


def test_many_are_told_in_turn_and_each_once(make_town: MakeTown) -> None:
    people = AT_ONCE + 5
    town = make_town(policy=NO_HOUSEHOLDS, roster=small_roster(officials=people))
    for n in range(1, people + 1):
        town.chat(f"O{n}").starts(town.codes[f"O{n}"]).shares_contact().reads_all()
    change(town, SATURDAY_BEFORE, THREE)
    town.to(9)
    for _ in range(3):
        change(town, SATURDAY_BEFORE, THREE)
        town.clock.run_until(town.world.now + timedelta(minutes=11))
    for n in range(1, people + 1):
        told = [m for m in town.chat(f"O{n}").messages if "2 → 3" in m.text]
        assert len(told) == 1
        town.chat(f"O{n}").reads_all()


def test_who_never_links_is_called_once_the_notice_was_handed_over(make_town: MakeTown) -> None:
    town = make_town(policy=NO_HOUSEHOLDS, roster=small_roster(officials=1))
    town.to(11)
    assert frame(town, MONDAY) == (Reason.NOT_ANNOUNCED, 0)
    with town.product.foundation.ledger.write() as book:
        handed = given(book, ["O1"], by="I1", day=MONDAY, now=town.world.now)
    assert (list(handed.versions), handed.known) == (["O1"], 0)
    town.phone_of("O1").does_not_answer()
    town.to(10, 45, day=3)
    assert frame(town, TUESDAY) == ("", 1_000_000_000)
    assert [c.person for c in town.book().contacts()] == ["O1"]
    assert len(town.phone_of("O1").calls) == 1


def test_an_inspector_of_another_region_cannot_hand_over_the_notice(make_town: MakeTown) -> None:
    town = make_town(policy=NO_HOUSEHOLDS, roster=two_counties())
    with town.product.foundation.ledger.write() as book:
        with pytest.raises(NoticeRefused, match="O2: posted in 530129106201, and I1 is"):
            given(book, ["O1", "O2"], by="I1", day=date(2026, 3, 1), now=town.world.now)
        assert book.announcements.latest(TUESDAY) == {}


def test_after_a_change_a_new_notice_is_needed(make_town: MakeTown) -> None:
    town = make_town(policy=NO_HOUSEHOLDS, roster=small_roster(officials=1))
    with town.product.foundation.ledger.write() as book:
        given(book, ["O1"], by="I1", day=date(2026, 3, 1), now=town.world.now)
    change(town, MONDAY, THREE)
    town.to(11)
    assert frame(town, MONDAY) == (Reason.NOT_ANNOUNCED, 0)
