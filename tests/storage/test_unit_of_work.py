"""A unit of work that only looks is at one moment: what it asks twice is looked up once."""

from datetime import date

from inspection.policy import PolicyRow
from storage.store import Store
from tests.statements import hear
from tests.storage.samples import HOUR, NOW

ROW = PolicyRow(region="", key="household.calls", value="1", valid_from=date(2026, 1, 1))


def test_a_look_asks_for_the_same_once(store: Store) -> None:
    asked: list[str] = []
    hear(store.engines.reader, asked.append)
    with store.ledger.read() as book:
        answers = [book.contacts.next_due() for _ in range(3)]
        both = [book.contacts.due(NOW, limit) for limit in (1, 2)]
    assert answers == [None] * 3
    assert both == [[], []]
    assert sum("FROM contacts" in one for one in asked) == 1 + 2


def test_whoever_writes_asks_again(store: Store) -> None:
    asked: list[str] = []
    hear(store.engines.writer, asked.append)
    with store.ledger.write() as book:
        assert book.leases.take("duty", "one", NOW, NOW + HOUR)
        first = [book.leases.of("duty") for _ in range(2)]
        assert book.leases.take("duty", "one", NOW, NOW + 2 * HOUR)
        second = book.leases.of("duty")
    assert [lease and lease.until for lease in (*first, second)] == [
        NOW + HOUR,
        NOW + HOUR,
        NOW + 2 * HOUR,
    ]
    looks = [one for one in asked if one.startswith("SELECT") and "FROM leases" in one]
    assert len(looks) == 5


def test_rules_pauses_and_calendars_are_read_at_once_and_anew_after_a_change(store: Store) -> None:
    asked: list[str] = []
    hear(store.engines.writer, asked.append)
    with store.ledger.write() as book:
        assert (book.policy.rows(), book.pauses.known()) == ([], [])
        assert book.policy.regions_with_days() == []
        assert len([one for one in asked if one.startswith("SELECT")]) == 1
        book.policy.set(ROW)
        assert book.policy.rows() == [ROW]
