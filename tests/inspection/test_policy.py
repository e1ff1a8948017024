import re
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from inspection.digest import sha
from inspection.policy import (
    Policy,
    PolicyRow,
    canonical_policy,
    in_force,
    policy_hash,
    values_of,
    version,
)
from inspection.rule import PolicyError
from inspection.rulebook import RULES, read_value
from inspection.rulebook.amount import Amount
from inspection.rulebook.approvals import Approvals

DAY = date(2026, 3, 2)
COUNTY = "530128"


def row(
    value: str, region: str = "", key: str = "draw.rate_milli", since: str = "2026-01-01",
    until: str | None = None,
) -> PolicyRow:  # fmt: skip
    return PolicyRow(
        region=region,
        key=key,
        value=value,
        valid_from=date.fromisoformat(since),
        valid_to=date.fromisoformat(until) if until else None,
    )


def rate(*rows: PolicyRow, region: str = COUNTY, day: date = DAY) -> int:
    return in_force(rows, region, day).draw_rate_milli


def test_without_rows_the_defaults_hold() -> None:
    policy = in_force([], COUNTY, DAY)
    assert policy == Policy.of({})
    assert (policy.draw_rate_milli, policy.draw_cycle_days, policy.draw_floor_days) == (
        2000,
        63,
        16,
    )
    assert policy.official_hours.text() == "08:00-18:00"
    assert policy.household_hours_workday.spans == ((720, 810), (1080, 1230))
    assert (policy.zone, policy.digest_at) == (ZoneInfo("Asia/Shanghai"), time(20, 45))
    assert policy.public_number == ""


def test_the_narrowest_region_that_holds_the_code_wins_in_any_order() -> None:
    rows = [row("1000"), row("3000", "5301"), row("2500", "53"), row("9000", "5302")]
    for ordered in (rows, rows[::-1]):
        assert rate(*ordered) == 3000
        assert rate(*ordered, region="530200000000") == 9000
        assert rate(*ordered, region="110000") == 1000


def test_the_narrower_region_wins_even_over_a_newer_row_of_the_wider_one() -> None:
    assert rate(row("3000", "5301"), row("1000", "53", since="2026-02-01")) == 3000


def test_a_row_holds_from_its_first_to_its_last_day() -> None:
    limited = row("5000", since="2026-03-02", until="2026-03-06")
    by_day = [rate(limited, day=date(2026, 3, day)) for day in (1, 2, 6, 7)]
    assert by_day == [2000, 5000, 5000, 2000]


def test_of_two_rows_of_one_region_the_one_that_began_last_holds() -> None:
    rows = [row("5000", since="2026-02-01"), row("3000", since="2026-01-01")]
    assert rate(*rows) == rate(*rows[::-1]) == 5000
    assert rate(*rows, day=date(2026, 1, 31)) == 3000


def test_two_values_from_one_day_are_refused_and_one_said_twice_is_not() -> None:
    assert rate(row("3000"), row("3000")) == 3000
    with pytest.raises(PolicyError, match="'3000' and as '5000'; expected one value"):
        rate(row("3000"), row("5000"))


@pytest.mark.parametrize("key", RULES)
def test_every_rule_is_a_field_and_its_default_reads_back(key: str) -> None:
    policy = Policy.of({})
    rule = RULES[key]
    assert getattr(policy, rule.field) == read_value(key, rule.default)
    assert str(values_of(policy)[key]) == rule.default
    assert rule.explanation.endswith(".")


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("draw.rate_milli", "100001", "a whole number from 0 to 100000 thousandths"),
        ("draw.rate_milli", "-1", "a whole number from 0 to 100000"),
        ("draw.rate_milli", "2.5", "for example draw.rate_milli = 2000"),
        ("draw.rate_milli", "２０００", "a whole number"),
        ("draw.slot_minutes", "45", "from 30 to 720 in steps of 30 minutes"),
        ("draw.hours", "", "spans of local time within one day, for example"),
        ("official.hours", "18:00-08:00", "ends before it starts"),
        ("household.hours_restday", "8-12", "or nothing for never"),
        ("zone", "Asia/Peking", "a zone of the IANA database"),
        ("zone", "../etc/passwd", "a zone of the IANA database"),
        ("public_number", "12345", "a number in international form, or nothing"),
        ("digest.at", "8pm", "a local time from 00:00 to 23:59"),
        ("digest.at", "24:00", "a local time from 00:00 to 23:59"),
        ("attendance.basis", "weekly", "working or calendar"),
        ("attendance.amount", "3/2", "neither a share of the days up to 1/1"),
        ("attendance.amount", "367", "nor 0 to 366 days"),
        ("attendance.also", "trip,party", "any of trip, meeting, training"),
        ("attendance.pro_rata", "maybe", "yes or no"),
        ("leave.approval", "3:township", "'3:township' names nobody who approves"),
        ("leave.approval", "township,county", "'township' is no step"),
        ("leave.approval", "3:township,1:leader,county", "1 days come after 3"),
        ("leave.approval", "3:mayor,county", "'3:mayor' names nobody"),
        ("draw.risk_floor_milli", "699", "a whole number from 700 to 1000"),
    ],
)
def test_a_bad_value_is_refused_with_its_key_the_range_and_an_example(
    key: str, value: str, reason: str
) -> None:
    with pytest.raises(PolicyError, match=re.escape(reason)) as refused:
        row(value, key=key)
    assert f"{key} cannot be {value!r}" in str(refused.value)
    assert f"for example {key} = " in str(refused.value)


