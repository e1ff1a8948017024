from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork.book import Reply
from inspection.call import Line, Turn
from inspection.contact import AttemptState, Contact
from inspection.disposition import Disposition
from storage.failure import StoreRefused
from storage.ledger import SqlLedger
from tests.storage.samples import (
    HOUR,
    NOW,
    ROSTER,
    attempt_of,
    contact_of,
    open_inspection,
)

TURN = Turn(lines=(Line(language="zh", text="您好，这里是甲村回访"),), step=3, listens=True)


@pytest.fixture
def contact(ledger: SqlLedger) -> Contact:
    with ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        return book.contacts.open(contact_of(open_inspection(book)))


def test_a_contact_comes_back_as_it_was_opened(ledger: SqlLedger, contact: Contact) -> None:
    assert contact == replace(contact_of(inspection=1), id=1)
    with ledger.read() as book:
        assert book.contacts.get(contact.id) == contact
        assert book.contacts.by_token("a1") == contact
        assert book.contacts.by_token("a2") is None
        assert book.contacts.of_inspection(contact.inspection) == [contact]
        with pytest.raises(LookupError, match="no contact 9"):
            book.contacts.get(9)


def test_what_changes_is_saved(ledger: SqlLedger, contact: Contact) -> None:
    changed = replace(
        contact,
        next_at=None,
        planned_at=NOW + 2 * HOUR,
        close_by=NOW + 3 * HOUR,
        dialogue=replace(contact.dialogue, ended="COMPLETE", answers={"seen": "no"}),
        language="en",
        disposition=Disposition.COMPLETE,
        closed_at=NOW + HOUR,
        late=True,
    )
    with ledger.write() as book:
        book.contacts.save(changed)
        with pytest.raises(LookupError, match="no contact 9"):
            book.contacts.save(replace(changed, id=9))
    with ledger.read() as book:
        assert book.contacts.get(contact.id) == changed


def test_due_contacts_come_in_order_of_their_moment(ledger: SqlLedger, contact: Contact) -> None:
    tick = timedelta(microseconds=1)
    moments = {"b": NOW - HOUR, "c": NOW, "d": NOW + tick, "e": None, "f": NOW - tick}
    with ledger.write() as book:
        numbers = {
            token: book.contacts.open(
                contact_of(contact.inspection, "H2", next_at=moment, tag=token)
            ).id
            for token, moment in moments.items()
        }
        expected = [numbers["b"], numbers["f"], contact.id, numbers["c"]]
        assert book.contacts.due(NOW, limit=9) == expected
        assert book.contacts.due(NOW, limit=2) == expected[:2]
        assert book.contacts.due(NOW - 2 * HOUR, limit=9) == []
        assert book.contacts.next_due() == NOW - HOUR


def test_nothing_is_due_without_contacts(ledger: SqlLedger) -> None:
    with ledger.read() as book:
        assert book.contacts.next_due() is None
        assert book.contacts.due(NOW, limit=9) == []


def test_a_persons_contacts_are_found_since_a_moment(ledger: SqlLedger, contact: Contact) -> None:
    with ledger.write() as book:
        later = book.contacts.open(
            replace(contact_of(contact.inspection, tag="b"), opened_at=NOW + HOUR)
        )
        book.contacts.open(contact_of(contact.inspection, "H2", tag="c"))
        assert book.contacts.of_person("household", "H1", NOW) == [contact, later]
        assert book.contacts.of_person("household", "H1", NOW + HOUR) == [later]
        assert book.contacts.of_person("official", "H1", NOW) == []


def test_contacts_are_counted_by_kind_and_outcome(ledger: SqlLedger, contact: Contact) -> None:
    with ledger.write() as book:
        book.contacts.open(contact_of(contact.inspection, "O1", tag="b"))
        book.contacts.open(contact_of(contact.inspection, "H2", tag="c"))
        book.contacts.save(replace(contact, disposition=Disposition.REFUSED))
        assert book.contacts.dispositions() == {
            ("household", "REFUSED"): 1,
            ("household", "open"): 1,
            ("official", "open"): 1,
        }


def test_an_attempt_comes_back_and_changes(ledger: SqlLedger, contact: Contact) -> None:
    with ledger.write() as book:
        address = book.roster.voice_addresses("household", "H1")[0].id
        attempt = book.contacts.try_on(attempt_of(contact.id, address))
        assert attempt == replace(attempt_of(contact.id, address), id=1)
        ended = replace(
            attempt,
            state=AttemptState.FINAL,
            provider_id="CA1",
            sequence=4,
            confirmed_at=NOW,
            ended_at=NOW + HOUR,
            deadline=NOW + 2 * HOUR,
            disposition=Disposition.BUSY,
            repeated=True,
        )
        book.contacts.save_attempt(ended)
        assert book.contacts.attempts(contact.id) == [ended]
        assert book.contacts.attempt(attempt.id) == ended
        assert book.contacts.attempt_by_token("t1") == ended
        assert book.contacts.attempt_by_provider("CA1") == ended


