from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fieldwork.ports import Ledger
from mingcha.clock import SystemChance
from mingcha.inviting import Invitation, NobodyInvited, Selection, invite, invite_unlinked
from storage.ledger import SqlLedger
from tests.scenarios.town import small_roster

NOW = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def peopled(ledger: SqlLedger) -> SqlLedger:
    with ledger.write() as book:
        book.roster.store(small_roster(), NOW)
    return ledger


def invited(ledger: Ledger) -> tuple[Invitation, ...]:
    return invite_unlinked(ledger, SystemChance(), now=NOW, lasts=WEEK)


def linked(ledger: Ledger, code: str) -> None:
    with ledger.write() as book:
        invite = book.chats.invite_of(code)
        assert invite is not None
        chat = book.chats.meet("4711", NOW)
        book.chats.save(replace(chat, kind=invite.kind, person=invite.person, state="linked"))


def test_everybody_who_can_link_is_invited_officials_first(peopled: SqlLedger) -> None:
    people = [(one.kind, one.person) for one in invited(peopled)]
    assert people == [("official", "O1"), ("official", "O2"), ("inspector", "I1")]


def test_every_code_is_different_and_beyond_guessing(peopled: SqlLedger) -> None:
    codes = [one.code for one in invited(peopled)]
    assert len(set(codes)) == 3
    assert all(len(code) == 20 for code in codes)


def test_a_code_is_found_again_with_its_person_and_end(peopled: SqlLedger) -> None:
    first = invited(peopled)[0]
    with peopled.read() as book:
        invite = book.chats.invite_of(first.code)
    assert invite is not None
    assert (invite.kind, invite.person, invite.used) == ("official", "O1", False)
    assert invite.expires_at == NOW + WEEK


def test_a_new_code_ends_the_former_one(peopled: SqlLedger) -> None:
    before, after = invited(peopled)[0], invited(peopled)[0]
    with peopled.read() as book:
        assert book.chats.invite_of(before.code) is None
        assert book.chats.invite_of(after.code) is not None


def test_who_is_linked_is_not_invited_again(peopled: SqlLedger) -> None:
    linked(peopled, invited(peopled)[0].code)
    assert [one.person for one in invited(peopled)] == ["O2", "I1"]


def test_nobody_registered_is_nobody_invited(ledger: SqlLedger) -> None:
    assert invited(ledger) == ()


@pytest.mark.parametrize(
    ("selection", "people"),
    [
        (Selection(only="officials"), ["O1", "O2"]),
        (Selection(only="inspectors"), ["I1"]),
        (Selection(only="administrators"), []),
        (Selection(region="530128106"), ["O1", "O2"]),
        (Selection(region="53"), ["O1", "O2", "I1"]),
        (Selection(region="99"), []),
        (Selection(people={"O2", "I1"}), ["O2", "I1"]),
    ],
)
def test_some_are_invited_and_the_others_keep_their_codes(
    peopled: SqlLedger, selection: Selection, people: list[str]
) -> None:
    before = {one.person: one.code for one in invited(peopled)}
    chosen = invite(peopled, SystemChance(), selection, now=NOW, lasts=WEEK)
    assert [one.person for one in chosen] == people
    with peopled.read() as book:
        for person, code in before.items():
            assert (book.chats.invite_of(code) is None) == (person in people)


@pytest.mark.parametrize(("person", "why"), [("O1", "linked already"), ("O9", "nobody of that id")])
def test_who_cannot_be_invited_is_named_and_nobody_is(
    peopled: SqlLedger, person: str, why: str
) -> None:
    first, second, *_ = invited(peopled)
    linked(peopled, first.code)
    with pytest.raises(NobodyInvited, match=f"{person}: {why}.*nobody was invited"):
        invite(peopled, SystemChance(), Selection(people={person, "O2"}), now=NOW, lasts=WEEK)
    with peopled.read() as book:
        assert book.chats.invite_of(second.code) is not None


def test_who_blocked_the_bot_is_not_invited_past_an_inspectors_word(peopled: SqlLedger) -> None:
    linked(peopled, invited(peopled)[0].code)
    with peopled.write() as book:
        book.chats.set_blocked(1, True)
    assert [one.person for one in invited(peopled)] == ["O2", "I1"]


def test_an_invitation_shows_no_code_in_a_traceback(peopled: SqlLedger) -> None:
    first = invited(peopled)[0]
    assert first.code not in repr(first)
    assert "Official 1" not in repr(first)
