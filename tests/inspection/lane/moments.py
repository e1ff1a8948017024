"""Moments of one Monday morning, and lanes as most tests want them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from inspection.lane.pace import Limit
from inspection.lane.state import LaneRules

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
FREE = LaneRules(limits={"voice": Limit(most=1000, seconds=1)}, setup="account one")


def after(seconds: float = 0.0, *, minutes: float = 0.0, hours: float = 0.0) -> datetime:
    return NINE + timedelta(seconds=seconds, minutes=minutes, hours=hours)
