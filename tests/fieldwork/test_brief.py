from datetime import timedelta

import pytest

from documents.calendar import calendar_of
from fieldwork.brief import Brief, day_for
from inspection.disposition import Disposition
from storage.store import Store
from tests.storage.samples import HOUR, NOW, ROSTER, SLOT, contact_of, open_inspection, pick_of


@pytest.fixture
def two(store: Store) -> Store:
    """The first has no official, so nothing can be said of it."""
    with store.ledger.write() as book:
        book.policy.set_calendar(calendar_of(range(2026, 2027)))
        book.roster.store(ROSTER, NOW)
        broken, slot = open_inspection(book, hours=3), book.slots.commit(SLOT, b"frame")
        pick = book.slots.add_pick(pick_of(slot.id, "T1", NOW))
        whole = book.inspections.open(pick.id, [NOW.date()], "abc", NOW)
        contact = book.contacts.open(contact_of(whole, "O1"))
        book.contacts.save(contact.close(Disposition.LEFT_POST, NOW + HOUR))
        for inspection in (broken, whole):
            book.inspections.assessed(inspection, [], NOW + HOUR)
    return store


def test_an_inspection_that_cannot_be_summarised_is_left_alone_and_the_others_are(
    two: Store, caplog: pytest.LogCaptureFixture
) -> None:
    brief, now = Brief(ledger=two.ledger), NOW + 2 * HOUR
    assert brief._summaries(now) == 1
    assert brief._summaries(now) == 0
    with two.ledger.read() as book:
        assert [len(book.summaries.of_inspection(n)) for n in (1, 2)] == [0, 1]
        assert book.vitals.untold(now) == 1
        assert book.vitals.untold(NOW) == 0, "it may yet come"
    (record,) = caplog.records
    assert record.getMessage().startswith("inspection 1 could not be summarised: ")
    brief._summaries(now + timedelta(minutes=5))
    assert len(caplog.records) == 2


def test_a_digest_is_made_without_what_cannot_be_read(
    two: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with two.ledger.read() as book:
        day = day_for(book, None, NOW.date(), NOW + 2 * HOUR)
    assert [dossier.inspection for dossier in day.drawn] == [2]
    assert "inspection 1 was left out of a digest: " in caplog.text
