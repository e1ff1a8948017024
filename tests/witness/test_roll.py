import json
from pathlib import Path

import pytest

from witness.roll import RollRefused, read_roll

MINISTRY: dict[str, object] = {
    "name": "ministry",
    "url": "https://custodian.example.org/",
    "n": 17569,
    "start": "2026-01-01T00:00:00+00:00",
    "anchor": "1a" * 32,
    "public_key": "2b" * 32,
    "token": "3c" * 32,
}
AUDITOR = MINISTRY | {
    "name": "auditor",
    "url": "http://127.0.0.1:8090",
    "anchor": "4d" * 32,
    "public_key": "5e" * 32,
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "custodians.json"


def test_custodians_come_in_the_order_of_their_names(path: Path) -> None:
    path.write_text(json.dumps([MINISTRY, AUDITOR]))
    auditor, ministry = read_roll(path)
    assert (auditor.name, ministry.name) == ("auditor", "ministry")
    assert (auditor.here, ministry.here) == (True, False)
    assert ministry.url == "https://custodian.example.org"
    assert ministry.anchor == bytes.fromhex("1a" * 32)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"url": "http://custodian.example.org"}, "entry 2, url: expected https"),
        ({"url": "custodian.example.org"}, "entry 2, url: expected an address"),
        ({"n": True}, "entry 2, n: expected the length"),
        ({"start": "2026-01-01"}, "entry 2, start: expected an instant"),
        ({"start": 5}, "entry 2, start: expected an instant"),
        ({"anchor": "1A" * 32}, "entry 2, anchor: expected 64 hex digits"),
        ({"token": "secret"}, "entry 2, token: expected 64 hex digits"),
        ({"name": "a|b"}, "entry 2, name: expected 1 to 64 printable"),
        ({"name": "ministry"}, "two custodians have the same name"),
        ({"anchor": "1a" * 32}, "two custodians have the same anchor"),
        ({"start": "2026-02-01T00:00:00+00:00"}, "start at different times"),
        ({"more": "x"}, "entry 2: expected exactly the fields"),
    ],
)
def test_a_roll_that_cannot_be_used_is_refused_with_its_place(
    path: Path, changed: dict[str, object], reason: str
) -> None:
    path.write_text(json.dumps([MINISTRY, AUDITOR | changed]))
    with pytest.raises(RollRefused, match=reason) as refused:
        read_roll(path)
    assert "3c3c" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("[]", "one at least"), ("{}", "expected a list"), ("[", "is no JSON"), ("[7]", "entry 1")],
)
def test_no_roll_is_no_roll(path: Path, text: str, reason: str) -> None:
    path.write_text(text)
    with pytest.raises(RollRefused, match=reason):
        read_roll(path)


def test_a_roll_that_is_not_there_is_refused(path: Path) -> None:
    with pytest.raises(RollRefused, match="cannot be read"):
        read_roll(path)
