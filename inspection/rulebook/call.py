"""What may be recorded of a call."""

from dataclasses import dataclass

from inspection.rule import Rule, flag, number


@dataclass(frozen=True, kw_only=True)
class CallValues:
    call_recordings: bool
    call_recording_seconds: int


RULES: tuple[Rule, ...] = (
    flag(
        "call.recordings", "no",
        "Questions that are answered in one's own words are asked by telephone, and the answers"
        " recorded, of whoever agrees to it in that call. Nothing else of a call is ever recorded.",
        told=True,
    ),
    number(
        "call.recording_seconds", 60, 10, 180, "seconds",
        "An answer that is recorded takes at most so long.",
    ),
)  # fmt: skip
