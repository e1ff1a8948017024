"""Custodians are asked at once; what one has answered is not asked for again."""

import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from fieldwork.book import StoredSlot
from fieldwork.ports import CustodianSilent
from fieldwork.witnessing import Unanswered, Witnesses
from inspection.commitment import Commitment, CommitmentRefused, Opening, OpeningFalse
from witness.local import LocalCustodian

START = datetime(2026, 3, 1, 16, tzinfo=UTC)
OPENING = datetime(2026, 3, 2, 1, tzinfo=UTC)
DIGEST = sha256(b"anything").digest()
SLOT = StoredSlot(
    id=1,
    draw="calls",
    label="2026-03-02T09:00:00+08:00/PT30M",
    opens_at=OPENING,
    closes_at=OPENING + timedelta(minutes=30),
    k=19,
    state="COMMITTED",
    root=DIGEST,
    policy_hash=DIGEST,
    policy=b"{}",
    inside_commitment=DIGEST,
    inside_secret=DIGEST,
    log_head=DIGEST,
    log_index=1,
    reason="",
    degraded="",
)


@dataclass(kw_only=True)
class Distant:
    """A custodian that answers only when everybody is being asked, or not at all."""

    custodian: LocalCustodian
    meeting: threading.Barrier | None = None
    silent: bool = False
    asked: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.custodian.name

    @property
    def n(self) -> int:
        return self.custodian.n

    @property
    def start(self) -> datetime:
        return self.custodian.start

    @property
    def anchor(self) -> bytes:
        return self.custodian.anchor

    @property
    def degraded(self) -> str:
        return ""

    def commit(self, commitment: Commitment) -> None:
        self._answers("commit")
        self.custodian.commit(commitment)

    def open(self, draw: str, slot_label: str, k: int, now: datetime) -> Opening:
        self._answers("open")
        return self.custodian.open(draw, slot_label, k, now)

    def _answers(self, what: str) -> None:
        self.asked.append(what)
        if self.meeting is not None:
            self.meeting.wait(timeout=5)
        if self.silent:
            raise CustodianSilent("no answer")


@pytest.fixture
def two(tmp_path: Path) -> tuple[Distant, Distant]:
    auditor, ministry = (
        Distant(
            custodian=LocalCustodian.create(
                tmp_path / f"{name}.json",
                secret=sha256(name.encode()).digest(),
                start=START,
                name=name,
            )
        )
        for name in ("auditor", "ministry")
    )
    return auditor, ministry


def test_nobody_is_asked_after_somebody_else(two: tuple[Distant, Distant]) -> None:
    meeting = threading.Barrier(2)
    for one in two:
        one.meeting = meeting
    witnesses = Witnesses(custodians=two)
    witnesses.commit(SLOT)
    codes = witnesses.open(SLOT, OPENING)
    assert [name for name, _ in codes] == ["auditor", "ministry"]
    assert witnesses.missing(SLOT) == ()


def test_who_was_silent_is_named_and_only_they_are_asked_again(
    two: tuple[Distant, Distant],
) -> None:
    auditor, ministry = two
    witnesses = Witnesses(custodians=two)
    auditor.silent = True
    with pytest.raises(Unanswered, match=r"^custodian auditor silent$"):
        witnesses.commit(SLOT)
    assert witnesses.missing(SLOT) == ("auditor",)
    auditor.silent = False
    witnesses.commit(SLOT)
    assert (auditor.asked, ministry.asked) == (["commit", "commit"], ["commit"])


def test_a_clock_behind_ours_is_waited_for(two: tuple[Distant, Distant]) -> None:
    witnesses = Witnesses(custodians=two)
    witnesses.commit(SLOT)
    early = OPENING - timedelta(seconds=1)
    with pytest.raises(Unanswered, match="auditor says that the slot is not open; custodian mini"):
        witnesses.open(SLOT, early)
    assert len(witnesses.open(SLOT, OPENING)) == 2


def test_a_refusal_counts_more_than_silence(two: tuple[Distant, Distant]) -> None:
    auditor, ministry = two
    ministry.silent = True
    other = sha256(b"another").digest()
    auditor.custodian.commit(replace(SLOT.commitment, root=other))
    with pytest.raises(CommitmentRefused):
        Witnesses(custodians=two).commit(SLOT)


def test_an_answer_about_another_commitment_is_not_used(two: tuple[Distant, Distant]) -> None:
    for one in two:
        other = sha256(b"another").digest()
        one.custodian.commit(replace(SLOT.commitment, root=other))
    with pytest.raises(OpeningFalse, match="has witnessed something else"):
        Witnesses(custodians=two).open(SLOT, OPENING)


def test_what_is_over_is_forgotten(two: tuple[Distant, Distant]) -> None:
    witnesses = Witnesses(custodians=two)
    witnesses.commit(SLOT)
    assert witnesses.asked(SLOT)
    witnesses.forget(SLOT)
    assert not witnesses.asked(SLOT)
