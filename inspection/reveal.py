"""When a drawn slot may be shown: a custodian's code gives away all its earlier ones."""

from datetime import datetime, timedelta

_ONE_CODE = timedelta(minutes=30)


def revealable(opens_at: datetime, unsettled_from: datetime | None) -> bool:
    """Whether a closed slot may be shown, `unsettled_from` being the opening of the earliest slot,
    of any draw, that is not over (None: all are).

    One that opened less than half an hour later may have the same code, and is held back too.
    """
    return unsettled_from is None or opens_at + _ONE_CODE <= unsettled_from
