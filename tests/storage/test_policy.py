from datetime import UTC, date, datetime

from fieldwork.book import PolicyChange
from inspection.calendar import Calendar, DayKind
from inspection.policy import PolicyRow
from storage.ledger import SqlLedger

JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)


def row(
    value: str,
    begins: date,
    ends: date | None = None,
    region: str = "53",
    key: str = "official.hours",
) -> PolicyRow:
    return PolicyRow(region=region, key=key, value=value, valid_from=begins, valid_to=ends)


def test_a_row_closes_what_it_replaces_the_day_before(ledger: SqlLedger) -> None:
    other = row("09:00-17:00", JANUARY, region="54")
    with ledger.write() as book:
        book.policy.set(other)
        book.policy.set(row("09:00-12:00", JANUARY))
        book.policy.set(row("09:00-18:00", MARCH))
    with ledger.read() as book:
        assert book.policy.rows() == [
            other,
            row("09:00-12:00", JANUARY, date(2026, 2, 28)),
            row("09:00-18:00", MARCH),
        ]


def test_the_same_row_again_changes_nothing(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        for _ in range(2):
            book.policy.set(row("09:00-12:00", JANUARY))
        assert book.policy.rows() == [row("09:00-12:00", JANUARY)]


def test_two_values_never_begin_on_one_day(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.policy.set(row("09:00-12:00", JANUARY))
        book.policy.set(row("09:00-18:00", JANUARY))
        assert book.policy.rows() == [row("09:00-18:00", JANUARY)]


def test_an_exception_with_a_last_day_lets_the_rule_go_on_afterwards(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.policy.set(row("09:00-12:00", JANUARY))
        book.policy.set(row("09:00-18:00", MARCH, date(2026, 3, 5)))
        assert book.policy.rows() == [
            row("09:00-12:00", JANUARY),
            row("09:00-18:00", MARCH, date(2026, 3, 5)),
        ]


def test_the_calendar_comes_back_as_it_was_set(ledger: SqlLedger) -> None:
    working = DayKind(working=True, confirmed=True, name="")
    holiday = DayKind(working=False, confirmed=False, name="春节")
    first = Calendar(days={MARCH: working})
    second = first.replaced({JANUARY: holiday})
    with ledger.read() as book:
        assert book.policy.calendar() == Calendar(days={})
    with ledger.write() as book:
        book.policy.set_calendar(first)
    with ledger.read() as book:
        assert book.policy.calendar() == first
        assert book.policy.calendar() is book.policy.calendar()
    with ledger.write() as book:
        book.policy.set_calendar(second)
        assert book.policy.calendar() == second


def test_a_region_has_its_own_days_and_those_of_its_wider_regions(ledger: SqlLedger) -> None:
    working = DayKind(working=True, confirmed=True)
    rest = DayKind(working=False, confirmed=True, name="火把节")
    with ledger.write() as book:
        book.policy.set_calendar(Calendar(days={JANUARY: working, MARCH: working}))
        book.policy.set_calendar(Calendar(days={JANUARY: rest, MARCH: rest}), "53")
        book.policy.set_calendar(Calendar(days={JANUARY: working}), "5301")
    with ledger.read() as book:
        policy = book.policy
        assert policy.calendar().days == {JANUARY: working, MARCH: working}
        assert policy.calendar("530128106201").days == {JANUARY: working, MARCH: rest}
        assert policy.calendar("5302").days == {JANUARY: rest, MARCH: rest}
        assert policy.calendar("54") == policy.calendar()
        assert policy.own_days("5301").days == {JANUARY: working}
        assert policy.own_days("530128").days == {}
        assert policy.regions_with_days() == ["53", "5301"]


def test_who_changed_a_row_and_why_is_kept_and_sealed(ledger: SqlLedger) -> None:
    at = datetime(2026, 3, 1, 8, tzinfo=UTC)
    changes = [
        PolicyChange(at=at, by="I-07", reason="王处长同意", row=row("09:00-12:00", JANUARY)),
        PolicyChange(at=at, by="I-08", reason="Again", row=row("09:00-17:00", MARCH, MARCH)),
    ]
    with ledger.write() as book:
        assert [book.policy.note_change(change) for change in changes] == [1, 2]
    with ledger.read() as book:
        assert book.policy.changes("official.hours") == changes
        assert book.policy.changes("draw.hours") == []


def test_a_calendar_that_was_set_and_undone_is_not_remembered(ledger: SqlLedger) -> None:
    wrong = Calendar(days={MARCH: DayKind(working=True, confirmed=True)})
    right = Calendar(days={MARCH: DayKind(working=False, confirmed=True)})
    try:
        with ledger.write() as book:
            book.policy.set_calendar(wrong)
            assert book.policy.calendar() == wrong
            raise RuntimeError
    except RuntimeError:
        pass
    with ledger.read() as book:
        assert book.policy.calendar() == Calendar(days={})
    with ledger.write() as book:
        book.policy.set_calendar(right)
        assert book.policy.calendar() == right
