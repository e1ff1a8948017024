"""Picks as estimates find them."""

from datetime import UTC, datetime, timedelta

from inspection.disposition import Disposition
from inspection.rate import PPB
from inspection.sample import SampledContact, SampledPick

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Nine o'clock in Shanghai."""
VILLAGE = "530128101201"


def official(
    where: str | None = "village", *, person: str = "O1", at: datetime = MORNING, late: bool = False
) -> SampledContact:
    """None: not reached."""
    ended = Disposition.ATTEMPTS_EXHAUSTED if where is None else Disposition.COMPLETE
    return SampledContact(
        kind="official", person=person, disposition=ended, planned_at=at, in_programme=True,
        late=late, answers={} if where is None else {"whereabouts": where},
        answered_at=None if where is None else at + timedelta(minutes=5),
    )  # fmt: skip


def household(
    *, person: str = "H1", at: datetime = MORNING, in_programme: bool = True, **answers: str
) -> SampledContact:
    """Without answers: it refused."""
    return SampledContact(
        kind="household", person=person,
        disposition=Disposition.COMPLETE if answers else Disposition.REFUSED,
        planned_at=at, in_programme=in_programme, late=False, answers=answers,
        answered_at=at + timedelta(hours=3) if answers else None,
    )  # fmt: skip


def pick(
    number: int,
    *contacts: SampledContact,
    village: str = VILLAGE,
    pi_ppb: int = PPB // 100,
    officials: int = 3,
    households: int = 50,
) -> SampledPick:
    return SampledPick(
        id=number, village=village, pi_ppb=pi_ppb, picked_for=MORNING, officials=officials,
        households=households, contacts=contacts,
    )  # fmt: skip
