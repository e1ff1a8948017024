"""The programme's zone, its public number, and its digest."""

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from inspection.rule import Rule, read_public_number, read_time, read_zone


@dataclass(frozen=True, kw_only=True)
class ProgrammeValues:
    zone: ZoneInfo
    public_number: str
    digest_at: time


RULES: tuple[Rule, ...] = (
    Rule(
        key="zone", default="Asia/Shanghai", read=read_zone, unit="",
        allowed="a zone of the IANA database",
        explanation="The draw's hours and days are those of this zone, and a village's where the"
        " roster gives it no zone of its own.",
        everywhere=True,
    ),
    Rule(
        key="public_number", default="", read=read_public_number, unit="",
        allowed="a number in international form, or nothing",
        explanation="The announced number at which anyone can verify who called.",
        told=True,
    ),
    Rule(
        key="digest.at", default="20:45", read=read_time, unit="",
        allowed="a local time from 00:00 to 23:59",
        explanation="Inspectors get the day's digest at this time, after the last villagers' call.",
    ),
)  # fmt: skip