def test_unknown_attempts_are_none_or_named(ledger: SqlLedger, contact: Contact) -> None:
    with ledger.write() as book:
        address = book.roster.voice_addresses("household", "H1")[0].id
        attempt = book.contacts.try_on(attempt_of(contact.id, address))
        assert book.contacts.attempt_by_token("t2") is None
        assert book.contacts.attempt_by_provider("") is None
        with pytest.raises(LookupError, match="no attempt 9"):
            book.contacts.attempt(9)
        with pytest.raises(LookupError, match="no attempt 9"):
            book.contacts.save_attempt(replace(attempt, id=9))
        with pytest.raises(LookupError, match="no address 99"):
            book.contacts.try_on(attempt_of(contact.id, 99, tag="t2"))


def test_a_live_call_is_seen_from_every_household_with_that_number(
    ledger: SqlLedger, contact: Contact
) -> None:
    with ledger.write() as book:
        own, second = (a.id for a in book.roster.voice_addresses("household", "H1"))
        (shared,) = (a.id for a in book.roster.voice_addresses("household", "H2"))
        assert book.contacts.live_on([]) == []
        call = book.contacts.try_on(attempt_of(contact.id, own))
        assert book.contacts.live_on([own, second]) == [call]
        assert book.contacts.live_on([shared]) == [call]
        assert book.contacts.live_on([second]) == []
        book.contacts.save_attempt(replace(call, state=AttemptState.FINAL))
        assert book.contacts.live_on([own, second]) == []


def test_a_number_never_has_two_live_calls(ledger: SqlLedger, contact: Contact) -> None:
    with ledger.write() as book:
        own = book.roster.voice_addresses("household", "H1")[0].id
        shared = book.roster.voice_addresses("household", "H2")[0].id
        call = book.contacts.try_on(attempt_of(contact.id, own))
    with pytest.raises(StoreRefused), ledger.write() as book:
        book.contacts.try_on(attempt_of(contact.id, shared, tag="t2"))
    with ledger.write() as book:
        book.contacts.save_attempt(replace(call, state=AttemptState.FINAL))
        assert book.contacts.try_on(attempt_of(contact.id, shared, tag="t2")).address == shared


def test_a_chat_may_have_two_attempts_at_once(ledger: SqlLedger, contact: Contact) -> None:
    with ledger.write() as book:
        chat = book.chats.meet("100200300", NOW).id
        for token in ("t1", "t2"):
            book.contacts.try_on(replace(attempt_of(contact.id, chat, token), channel="chat"))
        assert len(book.contacts.attempts(contact.id)) == 2
        assert book.contacts.live_on([chat]) == []


def test_replies_come_back_in_order(ledger: SqlLedger, contact: Contact) -> None:
    first = Reply(
        contact=contact.id,
        attempt=None,
        question="seen",
        value="no",
        raw="1",
        channel="voice",
        at=NOW,
        late=False,
    )
    second = replace(first, question="else", value="路在修", raw="路在修。", late=True)
    with ledger.write() as book:
        book.contacts.add_reply(first)
        book.contacts.add_reply(second)
        assert book.contacts.replies(contact.id) == [first, second]
        assert book.contacts.replies(contact.id + 1) == []


def test_a_step_is_answered_once_and_said_again_the_same(
    ledger: SqlLedger, contact: Contact
) -> None:
    last = replace(TURN, step=4, listens=False)
    with ledger.write() as book:
        address = book.roster.voice_addresses("household", "H1")[0].id
        attempt = book.contacts.try_on(attempt_of(contact.id, address)).id
        assert book.contacts.turn(attempt, 2) is None
        assert book.contacts.last_turn(attempt) is None
        book.contacts.add_turn(attempt, 2, TURN, NOW)
        book.contacts.add_turn(attempt, 3, last, NOW)
        assert book.contacts.turn(attempt, 2) == TURN
        assert book.contacts.last_turn(attempt) == last
    with pytest.raises(StoreRefused), ledger.write() as book:
        book.contacts.add_turn(attempt, 2, last, NOW)


def test_contacts_of_a_slot_are_opened_and_found_together(
    ledger: SqlLedger, contact: Contact
) -> None:
    others = [contact_of(contact.inspection, person, tag=person) for person in ("H2", "O1")]
    with ledger.write() as book:
        book.contacts.open_all(others)
        book.contacts.open_all([])
    with ledger.read() as book:
        stored = book.contacts.of_inspection(contact.inspection)
        assert [one.person for one in stored] == ["H1", "H2", "O1"]
        assert [replace(one, id=0) for one in stored[1:]] == others
        found = book.contacts.of_people("household", ["H1", "H2", "H9"], NOW)
        assert found == {"H1": [contact], "H2": [stored[1]], "H9": []}
        later = book.contacts.of_people("household", ["H1"], NOW + HOUR)
        assert later == {"H1": []}
