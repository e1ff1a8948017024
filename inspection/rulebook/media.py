"""How long files are kept that people send as answers."""

from dataclasses import dataclass

from inspection.rule import Rule, number


@dataclass(frozen=True, kw_only=True)
class MediaValues:
    media_keep_days: int


RULES: tuple[Rule, ...] = (
    number(
        "media.keep_days", 180, 0, 3650, "days",
        "Photos and recordings that people sent as answers are erased after so long; that they were"
        " sent stays. 0: they stay until somebody erases them.",
        everywhere=True,
    ),
)  # fmt: skip
