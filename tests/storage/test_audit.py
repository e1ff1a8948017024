import hashlib
import json

import pytest
import sqlalchemy as sa

from storage.failure import StoreRefused
from storage.store import Store
from storage.tables import audit_entries
from tests.storage.samples import HOUR, NOW

_E = audit_entries.c


@pytest.fixture
def noted(store: Store) -> Store:
    with store.ledger.write() as book:
        for n in range(1, 4):
            book.audit.note(NOW + n * HOUR, "scheduler", "slot drawn", f"slot {n}")
    return store


def broken_at(store: Store) -> int | None:
    with store.ledger.read() as book:
        return book.audit.broken_at()


def test_an_empty_log_has_a_head_of_zeros(store: Store) -> None:
    with store.ledger.read() as book:
        assert book.audit.head() == bytes(32)
        assert book.audit.broken_at() is None


def test_each_hash_follows_from_the_one_before(noted: Store) -> None:
    head = bytes(32)
    for n in range(1, 4):
        entry = {
            "about": f"slot {n}",
            "act": "slot drawn",
            "actor": "scheduler",
            "at": f"2026-03-02T0{1 + n}:00:00.123456+00:00",
            "n": n,
        }
        written = json.dumps(entry, separators=(",", ":")).encode()
        head = hashlib.sha256(head + hashlib.sha256(written).digest()).digest()
    with noted.ledger.read() as book:
        assert book.audit.head() == head
    assert broken_at(noted) is None


@pytest.mark.parametrize(("index", "upto"), [(1, None), (1, 1), (2, 3), (3, None)])
def test_an_entry_can_be_proved_up_to_any_later_head(
    noted: Store, index: int, upto: int | None
) -> None:
    with noted.ledger.read() as book:
        proof = book.audit.proof(index, upto)
        newest = book.audit.newest()
    assert proof.entry["about"] == f"slot {index}"
    assert len(proof.heads()) == (upto or 3) - index + 1
    assert proof.heads()[-1] == proof.head
    assert newest.index == 3
    assert (proof.head == newest.head) == (upto in (None, 3))


@pytest.mark.parametrize(("index", "upto"), [(0, None), (4, None), (3, 2), (1, 4)])
def test_what_is_not_in_the_log_cannot_be_proved(
    noted: Store, index: int, upto: int | None
) -> None:
    with noted.ledger.read() as book, pytest.raises(LookupError, match="entries 1 to 3"):
        book.audit.proof(index, upto)


def test_the_log_goes_on_in_the_next_unit_of_work(noted: Store) -> None:
    with noted.ledger.write() as book:
        before = book.audit.head()
        book.audit.note(NOW, "inspector I1", "read", "contact 1")
        after = book.audit.head()
        book.audit.note(NOW, "inspector I1", "read", "contact 2")
        assert len({before, after, book.audit.head()}) == 3
    assert broken_at(noted) is None


def test_a_note_through_a_look_is_refused_and_not_lost_in_silence(noted: Store) -> None:
    with pytest.raises(StoreRefused, match="use write"), noted.ledger.read() as book:
        book.audit.note(NOW, "inspector I1", "read", "contact 1")


@pytest.mark.parametrize(
    ("tampering", "first"),
    [
        (sa.update(audit_entries).where(_E.n == 2).values(about="slot 9"), 2),
        (sa.update(audit_entries).where(_E.n == 2).values(at=NOW), 2),
        (sa.update(audit_entries).where(_E.n == 3).values(hash=bytes(32)), 3),
        (sa.delete(audit_entries).where(_E.n == 1), 1),
        (sa.delete(audit_entries).where(_E.n == 2), 2),
        (sa.update(audit_entries).where(_E.n == 3).values(n=4), 3),
    ],
)
def test_the_first_entry_that_was_tampered_with_is_named(
    noted: Store, tampering: sa.Executable, first: int
) -> None:
    assert broken_at(noted) is None
    with noted.engines.writing() as connection:
        connection.execute(tampering)
    assert broken_at(noted) == first
