"""A custodian's service, over real HTTP."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from tests.witness.commitments import ROOT, SLOT, commitment
from tests.witness.elsewhere import Elsewhere, served
from tests.witness.test_local import EARLIER, OPENING, K
from witness import wire

COMMITMENT = commitment()
QUESTION = wire.question_body("calls", SLOT, K)


class Door:
    """The service at some moment, and somebody who asks it."""

    def __init__(self, elsewhere: Elsewhere, url: str) -> None:
        self.elsewhere, self._url = elsewhere, url
        self.at(minutes=-1)

    def at(self, *, minutes: float) -> None:
        """So long after the opening, by the custodian's clock."""
        moment = OPENING + timedelta(minutes=minutes)
        self.elsewhere.now = lambda: moment

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"{self._url}{path}", trust_env=False)

    def post(self, path: str, body: bytes, *, token: str | None = None) -> httpx.Response:
        shown = self.elsewhere.custodian.token if token is None else token
        headers = {"authorization": f"Bearer {shown}"}
        return httpx.post(f"{self._url}{path}", content=body, headers=headers, trust_env=False)

    def commits(self, **changed: object) -> httpx.Response:
        fields = COMMITMENT.fields() | changed
        return self.post("/commit", json.dumps(fields).encode())


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    elsewhere = Elsewhere.made(tmp_path / "ministry.json", name="ministry", now=lambda: OPENING)
    with served(elsewhere.app()) as url:
        yield Door(elsewhere, url)


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["refused"]


def test_a_commitment_is_witnessed_and_opened_by_the_custodians_own_clock(door: Door) -> None:
    assert door.commits().json() == {"witnessed": True}
    assert told(door.post("/open", QUESTION)) == (425, "not_yet_open")
    door.at(minutes=0)
    answer = door.post("/open", QUESTION)
    assert answer.status_code == 200
    opening = wire.read_opening(answer.content)
    assert opening.witnesses(COMMITMENT, name="ministry", k=K)
    assert opening.public_key == door.elsewhere.custodian.public_key


def test_a_repeat_changes_nothing_and_another_commitment_is_refused(door: Door) -> None:
    assert door.commits().status_code == 200
    assert door.commits().status_code == 200
    other = door.commits(root=sha256(b"another").hexdigest())
    assert told(other) == (409, "commitment_refused")
    assert "already committed to something else" in other.json()["reason"]
    door.at(minutes=3)
    assert door.commits().status_code == 200


def test_what_arrives_at_the_opening_is_too_late_and_just_before_it_is_not(door: Door) -> None:
    door.at(minutes=0)
    late = door.commits()
    assert told(late) == (409, "commitment_refused")
    assert "the slot has opened" in late.json()["reason"]
    assert told(door.post("/open", QUESTION)) == (404, "never_committed")
    door.at(minutes=-0.01)
    assert door.commits().status_code == 200


def test_nobody_without_the_token_commits_or_learns_a_code(door: Door) -> None:
    body = wire.commitment_body(COMMITMENT)
    for token in ("x", "0" * 64):
        assert told(door.post("/commit", body, token=token)) == (401, "unknown_caller")
    assert door.post("/commit", body).status_code == 200
    door.at(minutes=0)
    assert told(door.post("/open", QUESTION, token="0" * 64)) == (401, "unknown_caller")
    assert door.post("/open", QUESTION).status_code == 200


def test_everybody_may_read_the_anchor_and_nothing_secret_stands_in_it(door: Door) -> None:
    custodian = door.elsewhere.custodian
    published = door.get("/anchor").json()
    assert published == {
        "name": "ministry",
        "n": 17569,
        "start": "2025-12-31T16:00:00+00:00",
        "anchor": custodian.anchor.hex(),
        "public_key": custodian.public_key.hex(),
    }
    assert custodian.token not in json.dumps(published)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "expected one JSON object"),
        (b"[]", "expected a JSON object"),
        (b'{"draw":"calls","draw":"calls","slot":"x","k":1}', "no name in it twice"),
        (b'{"draw":"calls"}', "expected exactly the fields"),
        (wire.question_body("calls", SLOT, K)[:-1] + b',"now":"2026"}', "exactly the fields"),
        (wire.question_body("a|b", SLOT, K), "draw: expected 1 to 64 characters"),
        (wire.question_body("calls", "tomorrow", K), "slot: 'tomorrow' is not the label"),
        (b'{"draw":"calls","slot":"' + SLOT.encode() + b'","k":true}', "k: expected a whole"),
    ],
)
def test_a_malformed_question_is_refused_with_its_field(
    door: Door, body: bytes, reason: str
) -> None:
    answer = door.post("/open", body)
    assert told(answer) == (400, "malformed")
    assert reason in answer.json()["reason"]


def test_a_malformed_commitment_is_refused_and_nothing_is_kept(door: Door) -> None:
    for changed in ({"root": "00"}, {"root": ROOT.hex().upper()}, {"policy": 7}, {"more": "x"}):
        assert told(door.commits(**changed)) == (400, "malformed")
    assert told(door.post("/commit", b" " * 5000)) == (413, "too_long")
    door.at(minutes=0)
    assert told(door.post("/open", QUESTION)) == (404, "never_committed")


def test_a_number_that_is_not_the_slots_is_refused(door: Door) -> None:
    door.commits()
    door.at(minutes=1)
    answer = door.post("/open", wire.question_body("calls", SLOT, K + 1))
    assert told(answer) == (409, "commitment_refused")
    assert f"expected {K}" in answer.json()["reason"]


def test_a_damaged_custodian_says_so_and_witnesses_nothing(
    door: Door, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert door.get("/health").json() == {"healthy": True}
    (tmp_path / "ministry.json.seen").unlink()
    assert door.get("/health").status_code == 503
    assert told(door.commits()) == (503, "damaged")
    assert "is missing; restore it from its copy" in caplog.text


def test_no_secret_token_or_code_is_logged(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    custodian = door.elsewhere.custodian
    door.commits()
    door.commits(slot=EARLIER)
    door.post("/open", QUESTION)
    door.at(minutes=0)
    code = json.loads(door.post("/open", QUESTION).content)["witness"]["code"]
    assert "not_yet_open" in caplog.text
    secret = sha256(b"secret of ministry").hexdigest()
    assert all(hidden not in caplog.text for hidden in (secret, custodian.token, code))
