from datetime import date, timedelta

import pytest

from fieldwork.book import PersonKind
from fieldwork.framing import Framed
from fieldwork.issue import CALLS
from inspection.frame import Reason
from tests.scenarios.check import NO_HOUSEHOLDS, MakeTown
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.telegram_door import TelegramDoor
from tests.scenarios.town import MONDAY, SUNDAY, Town, small_roster

TUESDAY = date(2026, 3, 3)
REFUSED = "This invitation is not valid or has expired."
CLOSED = "There were too many tries and the invitation was closed."
NOT_YOURS = "This is not your own contact as it is registered."


@pytest.mark.parametrize("plus", [True, False])
def test_the_right_code_and_the_own_contact_link_an_account(town: Town, plus: bool) -> None:
    chat = town.chat("O1").starts(town.codes["O1"]).receives("share your own contact")
    chat.sees_button("Share my contact").shares_contact(plus=plus)
    chat.receives("Your account is connected. Checks and their results come here.")
    chat.receives("Rules of the checks").receives_nothing()
    assert linked(town) == {"O1"}


def test_the_button_shares_the_own_contact(town: Town) -> None:
    chat = town.chat("I1").starts(town.codes["I1"]).receives("share your own contact")
    chat.taps("Share my contact").receives("Call summaries and the daily digest come here.")
    assert linked(town) == {"I1"}


def test_an_official_is_told_the_rules_with_their_version(town: Town) -> None:
    chat = town.chat("O1").starts(town.codes["O1"]).receives("share").shares_contact()
    chat.receives("connected").receives("Rules of the checks")
    with town.product.foundation.ledger.read() as book:
        version = book.roster.official("O1").announced
        told = book.announcements.latest(SUNDAY.date())
        assert {who for who, what in told.items() if what.ever} == {"O1"}
    assert version
    for rule in (
        f"(version {version})",
        "drawn by a lottery that can be verified",
        "At most 2 checks a person and month, between 08:00-18:00",
        "within 4 hours of working time",
        "on leave, at rest, an emergency: all are good answers",
        "explain or appeal within 5 working days",
        "To verify who we are, dial +8687112345.",
    ):
        chat.sees(rule)


def test_an_account_is_linked_in_the_language_of_its_owner(make_town: MakeTown) -> None:
    town = make_town(roster=small_roster(language="zh"))
    chat = town.chat("O1").starts(town.codes["O1"]).receives("分享您本人的联系方式")
    chat.taps("分享我的联系方式").receives("账号已连接").receives("驻村工作抽查规则")


def test_a_wrong_code_is_refused_and_none_is_asked_for(town: Town) -> None:
    town.chat("O1").starts("0" * 20).receives(REFUSED).sees("邀请链接无效或已过期")
    town.chat("O1").starts().receives("Please open the invitation link")
    town.chat("O1").shares_contact().receives("Please open the invitation link")
    assert not linked(town)
    town.chat("O1").starts(town.codes["O1"]).receives("share your own contact")


def test_a_code_expires_after_its_two_weeks(town: Town) -> None:
    town.clock.run_until(SUNDAY + timedelta(days=13, hours=23))
    town.chat("O2").starts(town.codes["O2"]).receives("share your own contact")
    town.chat("O2").shares_contact().reads_all()
    assert linked(town) == {"O2"}
    town.clock.run_until(SUNDAY + timedelta(days=14))
    town.chat("O1").starts(town.codes["O1"]).receives(REFUSED)
    assert linked(town) == {"O2"}


def test_a_code_that_expired_meanwhile_links_nobody(town: Town) -> None:
    town.clock.run_until(SUNDAY + timedelta(days=13, hours=23))
    town.chat("O1").starts(town.codes["O1"]).receives("share your own contact")
    town.clock.run_until(SUNDAY + timedelta(days=14))
    town.chat("O1").shares_contact().receives(REFUSED)
    town.chat("O1").shares_contact().receives("Please open the invitation link")
    assert not linked(town)


