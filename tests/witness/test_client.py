"""Our side of a custodian elsewhere: what it answers is believed only as far as it is proved."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from fieldwork.ports import CustodianSilent
from inspection.chain import chain
from inspection.commitment import CommitmentRefused, NeverCommitted, NotYetOpen, OpeningFalse
from tests.witness.commitments import ROOT, SLOT, commitment
from tests.witness.elsewhere import Elsewhere, entry_of, served
from tests.witness.test_local import OPENING, K
from witness.client import CustodianDeclines, RemoteCustodian
from witness.local import LocalCustodian
from witness.roll import Entry

NOWHERE = "http://127.0.0.1:9"
EARLY = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def ministry(tmp_path: Path) -> Elsewhere:
    before = OPENING - timedelta(minutes=1)
    return Elsewhere.made(tmp_path / "ministry.json", name="ministry", now=lambda: before)


@pytest.fixture
def entry(ministry: Elsewhere) -> Iterator[Entry]:
    with served(ministry.app()) as url:
        yield entry_of(ministry.custodian, url)


def asking(entry: Entry, *, seconds: float = 5.0) -> "closing[RemoteCustodian]":
    return closing(RemoteCustodian(entry, seconds=seconds))


def commit(custodian: RemoteCustodian | LocalCustodian, root: bytes = ROOT) -> None:
    custodian.commit(commitment(root=root))


def opened(ministry: Elsewhere) -> None:
    ministry.now = lambda: OPENING


def test_it_is_a_custodian_like_the_local_one(ministry: Elsewhere, entry: Entry) -> None:
    with asking(entry) as remote:
        commit(remote)
        opened(ministry)
        opening = remote.open("calls", SLOT, K, EARLY)
        assert opening == ministry.custodian.open("calls", SLOT, K, OPENING)
        assert (remote.name, remote.n, remote.start, remote.anchor, remote.degraded) == (
            "ministry",
            17569,
            ministry.custodian.start,
            ministry.custodian.anchor,
            "",
        )
        assert entry.token not in repr(remote) + repr(entry)


def test_its_refusals_keep_their_kind(ministry: Elsewhere, entry: Entry) -> None:
    with asking(entry) as remote:
        with pytest.raises(NeverCommitted, match=r"ministry: draw 'calls' .* was never committed"):
            remote.open("calls", SLOT, K, OPENING)
        commit(remote)
        with pytest.raises(CommitmentRefused, match="already committed to something else"):
            commit(remote, root=sha256(b"another").digest())
        with pytest.raises(NotYetOpen):
            remote.open("calls", SLOT, K, OPENING)
        opened(ministry)
        assert remote.open("calls", SLOT, K, EARLY).code


def test_a_wrong_token_is_a_refusal_and_not_silence(entry: Entry) -> None:
    with (
        asking(replace(entry, token="0" * 64)) as stranger,
        pytest.raises(CustodianDeclines, match="expected this custodian's token"),
    ):
        commit(stranger)


def test_a_code_signature_or_key_that_was_not_published_is_not_used(
    ministry: Elsewhere, entry: Entry, tmp_path: Path
) -> None:
    other = Elsewhere.made(tmp_path / "other.json", name="other", now=lambda: OPENING).custodian
    commit(ministry.custodian)
    opened(ministry)
    for changed, reason in (
        (replace(entry, anchor=other.anchor), f"is not number {K} of its anchor"),
        (replace(entry, public_key=other.public_key), "signs with another key"),
    ):
        with asking(changed) as remote, pytest.raises(OpeningFalse, match=reason):
            remote.open("calls", SLOT, K, OPENING)
    with asking(entry) as remote:
        assert remote.open("calls", SLOT, K, OPENING).code


def answering(body: object, status: int = 200) -> Starlette:
    def answer(_: Request) -> Response:
        return JSONResponse(body, status_code=status)

    return Starlette(routes=[Route("/{path}", answer, methods=["POST"])])


def test_an_answer_whose_signature_does_not_hold_is_not_used(
    ministry: Elsewhere, entry: Entry
) -> None:
    commit(ministry.custodian)
    true = ministry.custodian.open("calls", SLOT, K, OPENING)
    later = chain(sha256(b"secret of ministry").digest(), 17569, K + 1).hex()
    signed = {"signature": true.signature.hex(), "public_key": true.public_key.hex()}
    for field, forged in (("root", "0" * 64), ("code", later), ("k", K + 1)):
        body = {"witness": {**true.witness, field: forged}, **signed}
        with (
            served(answering(body)) as url,
            asking(replace(entry, url=url)) as remote,
            pytest.raises(OpeningFalse, match="does not hold"),
        ):
            remote.open("calls", SLOT, K, OPENING)
    with (
        served(answering({"code": true.code.hex()})) as url,
        asking(replace(entry, url=url)) as remote,
        pytest.raises(OpeningFalse, match="other words than agreed: expected exactly the fields"),
    ):
        remote.open("calls", SLOT, K, OPENING)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (502, "Bad gateway"),
        (404, {"detail": "no such page"}),
        (503, {"refused": "damaged", "reason": "x"}),
    ],
)
def test_what_is_not_said_by_the_custodian_is_silence(
    entry: Entry, status: int, body: object
) -> None:
    with (
        served(answering(body, status)) as url,
        asking(replace(entry, url=url)) as remote,
        pytest.raises(CustodianSilent, match=f"ministry answers with status {status}"),
    ):
        commit(remote)


def test_nobody_there_is_silence(entry: Entry) -> None:
    with (
        asking(replace(entry, url=NOWHERE)) as remote,
        pytest.raises(CustodianSilent, match="ministry: ConnectError"),
    ):
        commit(remote)


def test_one_who_takes_too_long_or_never_ends_is_silent(entry: Entry) -> None:
    def slowly(_: Request) -> Response:
        time.sleep(3.0)
        return JSONResponse({"witnessed": True})

    def endless(_: Request) -> Response:
        return Response(b" " * 20_000)

    for answer, reason in ((slowly, "ReadTimeout"), (endless, "the answer is too long")):
        app = Starlette(routes=[Route("/{path}", answer, methods=["POST"])])
        with served(app) as url, asking(replace(entry, url=url), seconds=0.5) as remote:
            begun = time.monotonic()
            with pytest.raises(CustodianSilent, match=reason):
                commit(remote)
            assert time.monotonic() - begun < 2.5
