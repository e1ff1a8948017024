from dataclasses import replace

import pytest

from fieldwork.book import Chat, Invite
from storage.ledger import SqlLedger
from tests.storage.samples import HOUR, NOW


def test_a_chat_is_met_once(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        chat = book.chats.meet("100200300", NOW)
        assert chat == Chat(id=1, kind=None, person="", state="unknown")
        assert book.chats.meet("100200300", NOW + HOUR) == chat
        assert book.chats.meet("100200301", NOW).id != chat.id
    with ledger.read() as book:
        assert book.chats.get(chat.id) == chat
        assert book.chats.address(chat.id) == "100200300"
        assert book.chats.meet("100200300", NOW) == chat
        with pytest.raises(LookupError, match="no chat 9"):
            book.chats.get(9)
        with pytest.raises(LookupError, match="no chat 9"):
            book.chats.address(9)
        with pytest.raises(LookupError, match="no such chat"):
            book.chats.meet("100200309", NOW)


def test_linked_and_blocked_chats_belong_to_a_person(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        chat = book.chats.meet("1", NOW)
        book.chats.save(replace(chat, kind="official", person="O1", state="pending"))
        assert book.chats.of_person("official", "O1") == []
        linked = replace(chat, kind="official", person="O1", state="linked")
        book.chats.save(linked)
        assert book.chats.of_person("official", "O1") == [linked]
        assert book.chats.of_person("inspector", "O1") == []
        book.chats.set_blocked(chat.id, True)
        assert book.chats.of_person("official", "O1") == [replace(linked, state="blocked")]
        book.chats.set_blocked(chat.id, False)
        assert book.chats.of_person("official", "O1") == [linked]
        with pytest.raises(LookupError, match="no chat 9"):
            book.chats.save(replace(linked, id=9))


def test_blocking_links_nobody(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        chat = book.chats.meet("1", NOW)
        for blocked in (True, False):
            book.chats.set_blocked(chat.id, blocked)
            assert book.chats.get(chat.id).state == "unknown"


def test_an_invite_is_found_by_its_code(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.chats.invite("official", "O1", "c0de", NOW + HOUR, NOW)
        book.chats.invite_tried("official", "O1")
        book.chats.invite_tried("official", "O1")
        book.chats.invite_tried("inspector", "O1")
        assert book.chats.tries("official", "O1") == 2
        assert book.chats.tries("official", "O2") == 0
        assert book.chats.invite_of("c0de") == Invite(
            id=1,
            kind="official",
            person="O1",
            made_at=NOW,
            expires_at=NOW + HOUR,
            tries=2,
            used=False,
        )
        book.chats.invite_used("official", "O1")
        used = book.chats.invite_of("c0de")
        assert used is not None
        assert used.used
        assert book.chats.invite_of("C0DE") is None


def test_a_new_code_ends_the_older_one(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.chats.invite("official", "O1", "old", NOW + HOUR, NOW)
        book.chats.invite_tried("official", "O1")
        book.chats.invite("official", "O2", "other", NOW + HOUR, NOW)
        book.chats.invite("official", "O1", "new", NOW + 2 * HOUR, NOW)
        assert book.chats.invite_of("old") is None
        assert book.chats.invite_of("other") is not None
        assert book.chats.tries("official", "O1") == 0
        book.chats.invite("official", "O1", "old", NOW + 3 * HOUR, NOW)
        again = book.chats.invite_of("old")
        assert again is not None
        assert again.expires_at == NOW + 3 * HOUR