def test_a_start_with_a_former_code_is_worth_nothing_once_there_is_a_newer_one(
    town: Town,
) -> None:
    town.chat("O1").starts(town.codes["O1"]).receives("share your own contact")
    now = town.world.now
    with town.product.foundation.ledger.write() as book:
        book.chats.invite("official", "O1", "anothercode", now + timedelta(days=1), now)
    town.chat("O1").shares_contact().receives("Please open the invitation link")
    assert not linked(town)


@pytest.mark.parametrize("written", ["{}", "/start {}", "{spaced}", "{dashed}", "{capital}"])
def test_a_code_can_be_typed_as_it_stands_on_paper(town: Town, written: str) -> None:
    code = town.codes["O1"]
    groups = [code[at : at + 4] for at in range(0, 20, 4)]
    text = written.format(
        code, spaced=" ".join(groups), dashed="-".join(groups), capital=code.upper()
    )
    town.chat("O1").says(text).receives("share your own contact").says("like this?")
    town.chat("O1").receives("press the button").shares_contact().receives("connected")
    town.chat("O1").receives("Rules")


def test_words_of_a_stranger_are_answered_with_the_way_in(town: Town) -> None:
    town.chat("O1").says("hello?").receives("Please open the invitation link")
    assert not linked(town)


def test_a_used_code_is_refused_in_the_words_of_a_wrong_one(town: Town) -> None:
    guesser = town.world.chat("Guesser", number="+8619900009999")
    guesser.starts("0" * 20).receives(REFUSED)
    town.link("O1")
    guesser.starts(town.codes["O1"]).receives(REFUSED)
    first, second = guesser.messages
    assert first.text == second.text
    assert linked(town) == {"O1"}


def test_a_code_in_a_strangers_hands_links_nothing(town: Town) -> None:
    """Neither the stranger's own contact nor the official's card in a stranger's address book."""
    stranger = town.world.chat("Stranger", number="+8619900009999")
    stranger.starts(town.codes["O1"]).receives("share your own contact")
    stranger.shares_contact().receives(NOT_YOURS)
    stranger.shares_contact(of=town.chat("O1")).receives(NOT_YOURS)
    assert not linked(town)
    town.link("O1")
    assert linked(town) == {"O1"}


def test_four_foreign_contacts_are_forgiven(town: Town) -> None:
    chat = town.chat("O1").starts(town.codes["O1"]).receives("share your own contact")
    for _ in range(4):
        chat.shares_contact(of=town.chat("O2")).receives(NOT_YOURS)
    assert tries(town, "O1") == 4
    chat.shares_contact().receives("connected").receives("Rules")
    assert linked(town) == {"O1"}


def test_the_fifth_foreign_contact_closes_the_invitation(town: Town) -> None:
    chat = town.chat("O1").starts(town.codes["O1"]).receives("share your own contact")
    for _ in range(4):
        chat.shares_contact(of=town.chat("O2")).receives(NOT_YOURS)
    chat.shares_contact(of=town.chat("O2")).receives(CLOSED)
    assert tries(town, "O1") == 5
    chat.shares_contact().receives("Please open the invitation link")
    chat.starts(town.codes["O1"]).receives(REFUSED)
    assert not linked(town)
    town.link("O2")
    assert linked(town) == {"O2"}


def test_tries_in_one_chat_close_the_invitation_in_every_chat(town: Town) -> None:
    own = town.chat("O1").starts(town.codes["O1"]).receives("share your own contact")
    stranger = town.world.chat("Stranger", number="+8619900009999")
    stranger.starts(town.codes["O1"]).receives("share your own contact")
    for _ in range(5):
        stranger.shares_contact().reads_all()
    own.shares_contact().receives(CLOSED)
    assert not linked(town)


def test_a_new_invitation_opens_the_door_again(town: Town) -> None:
    chat = town.chat("O1").starts(town.codes["O1"]).receives("share your own contact")
    for _ in range(5):
        chat.shares_contact(of=town.chat("O2")).reads_all()
    chat.starts(town.codes["O1"]).receives(REFUSED)
    with town.product.foundation.ledger.write() as book:
        now = town.world.now
        book.chats.invite("official", "O1", "anothercode", now + timedelta(days=1), now)
    chat.starts(town.codes["O1"]).receives(REFUSED)
    chat.starts("anothercode").receives("share").shares_contact().receives("connected")
    chat.receives("Rules")
    assert linked(town) == {"O1"}


