from datetime import date

from inspection.amendment import objections
from inspection.explanation import explained, narrower
from inspection.policy import PolicyRow

TODAY = date(2026, 3, 10)


def row(
    value: str, since: str, until: str = "", region: str = "", key: str = "household.calls"
) -> PolicyRow:
    return PolicyRow(
        region=region,
        key=key,
        value=value,
        valid_from=date.fromisoformat(since),
        valid_to=date.fromisoformat(until) if until else None,
    )


HELD = row("1", "2026-01-01")


def refused(*after: PolicyRow, before: tuple[PolicyRow, ...] = (HELD,)) -> list[str]:
    return objections(before, after, today=TODAY)


def test_a_row_may_begin_today_and_not_earlier() -> None:
    closed = row("1", "2026-01-01", "2026-03-09")
    assert refused(closed, row("2", "2026-03-10")) == []
    earlier = row("1", "2026-01-01", "2026-03-08")
    told = refused(earlier, row("2", "2026-03-09"))
    assert [line.partition(":")[0] for line in told] == [
        "household.calls from 2026-01-01",
        "household.calls from 2026-03-09",
    ]
    assert "expected a first day from 2026-03-10 on" in told[1]


def test_before_the_first_draw_rows_may_begin_at_any_time() -> None:
    after = (HELD, row("2", "2025-01-01", region="53"))
    assert len(refused(*after)) == 1
    assert objections((HELD,), after, today=None) == []


def test_a_row_that_has_begun_may_end_but_not_be_taken_out_or_changed() -> None:
    assert refused(row("1", "2026-01-01", "2026-03-10")) == []
    assert refused(row("1", "2026-01-01", "2026-03-09")) == []
    assert "days before 2026-03-10 have passed" in refused(row("1", "2026-01-01", "2026-03-08"))[0]
    assert "days before 2026-03-10 have passed" in refused(row("3", "2026-01-01"))[0]
    assert refused() == ["household.calls from 2026-01-01: it has begun and cannot be taken out"]


def test_a_row_that_has_not_begun_may_be_changed() -> None:
    ahead = row("2", "2026-04-01", region="53")
    assert refused(HELD, row("3", "2026-04-01", region="53"), before=(HELD, ahead)) == []


def test_a_contradiction_is_told_once_where_and_when_it_would_first_hold() -> None:
    """Six households are tried at most, unless a region says otherwise."""
    more = row("7", "2026-04-01")
    own = row("2", "2026-01-01", region="53", key="household.rest_days")
    assert refused(HELD, more, own, before=(HELD, own)) == [
        "from 2026-04-01: household.contacts_an_inspection is 6, less than household.calls (7);"
        " so many could never be asked"
    ]
    enough = row("7", "2026-04-01", key="household.contacts_an_inspection")
    assert refused(HELD, more, own, enough, before=(HELD, own)) == []


def test_a_contradiction_of_a_region_with_a_wider_one_is_found_after_the_last_day() -> None:
    """While the exception lasts all is well; when it ends, the county asks for too many."""
    county = row("7", "2026-04-01", region="530128")
    while_it_lasts = row(
        "8", "2026-04-01", "2026-04-30", region="53", key="household.contacts_an_inspection"
    )
    (told,) = refused(HELD, county, while_it_lasts)
    assert told.startswith(
        "from 2026-05-01 in region 530128: household.contacts_an_inspection is 6"
    )


def test_it_is_explained_where_a_value_comes_from_and_until_when_it_holds() -> None:
    rows = [
        HELD,
        row("3", "2026-03-01", "2026-03-31", region="53"),
        row("4", "2026-03-20", region="5301"),
    ]

    def of(region: str) -> tuple[str, str, date | None]:
        found = {one.rule.key: one for one in explained(rows, region, TODAY)}["household.calls"]
        return found.value, found.source, found.until

    assert of("") == ("1", "everywhere", None)
    assert of("54") == ("1", "everywhere", None)
    assert of("53") == ("3", "region 53", date(2026, 3, 31))
    assert of("530128") == ("3", "region 53", date(2026, 3, 19))
    rate = next(one for one in explained(rows, "", TODAY) if one.rule.key == "draw.rate_milli")
    assert (rate.value, rate.source, rate.until) == ("2000", "default", None)


def test_the_rows_of_narrower_regions_stay_beside_a_wider_one() -> None:
    inner = row("3", "2026-03-01", region="5301")
    over = row("3", "2026-01-01", "2026-02-01", region="5301")
    other = row("3", "2026-03-01", region="54")
    wide = row("5", "2026-03-05", region="53")
    assert narrower([HELD, inner, over, other, wide], wide) == [inner]