def test_an_unknown_rule_is_refused_with_what_is_near_it() -> None:
    with pytest.raises(PolicyError, match=r"no rule 'draw\.rate'; near it are draw\.rate_milli"):
        row("1", key="draw.rate")
    with pytest.raises(PolicyError, match=r"no rule 'draw\.rate'"):
        Policy.of({"draw.rate": "1"})


def test_what_holds_everywhere_cannot_differ_by_region() -> None:
    assert row("28", key="draw.cycle_days").region == ""
    with pytest.raises(PolicyError, match=r"draw\.cycle_days holds everywhere and cannot differ"):
        row("28", key="draw.cycle_days", region=COUNTY)


def test_a_rate_differs_by_county_at_the_finest() -> None:
    assert row("3000", region="530128").region == "530128"
    with pytest.raises(PolicyError, match="names its team's county and no narrower region"):
        row("3000", region="530128102")
    assert row("5", key="household.rest_days", region="530128102").region == "530128102"


@pytest.mark.parametrize("region", ["5", "53012", "Yunnan", "53012８"])
def test_a_row_of_no_region_is_refused(region: str) -> None:
    with pytest.raises(PolicyError, match="is no region"):
        row("3000", region=region)


def test_a_row_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PolicyError, match="before it begins on 2026-01-01"):
        row("3000", until="2025-12-31")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"draw.cycle_days": "10"}, "draw.floor_days is 16, more than draw.cycle_days"),
        ({"draw.hours": "08:00-08:20"}, "hold no slot"),
        ({"official.reminder_minutes": "240"}, "not less than official.answer_minutes"),
        (
            {"household.hours_workday": "", "household.hours_restday": ""},
            "villagers could never be called",
        ),
        ({"official.least_days": "5"}, "leaves 4 working days, the first included"),
        ({"official.least_parts": "4"}, "official.hours '08:00-18:00' touch 3 parts"),
        (
            {"official.hours": "08:00-11:30", "official.least_parts": "2"},
            "touch 1 parts of the day",
        ),
        (
            {
                "household.open_days": "1",
                "household.least_gap_minutes": "2880",
                "official.least_attempts": "5",
            },
            "there are 4 at most",
        ),
        (
            {
                "official.hours": "09:00-10:00",
                "official.least_parts": "1",
                "official.answer_minutes": "241",
            },
            "hold 240 minutes in the 4 working days",
        ),
        ({"household.calls": "7"}, "is 6, less than household.calls"),
        ({"attendance.amount": "21"}, "a month may have only 20 working days"),
        ({"absence.recall": "3"}, "absence.recall is 3, less than absence.talk"),
    ],
)
def test_rules_that_contradict_each_other_are_refused(values: dict[str, str], reason: str) -> None:
    with pytest.raises(PolicyError, match=reason):
        Policy.of(values)


@pytest.mark.parametrize(
    "values",
    [
        {"household.open_days": "4", "official.least_days": "5"},
        {"official.hours": "08:00-18:30", "official.least_parts": "4"},
        {"official.hours": "11:00-12:00", "official.least_parts": "2"},
        {"attendance.amount": "21", "attendance.basis": "calendar"},
        {"attendance.amount": "21", "attendance.period": "quarter"},
    ],
)
def test_what_can_be_met_is_taken(values: dict[str, str]) -> None:
    assert Policy.of(values) != Policy.of({})


def test_all_contradictions_are_named_at_once() -> None:
    with pytest.raises(PolicyError) as refused:
        Policy.of({"draw.cycle_days": "10", "official.least_parts": "4", "absence.talk": "1"})
    told = str(refused.value).splitlines()
    assert [line.partition(" is ")[0] for line in told] == [
        "draw.floor_days", "official.least_parts", "absence.talk",
    ]  # fmt: skip


def test_a_share_of_the_days_is_rounded_up_and_days_are_days() -> None:
    assert [Amount.parse("2/3").of(days) for days in (21, 22, 0)] == [14, 15, 0]
    assert Amount.parse("20").of(16) == 20
    assert Amount.parse("1/1").of(23) == 23


def test_a_leave_is_approved_by_its_length() -> None:
    chain = Approvals.parse(" 1:leader, 3:township, county")
    assert [chain.approver(days) for days in (1, 2, 3, 4)] == [
        "leader", "township", "township", "county",
    ]  # fmt: skip
    assert Approvals.parse("county").approver(1) == "county"
    assert chain.text() == "1:leader,3:township,county"


def test_a_policy_is_hashed_as_text_and_whole_numbers_whole() -> None:
    policy = Policy.of({"draw.rate_milli": "16000"})
    text = canonical_policy(policy)
    assert b'"draw.rate_milli":16000' in text
    assert b'"draw.hours":"08:00-18:00"' in text
    assert len(values_of(policy)) == len(RULES)
    assert policy_hash(policy) == sha(text)


def test_a_version_names_the_policy_by_what_it_says() -> None:
    assert version(Policy.of({})) == version(Policy.of({"draw.rate_milli": " 2000"}))
    assert version(Policy.of({})) != version(Policy.of({"draw.rate_milli": "2001"}))
    assert re.fullmatch("[0-9a-f]{12}", version(Policy.of({})))
