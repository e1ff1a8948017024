"""The caps of a person hold over all draws together, whatever they are called and whenever."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from fieldwork.burden import MONTH, spared_official
from fieldwork.rules import Rules
from inspection.contact import Contact
from inspection.disposition import Disposition
from inspection.passing import PassReason
from inspection.policy import Policy
from tests.inspection.contacts import contact
from tests.inspection.weekdays import weekdays

START = datetime(2026, 3, 2, tzinfo=UTC)
POLICY = Policy.of({})
RULES = Rules(
    policy=POLICY,
    rows=(),
    day=START.date(),
    calendar=weekdays(2026, 2026),
    zone=ZoneInfo("Asia/Shanghai"),
)
DAY = timedelta(days=1)
HOURS = st.integers(0, 24 * 120)


@given(
    picks=st.lists(
        st.tuples(HOURS, st.sampled_from(["calls", "visits", "campaign"]), st.booleans()),
        max_size=60,
    )
)
def test_nobody_is_asked_twice_a_day_or_more_often_a_month_than_the_policy_says(
    picks: list[tuple[int, str, bool]],
) -> None:
    asked: list[Contact] = []
    reasons = set()
    for hours, _, begun in sorted(picks):
        now = START + timedelta(hours=hours)
        recent = [one for one in asked if one.opened_at >= now - MONTH]
        reason = spared_official(recent, RULES, now)
        reasons.add(reason)
        if reason is not None:
            continue
        made = replace(contact("official"), opened_at=now)
        word = Disposition.COMPLETE if begun else Disposition.NOT_ATTEMPTED
        asked.append(made.close(word, now + timedelta(hours=1)))
    begun_at = [c.opened_at for c in asked if c.disposition is Disposition.COMPLETE]
    for first, second in pairwise(begun_at):
        assert second - first >= DAY
    for moment in begun_at:
        month = [one for one in begun_at if moment <= one < moment + MONTH]
        assert len(month) <= POLICY.official_contacts_a_month
    assert reasons <= {None, PassReason.ASKED_TODAY, PassReason.MONTH_CAP}


def test_whoever_is_being_asked_is_not_asked_by_another_draw() -> None:
    now = START + 5 * DAY
    open_one = replace(contact("official"), opened_at=START)
    assert spared_official([open_one], RULES, now) is PassReason.BEING_ASKED
    closed = open_one.close(Disposition.COMPLETE, START + DAY)
    assert spared_official([closed], RULES, now) is None
