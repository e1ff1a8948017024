from datetime import timedelta

import pytest

from documents.calendar import calendar_of
from fieldwork.assess import Assess
from inspection.disposition import Disposition
from storage.store import Store
from tests.storage.samples import HOUR, NOW, ROSTER, contact_of, open_inspection


def test_an_inspection_that_breaks_is_left_alone_and_the_others_are_weighed(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with store.ledger.write() as book:
        book.policy.set_calendar(calendar_of(range(2026, 2027)))
        book.roster.store(ROSTER, NOW)
        for hours, person in ((0, "O9"), (1, "O1")):  # nobody knows O9
            inspection = open_inspection(book, hours=hours)
            contact = book.contacts.open(contact_of(inspection, person, tag=person))
            book.contacts.save(contact.close(Disposition.LEFT_POST, NOW + HOUR))
    assess, now = Assess(ledger=store.ledger), NOW + 2 * HOUR
    assert assess.work(now) == 1
    assert assess.work(now) == 0
    with store.ledger.read() as book:
        assert [book.inspections.get(n).assessed_at for n in (1, 2)] == [None, now]
    (record,) = caplog.records
    assert record.getMessage() == "inspection 1 could not be weighed: LookupError"
    assess.work(now + timedelta(minutes=5))
    assert len(caplog.records) == 2