def test_whoever_is_linked_already_is_told_so(town: Town) -> None:
    town.link("O1")
    chat = town.chat("O1")
    chat.starts(town.codes["O1"]).receives("Your account is connected already")
    chat.starts(town.codes["O2"]).receives("Your account is connected already")
    chat.starts().receives("Your account is connected already")
    chat.shares_contact().receives("Your account is connected already").receives_nothing()
    assert linked(town) == {"O1"}


def test_the_rules_are_told_once_even_if_every_update_is_delivered_again(
    town: Town, door: TelegramDoor
) -> None:
    town.link("O1", "I1")
    before = town.book().inbox()
    assert len(door.delivered) == before["done"] == 4
    assert door.repeats_everything() == {200}
    town.chat("O1").receives_nothing()
    town.chat("I1").receives_nothing()
    assert town.book().inbox() == before
    assert before["waiting"] == before["quarantined"] == 0


def test_nobody_is_drawn_before_an_official_was_told_the_rules(make_town: MakeTown) -> None:
    town = make_town(policy=NO_HOUSEHOLDS)
    town.to(11)
    assert frame(town, MONDAY) == (Reason.NOT_ANNOUNCED, 0)
    assert not town.book().contacts()
    town.link("O2")
    town.to(11, day=3)
    assert frame(town, TUESDAY) == ("", 1_000_000_000)
    town.chat("O2").receives("Unannounced check")
    assert [contact.person for contact in town.book().contacts()] == ["O2"]


@pytest.mark.parametrize("told", ["O1", "O2"])
def test_only_an_official_who_was_told_is_asked(make_town: MakeTown, told: str) -> None:
    town = make_town(policy=NO_HOUSEHOLDS)
    town.link(told)
    assert town.drawn().official == told
    town.to(11)
    town.chat(told).receives("Unannounced check")


@pytest.mark.parametrize("how", ["start", "unblock"])
@pytest.mark.parametrize("lost", [False, True])
def test_an_official_whose_rules_were_lost_is_told_them_at_the_next_sign_of_life(
    town: Town, log: ExpectedLog, how: str, lost: bool
) -> None:
    if lost:
        log.expects("a message (rules) was given up: code 400")
        town.world.faults.answer(
            "telegram.sendMessage",
            status=400,
            body={"ok": False, "error_code": 400, "description": "Bad Request"},
            when=lambda params: "Rules of the checks" in str(params.get("text")),
        )
    chat = town.chat("O1").starts(town.codes["O1"]).receives("share").shares_contact()
    chat.receives("connected")
    if not lost:
        chat.receives("Rules of the checks")
    chat.receives_nothing()
    if how == "start":
        chat.starts().receives("Your account is connected already")
    else:
        chat.blocks().unblocks()
    if lost:
        chat.receives("Rules of the checks")
    chat.receives_nothing()
    with town.product.foundation.ledger.read() as book:
        assert book.announcements.latest(SUNDAY.date())["O1"].how == "sent"


def linked(town: Town) -> set[str]:
    """The people who have a linked chat."""
    people: list[tuple[PersonKind, str]] = [
        ("official", "O1"),
        ("official", "O2"),
        ("inspector", "I1"),
    ]
    with town.product.foundation.ledger.read() as book:
        return {
            person
            for kind, person in people
            if any(chat.state == "linked" for chat in book.chats.of_person(kind, person))
        }


def tries(town: Town, person: str) -> int:
    with town.product.foundation.ledger.read() as book:
        return book.chats.tries("official", person)


def frame(town: Town, day: date) -> tuple[str, int]:
    """Why the team could not be drawn on that day ("" if it could), and its chance in 10**-9."""
    with town.product.foundation.ledger.read() as book:
        states = (book.slots.in_state(CALLS, state) for state in ("DRAWN", "CLOSED", "REVEALED"))
        (slot,) = [s for slots in states for s in slots if s.opens_at.date() == day]
        (row,) = Framed.unpack(book.slots.frame(slot.id)).frame.rows
    return row.reason, row.pi_ppb
